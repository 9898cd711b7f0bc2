package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Output;
import io.tickcast.api.Predictor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Python's wrappers predict, we predict from their pickles, joblibs and binary files. */
class XgboostPickleParityTest {
  private static final String FOLDER = "xgboost-pickles";

  static List<String> stems() {
    return Golden.stems(FOLDER);
  }

  private static ModelArtifact model(String stem) {
    return ModelArtifact.of(stem, Golden.bytes(FOLDER, stem + ".model"));
  }

  private static Golden golden(String stem) {
    byte[] text = Golden.bytes(FOLDER, stem + ".csv");
    return Golden.parsed(stem, new String(text, StandardCharsets.UTF_8));
  }

  @Test
  void files_always_coverTenVersions() {
    assertThat(stems()).hasSizeGreaterThan(150);
    for (String version : "0.90 1.0.2 1.2.1 1.5.2 1.6.2 1.7.6 2.1.4 3.0.5 3.2.0 3.4.1".split(" ")) {
      assertThat(stems()).anyMatch(stem -> stem.endsWith("-" + version));
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void margins_atThresholds_equalThoseOfTheLibrary(String stem) {
    Golden golden = golden(stem);
    XgboostFile file = XgboostFile.read(model(stem));
    Forest forest = Forest.of(file.ensemble());
    Row row = forest.newRow();
    for (int i = 0; i < golden.inputs().length; i++) {
      double[] inputs = golden.inputs()[i].clone();
      for (int x = 0; x < inputs.length; x++) {
        inputs[x] = inputs[x] == file.missing() ? Double.NaN : inputs[x];
      }
      assertThat(forest.predict(inputs, 0, row)).isEqualTo(-1);
      assertThat(row.margins).hasSize(golden.margins()[i].length);
      for (int m = 0; m < row.margins.length; m++) {
        assertThat(row.margins[m]).as("row %d margin %d", i, m).isEqualTo(golden.margins()[i][m]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void predictions_atThresholds_areThoseOfTheWrapper(String stem) {
    Golden golden = golden(stem);
    try (Model model = new TreesModelProvider().load(model(stem), Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      assertThat(outputs).hasSameSizeAs(golden.outputs()[0]);
      for (int i = 0; i < golden.inputs().length; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        for (int m = 0; m < outputs.length; m++) {
          double expected = golden.outputs()[i][m];
          assertThat(outputs[m])
              .as("row %d output %d", i, m)
              .isCloseTo(expected, Offset.offset(5e-7 + 5e-7 * Math.abs(expected)));
        }
      }
    }
  }

  @Test
  void classes_ofAWrapper_areTheNamesOfTheOutputs() {
    assertThat(names("classifier-three-1.2.1")).containsExactly("down", "flat", "up");
    assertThat(names("classifier-three-3.4.1")).containsExactly("0", "1", "2");
    assertThat(names("classifier-two-0.90")).containsExactly("0", "1");
    assertThat(names("booster-3.2.0")).containsExactly("probability");
  }

  private static List<String> names(String stem) {
    try (Model model = new TreesModelProvider().load(model(stem), Loads.none())) {
      return model.signature().outputs().stream().map(Output::name).toList();
    }
  }

  @Test
  void facts_ofAPickle_nameWrapperAndModel() {
    XgboostFile file = XgboostFile.read(model("classifier-early-0.90"));
    assertThat(file.description())
        .containsEntry("kind", "xgboost-pickle")
        .containsEntry("wrapper", "XGBClassifier")
        .containsEntry("model", "xgboost-binary")
        .containsEntry("library", "xgboost before 1.0")
        .containsKey("best_iteration");
    assertThat(XgboostFile.read(model("booster-0.90")).signature(Optional.empty()).inputs())
        .extracting(Input::name)
        .containsExactly("close", "spread", "hour", "atr_14");
  }
}
