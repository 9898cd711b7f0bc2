package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenCheckTest {
  /** An agent of one input: its action, then the probabilities of two codes. */
  private static final class Agent implements Model {
    @Override
    public ModelSignature signature() {
      return new ModelSignature(
          List.of(Input.feature("x")),
          1,
          List.of(
              Output.of("action", OutputRole.ACTION),
              Output.of("p_0", OutputRole.ACTION_PROBABILITY),
              Output.of("p_1", OutputRole.ACTION_PROBABILITY)),
          false);
    }

    @Override
    public Predictor newPredictor() {
      return new Predictor() {
        @Override
        public void predict(double[] inputs, double[] outputs) {
          outputs[0] = inputs[0] > 0 ? 1 : 0;
          outputs[1] = 0.25;
          outputs[2] = 0.75;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }

  private static GoldenCheck.Result verify(String expected) {
    String json =
        "{\"golden\":{\"rows\":[[1],[-1]],\"expected\":" + expected + ",\"abs_tol\":0.001}}";
    return GoldenCheck.verify(
        new Agent(),
        ModelArtifact.of("agent", new byte[] {1}).withManifest(Manifests.parse(json, "agent")));
  }

  @Test
  void verify_agentWithActionsAlone_comparesTheFirstOutputs() {
    assertThat(verify("[[1],[0]]")).isEqualTo(new GoldenCheck.Result(2, 0));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> verify("[[1],[1]]"))
        .withMessage("golden row 1: output 'action': expected 1.0, found 0.0, tolerance 0.001");
  }

  @Test
  void verify_agentWithAllOutputs_comparesThemAll() {
    assertThat(verify("[[1,0.25,0.75],[0,0.25,0.75]]").rows()).isEqualTo(2);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> verify("[[1,0.25,0.5],[0,0.25,0.75]]"))
        .withMessageStartingWith("golden row 0: output 'p_1'");
  }

  @Test
  void verify_agentWithAnotherCount_isRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> verify("[[1,0.25],[0,0.25]]"))
        .withMessage("golden row 0: expected 1 inputs and 3 outputs, found 1 and 2");
  }
}
