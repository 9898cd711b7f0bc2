package io.tickcast.tck;

import io.tickcast.api.Explainer;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import io.tickcast.tck.reference.SoftmaxProvider;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Forwarders to the right implementation, to be wrong in one place. */
final class WrongModels {
  private WrongModels() {}

  /** The right provider with each model replaced. */
  static ModelProvider models(UnaryOperator<Model> fault) {
    return new SoftmaxProvider() {
      @Override
      public Model load(ModelArtifact artifact, LoadContext context) {
        return fault.apply(super.load(artifact, context));
      }
    };
  }

  /** The right provider with each predictor replaced. */
  static ModelProvider predictors(UnaryOperator<Predictor> fault) {
    return models(
        model ->
            new ForwardingModel(model) {
              @Override
              public Predictor newPredictor() {
                return fault.apply(super.newPredictor());
              }
            });
  }

  static class ForwardingModel implements Model {
    final Model model;

    ForwardingModel(Model model) {
      this.model = model;
    }

    @Override
    public ModelSignature signature() {
      return model.signature();
    }

    @Override
    public Predictor newPredictor() {
      return model.newPredictor();
    }

    @Override
    public Optional<Explainer> explainer() {
      return model.explainer();
    }

    @Override
    public Map<String, String> description() {
      return model.description();
    }

    @Override
    public void close() {
      model.close();
    }
  }

  static class ForwardingPredictor implements Predictor {
    final Predictor predictor;

    ForwardingPredictor(Predictor predictor) {
      this.predictor = predictor;
    }

    @Override
    public void predict(double[] inputs, double[] outputs) {
      predictor.predict(inputs, outputs);
    }

    @Override
    public void predictBatch(double[] inputs, int rows, double[] outputs) {
      predictor.predictBatch(inputs, rows, outputs);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
