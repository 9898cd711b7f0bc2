package io.tickcast.examples.custombackend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import io.tickcast.core.ModelLoader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearModelProviderTest {
  private static final String IDENTITY = "linear-v1 identity\na b\n0.5 2 -1.0e-02\nend\n";

  private static ModelArtifact artifact(String text) {
    return ModelArtifact.of("test", text.getBytes(UTF_8));
  }

  private static Model load(String text) {
    return ModelLoader.create(LinearModelProviderTest.class.getClassLoader(), List.of())
        .load(artifact(text));
  }

  @Test
  void predict_identityLink_isInterceptPlusWeightedSum() {
    double[] outputs = new double[1];
    try (Model model = load(IDENTITY);
        Predictor predictor = model.newPredictor()) {
      predictor.predict(new double[] {3, 50}, outputs);
      assertThat(model.signature().inputNames()).containsExactly("a", "b");
    }
    assertThat(outputs[0]).isEqualTo(0.5 + 2 * 3 - 0.01 * 50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear-v1 probit\na\n0 1\nend\n",
        "linear-v1 identity\na\n0 1\nend",
        "linear-v1 identity\na\n0 1\nen",
        "linear-v1 identity\na\n0 1\nend\nend\n",
        "linear-v1 identity\na\n0 NaN\nend\n",
        "linear-v1 identity\na\n0 1e999\nend\n",
        "linear-v1 identity\na\n0 0x1p3\nend\n",
        "linear-v1 identity\na\n0 1d\nend\n",
        "linear-v1 identity\na\n0 2-1\nend\n",
        "linear-v1 identity\n\n0\nend\n",
        "linear-v1 identity\ngrüß\n0 1\nend\n"
      })
  void load_anotherForm_isMalformed(String text) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> load(text))
        .withMessageContaining("expected")
        .withMessageContaining("found")
        .extracting(InferenceException::code)
        .isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  @Test
  void load_manyFeatures_takesThem() {
    int count = 50_000;
    String names = IntStream.range(0, count).mapToObj(i -> "f" + i).collect(joining(" "));
    String numbers = "0" + " -0.125e-01".repeat(count);
    try (Model model = load("linear-v1 identity\n" + names + "\n" + numbers + "\nend\n")) {
      assertThat(model.signature().width()).isEqualTo(count);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b\n0 1", "a\n0 1 2", "a a\n0 1 2"})
  void load_namesThatDoNotFitTheWeights_isSchemaMismatch(String names) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> load("linear-v1 identity\n" + names + "\nend\n"))
        .extracting(InferenceException::code)
        .isEqualTo(ErrorCode.SCHEMA_MISMATCH);
  }

  @Test
  void probe_nativeEngine_isNotTaken() {
    ModelArtifact artifact = artifact(IDENTITY).withOptions(Map.of("engine", "native"));
    assertThat(new LinearModelProvider().probe(artifact)).isNotInstanceOf(Probe.Yes.class);
  }
}
