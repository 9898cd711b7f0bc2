package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Python's library predicts, we predict: rows at borders and beside them. */
class CatboostParityTest {
  static Stream<String> files() {
    return Stream.of(".cbm", ".json").flatMap(ending -> CatboostGolden.models(ending).stream());
  }

  static Stream<String> filesAndPickles() {
    return Stream.of(".cbm", ".json", ".pkl", ".p0", ".p2", ".p5", ".joblib")
        .flatMap(ending -> CatboostGolden.models(ending).stream());
  }

  static Stream<String> refused() {
    return CatboostGolden.refused().stream();
  }

  @Test
  void files_always_coverTwoVersionsAndBothEncodings() {
    assertThat(files()).hasSizeGreaterThan(180);
    assertThat(CatboostGolden.models(".cbm")).anyMatch(name -> name.contains("-0.26.1."));
    assertThat(CatboostGolden.models(".json")).anyMatch(name -> name.contains("-1.2.10."));
    assertThat(refused()).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @MethodSource("files")
  void sums_nearBorders_equalThoseOfTheLibraryBitForBit(String name) {
    CatboostGolden golden = CatboostGolden.of(name);
    CatboostFile file = new CatboostFormat().read(CatboostGolden.model(name));
    CategoryCodes.Coder coder = file.codes().newCoder();
    CatboostLink raw = file.link().raw();
    Forest forest = Forest.of(file.ensemble());
    Row row = forest.newRow();
    double[] found = new double[golden.margins()[0].length];
    for (int i = 0; i < golden.inputs().length; i++) {
      assertThat(forest.predict(coder.code(golden.inputs()[i], 0), 0, row)).isEqualTo(-1);
      raw.apply(row.margins, found, 0);
      for (int m = 0; m < found.length; m++) {
        assertThat(found[m] == golden.margins()[i][m])
            .as("row %d margin %d: %s, expected %s", i, m, found[m], golden.margins()[i][m])
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("filesAndPickles")
  void predictions_nearBorders_areThoseOfTheLibrary(String name) {
    CatboostGolden golden = CatboostGolden.of(name);
    // Without a wrapper the library predicts raw values; a file does not say, a pickle does.
    boolean raw = name.startsWith("bare-") && !name.endsWith(".pkl");
    try (Model model = new TreesModelProvider().load(CatboostGolden.model(name), Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      assertThat(outputs.length == golden.outputs()[0].length || raw).isTrue();
      for (int i = 0; i < golden.inputs().length && !raw; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        for (int m = 0; m < outputs.length; m++) {
          double expected = golden.outputs()[i][m];
          // The library's exponential is a few units in the last place off.
          assertThat(Math.abs(outputs[m] - expected))
              .as("row %d output %d: %s, expected %s", i, m, outputs[m], expected)
              .isLessThanOrEqualTo(4e-16 + 2e-15 * Math.abs(expected));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_kindThatIsNotReproduced_isRefusedByName(String name) {
    String kind = name.contains("one-hot-text") ? "whole numbers" : name.split("-")[0];
    assertThatThrownBy(
            () -> new TreesModelProvider().load(CatboostGolden.model(name), Loads.none()))
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL))
        .hasMessageContaining(kind);
  }
}
