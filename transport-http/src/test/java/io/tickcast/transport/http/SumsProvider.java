package io.tickcast.transport.http;

import io.tickcast.api.Input;
import io.tickcast.api.LoadContext;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelProvider;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A backend whose models add two inputs and subtract them. */
final class SumsProvider implements ModelProvider {
  private static final ModelSignature SIGNATURE =
      new ModelSignature(
          List.of(Input.feature("a"), Input.feature("b")),
          1,
          List.of(
              Output.of("buy", OutputRole.PROBABILITY), Output.of("sell", OutputRole.PROBABILITY)),
          false);

  @Override
  public String name() {
    return "sums";
  }

  @Override
  public Probe probe(ModelArtifact artifact) {
    String text = StandardCharsets.UTF_8.decode(artifact.content()).toString();
    return text.startsWith("sums") ? Probe.yes("sums") : Probe.no();
  }

  @Override
  public Model load(ModelArtifact artifact, LoadContext context) {
    return new Sums();
  }

  private static final class Sums implements Model {
    @Override
    public ModelSignature signature() {
      return SIGNATURE;
    }

    @Override
    public Predictor newPredictor() {
      return new Predictor() {
        @Override
        public void predict(double[] inputs, double[] outputs) {
          outputs[0] = inputs[0] + inputs[1];
          outputs[1] = inputs[0] - inputs[1];
        }

        @Override
        public void close() {
          // holds nothing
        }
      };
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
