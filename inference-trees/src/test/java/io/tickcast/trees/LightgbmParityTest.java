package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The library's own numbers, for models of every kind and several of its versions. */
class LightgbmParityTest {
  /** Units in the last place: StrictMath against a C library's exponential, and what follows it. */
  private static final double UNITS = 4;

  static List<String> stems() {
    return LightgbmGolden.stems();
  }

  @Test
  void stems_always_coverTheVersions() {
    for (String version : List.of("-2.3.1", "-3.3.5", "-4.6.0", "-4.7.0")) {
      assertThat(stems()).filteredOn(stem -> stem.endsWith(version)).hasSizeGreaterThan(38);
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void rawScores_nearThresholds_equalThoseOfTheLibraryBitForBit(String stem) {
    Golden golden = LightgbmGolden.of(stem);
    TreeEnsemble ensemble = LightgbmFile.read(LightgbmGolden.model(stem)).ensemble();
    Forest forest = Forest.of(ensemble);
    Row row = forest.newRow();
    for (int i = 0; i < golden.inputs().length; i++) {
      assertThat(forest.predict(golden.inputs()[i], 0, row)).isEqualTo(-1);
      assertThat(row.margins)
          .as("row %d: %s", i, Arrays.toString(golden.inputs()[i]))
          .isEqualTo(golden.margins()[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void predictions_nearThresholds_areWithinFourUnitsInTheLastPlace(String stem) {
    Golden golden = LightgbmGolden.of(stem);
    try (Model model = LightgbmFile.read(LightgbmGolden.model(stem)).model(Optional.empty());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[golden.outputs()[0].length];
      for (int i = 0; i < golden.inputs().length; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        for (int k = 0; k < outputs.length; k++) {
          double expected = golden.outputs()[i][k];
          // A linear leaf without a constant, or with an infinite input.
          if (!Double.isFinite(expected)) {
            assertThat(outputs[k]).isEqualTo(Double.valueOf(expected));
            continue;
          }
          assertThat(outputs[k])
              .as("row %d output %d", i, k)
              .isCloseTo(expected, Offset.offset(UNITS * Math.ulp(expected)));
        }
      }
    }
  }
}
