package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Python's library predicts, we predict: rows at, just below and just above thresholds. */
class XgboostParityTest {
  static Stream<Arguments> files() {
    return Golden.stems().stream()
        .flatMap(stem -> Golden.formats(stem).stream().map(format -> Arguments.of(stem, format)));
  }

  @Test
  void files_always_coverFourVersionsAndBothEncodings() {
    assertThat(files()).hasSizeGreaterThan(100);
    assertThat(Golden.stems()).anyMatch(stem -> stem.endsWith("-1.2.1"));
    assertThat(Golden.stems()).anyMatch(stem -> stem.endsWith("-1.7.6"));
    assertThat(Golden.stems()).anyMatch(stem -> stem.endsWith("-2.1.4"));
    assertThat(Golden.stems()).anyMatch(stem -> stem.endsWith("-3.2.0"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void margins_nearThresholds_equalThoseOfTheLibraryBitForBit(String stem, XgboostFormat format) {
    Golden golden = Golden.of(stem);
    Forest forest = Forest.of(XgboostFile.read(Golden.model(stem, format)).ensemble());
    Row row = forest.newRow();
    for (int i = 0; i < golden.inputs().length; i++) {
      assertThat(forest.predict(golden.inputs()[i], 0, row)).isEqualTo(-1);
      assertThat(row.margins).hasSize(golden.margins()[i].length);
      for (int m = 0; m < row.margins.length; m++) {
        assertThat(row.margins[m]).as("row %d margin %d", i, m).isEqualTo(golden.margins()[i][m]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void predictions_nearThresholds_areWithinThreeUnitsInTheLastPlace(
      String stem, XgboostFormat format) {
    Golden golden = Golden.of(stem);
    try (Model model = new TreesModelProvider().load(Golden.model(stem, format), Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      assertThat(outputs).hasSameSizeAs(golden.outputs()[0]);
      for (int i = 0; i < golden.inputs().length; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        for (int m = 0; m < outputs.length; m++) {
          int found = FloatKeys.of((float) outputs[m]);
          int expected = FloatKeys.of((float) golden.outputs()[i][m]);
          assertThat(found - expected).as("row %d output %d", i, m).isBetween(-3, 3);
        }
      }
    }
  }
}
