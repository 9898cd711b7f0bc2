package io.tickcast.backend.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.trees.TreesModelProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The library in Python of several versions, version 4.3 here and the engine in pure Java agree.
 */
class LightgbmNativeParityTest {
  /** Units in the last place: exponentials of StrictMath and of two C libraries. */
  private static final double UNITS = 4;

  /** Objectives whose outputs go through no exponential. */
  private static final Set<String> TO_THE_BIT =
      Set.of(
          "regression",
          "regression_l1",
          "huber",
          "fair",
          "quantile",
          "mape",
          "lambdarank",
          "rank_xendcg",
          "custom");

  static Stream<String> stems() {
    return Stream.concat(Golden.texts().stream(), Golden.pickles().stream());
  }

  @Test
  void stems_always_coverTheVersions() {
    for (String version : List.of("-2.3.1", "-3.3.5", "-4.6.0", "-4.7.0")) {
      assertThat(Golden.texts()).filteredOn(s -> s.endsWith(version)).hasSizeGreaterThan(38);
      int continued = version.equals("-2.3.1") ? 1 : 2; // That wrapper can not continue.
      assertThat(Golden.pickles()).filteredOn(s -> s.endsWith(version)).hasSize(11 + continued);
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void predict_nearThresholds_agreesWithPythonAndWithPureJava(String stem) {
    Golden golden = Golden.of(stem);
    ModelArtifact artifact = Golden.model(stem);
    try (Model library = new LightgbmNativeModelProvider().load(artifact, Golden.context());
        Model java =
            new TreesModelProvider().load(artifact.withOptions(Map.of()), Golden.context());
        Predictor a = library.newPredictor();
        Predictor b = java.newPredictor()) {
      assertThat(library.signature()).isEqualTo(java.signature());
      boolean exact = TO_THE_BIT.contains(library.description().get("objective"));
      double[] fromLibrary = new double[golden.outputs()[0].length];
      double[] fromJava = new double[fromLibrary.length];
      for (int i = 0; i < golden.inputs().length; i++) {
        a.predict(golden.inputs()[i], fromLibrary);
        b.predict(golden.inputs()[i], fromJava);
        assertAgree(fromLibrary, golden.outputs()[i], exact ? 0 : UNITS, i);
        assertAgree(fromJava, golden.outputs()[i], exact ? 0 : UNITS, i);
      }
    }
  }

  static void assertAgree(double[] found, double[] expected, double units, int row) {
    for (int c = 0; c < expected.length; c++) {
      if (units == 0 || !Double.isFinite(expected[c])) {
        // Not finite: a linear leaf that meets an infinite input.
        assertThat(found[c]).as("row %d output %d", row, c).isEqualTo(Double.valueOf(expected[c]));
        continue;
      }
      // An output that is one less another one loses the digits that the other has.
      assertThat(found[c])
          .as("row %d output %d", row, c)
          .isCloseTo(expected[c], within(1e-15 + units * Math.ulp(expected[c])));
    }
  }
}
