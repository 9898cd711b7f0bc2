package io.tickcast.trees;

import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Map;

/** A model whose wrapper was told that some value means missing. */
final class MarkedMissingModel implements Model {
  private final Model model;
  private final float mark;

  /** Wraps a model; values that are the mark, rounded to 32 bits, become NaN. */
  MarkedMissingModel(Model model, float mark) {
    this.model = model;
    this.mark = mark;
  }

  @Override
  public ModelSignature signature() {
    return model.signature();
  }

  @Override
  public Map<String, String> description() {
    return model.description();
  }

  @Override
  public Predictor newPredictor() {
    return new Marked(model.newPredictor(), mark, new double[signature().width()]);
  }

  @Override
  public void close() {
    model.close();
  }

  /** Copies each row into one of its own. */
  private record Marked(Predictor predictor, float mark, double[] row) implements Predictor {
    @Override
    public void predict(double[] inputs, double[] outputs) {
      if (inputs.length != row.length) {
        throw new IllegalArgumentException(
            "expected " + row.length + " inputs, found " + inputs.length);
      }
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) inputs[i] == mark ? Double.NaN : inputs[i];
      }
      predictor.predict(row, outputs);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
