package io.tickcast.backend.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.Model;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.Predictor;
import io.tickcast.api.SignalType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxSignatureTest {
  private static ModelSignature signature(String name) {
    try (Model model = Golden.load(Golden.model(name))) {
      return model.signature();
    }
  }

  private static ModelSignature signature(String name, ModelManifest manifest) {
    try (Model model = Golden.load(Golden.model(name).withManifest(manifest))) {
      return model.signature();
    }
  }

  private static void assertRefused(String name, ModelManifest manifest, String... words) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> signature(name, manifest))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  @ParameterizedTest
  @CsvSource({
    "skl-logistic-maps, PROBABILITY, 0 1",
    "skl-logistic-names, PROBABILITY, buy hold sell",
    "skl-forest, PROBABILITY, buy hold sell",
    "skl-forest-maps, PROBABILITY, -1 0 1",
    "skl-boosting, PROBABILITY, 0 1 2",
    "skl-boosting-regressor, VALUE, variable",
    "skl-mlp, PROBABILITY, 0 1 2",
    "skl-imputed, PROBABILITY, 0 1",
    "skl-svc, PROBABILITY, 0 1 2",
    "skl-double, VALUE, variable",
    "xgb-binary, PROBABILITY, 0 1",
    "xgb-multi, PROBABILITY, 0 1 2",
    "xgb-regressor, VALUE, variable",
    "lgb-binary-maps, PROBABILITY, 0 1",
    "lgb-multi, PROBABILITY, 0 1 2",
    "net-dense, PROBABILITY, class_0 class_1 class_2",
    "net-value, VALUE, y_0 y_1 y_2",
    "net-convolution, PROBABILITY, y"
  })
  void load_withoutManifest_knowsRolesAndNamesOfOutputs(
      String name, OutputRole role, String names) {
    ModelSignature signature = signature(name);
    assertThat(signature.outputs()).extracting(Output::role).containsOnly(role);
    assertThat(signature.outputs()).extracting(Output::name).containsExactly(names.split(" "));
  }

  @Test
  void load_oneInputPerFeature_namesThemByTheFile() {
    assertThat(signature("skl-columns").inputNames())
        .containsExactly("rsi_14", "ema_ratio", "atr_14", "macd");
  }

  @Test
  void load_namesInTheMetadata_areTaken() {
    assertThat(signature("xgb-multi").inputNames())
        .containsExactly("rsi_14", "ema_ratio", "atr_14", "macd");
    assertRefused(
        "xgb-multi", Declared.features("rsi_14", "ema_ratio", "macd", "atr_14"), "order differs");
  }

  @Test
  void load_namesInTheManifest_areTaken() {
    assertThat(signature("xgb-binary").named()).isFalse();
    assertThat(signature("xgb-binary", Declared.features("a", "b", "c", "d")).inputNames())
        .containsExactly("a", "b", "c", "d");
    assertRefused("xgb-binary", Declared.features("a", "b", "c"), "expected 4 features", "3");
  }

  @Test
  void load_window_comesFromTheGraphOrTheManifest() {
    assertThat(signature("net-lstm").window()).isEqualTo(16);
    assertThat(signature("net-lstm").inputs()).hasSize(4);
    assertThat(signature("net-lstm", Declared.window(16, "a", "b", "c", "d")).width())
        .isEqualTo(64);
    assertRefused("net-lstm", Declared.window(15, "a", "b", "c", "d"), "window", "16", "15");
  }

  @Test
  void load_barsLeftOpen_needTheManifest() {
    ModelSignature signature = signature("net-gru-open", Declared.window(16, "a", "b", "c", "d"));
    assertThat(signature.window()).isEqualTo(16);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> signature("net-gru-open"))
        .withMessageContaining("manifest field window");
  }

  @Test
  void load_flattenedWindow_isSplitByTheManifest() {
    assertThat(signature("net-flattened").inputs()).hasSize(20);
    ModelSignature signature = signature("net-flattened", Declared.window(5, "a", "b", "c", "d"));
    assertThat(signature.window()).isEqualTo(5);
    assertThat(signature.inputNames()).containsExactly("a", "b", "c", "d");
    assertRefused("net-flattened", Declared.window(3), "window", "20 columns", "3");
  }

  @Test
  void load_unknownOutputs_areWhatTheManifestDeclares() {
    assertThat(signature("skl-voting").outputs())
        .extracting(Output::role)
        .containsOnly(OutputRole.VALUE);
    OutputSpec classes =
        OutputSpec.classes(
            List.of("0", "1", "2"),
            Map.of("0", SignalType.SELL, "1", SignalType.HOLD, "2", SignalType.BUY));
    assertThat(signature("skl-voting", Declared.output(classes)).outputs())
        .extracting(Output::role)
        .containsOnly(OutputRole.PROBABILITY);
  }

  @Test
  void predict_declaredProbabilitiesThatAreNone_areRefused() {
    ModelManifest manifest = Declared.output(OutputSpec.classes(List.of("buy", "sell", "hold")));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> signature("net-value", manifest))
        .withMessageContaining("probabilit");
  }

  @Test
  void predict_missingInput_isRefusedByNameWhereTheModelWasNotMadeForIt() {
    try (Model model = Golden.load(Golden.model("skl-columns"));
        Predictor predictor = model.newPredictor()) {
      assertThat(model.signature().acceptsMissing()).isFalse();
      double[] row = {1, 2, Double.NaN, 4};
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> predictor.predict(row, new double[3]))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA))
          .withMessageContaining("atr_14");
    }
  }

  @Test
  void load_missingPassedOnByTheManifest_isAccepted() {
    assertThat(signature("skl-boosting-regressor").acceptsMissing()).isFalse();
    assertThat(
            signature("skl-boosting-regressor", Declared.missing(MissingPolicy.PASS))
                .acceptsMissing())
        .isTrue();
    assertThat(signature("skl-whole", Declared.missing(MissingPolicy.PASS)).acceptsMissing())
        .isFalse();
    assertThat(signature("xgb-binary").acceptsMissing()).isTrue();
    assertThat(signature("skl-imputed").acceptsMissing()).isTrue();
  }

  @Test
  void predict_numbersThatTheTypeDoesNotHold_areRefused() {
    for (double wrong : new double[] {0.5, 1e300, Double.POSITIVE_INFINITY, 1L << 54}) {
      assertUnfit("skl-whole", wrong);
    }
    for (double wrong : new double[] {1e39, Double.NEGATIVE_INFINITY}) {
      assertUnfit("xgb-binary", wrong);
    }
    assertUnfit("skl-double", Double.POSITIVE_INFINITY);
  }

  private static void assertUnfit(String name, double value) {
    try (Model model = Golden.load(Golden.model(name));
        Predictor predictor = model.newPredictor()) {
      double[] row = new double[4];
      Arrays.fill(row, 1);
      row[2] = value;
      double[] outputs = new double[model.signature().outputs().size()];
      assertThatExceptionOfType(InferenceException.class)
          .as("%s of %s", name, value)
          .isThrownBy(() -> predictor.predict(row, outputs))
          .withMessageContaining("input 2");
    }
  }

  @Test
  void description_narrowedThresholds_areWarnedOf() {
    try (Model narrowed = Golden.load(Golden.model("lgb-multi"));
        Model same = Golden.load(Golden.model("xgb-multi"))) {
      assertThat(narrowed.description()).containsKey(Traits.WARNING);
      assertThat(narrowed.description().get(Traits.WARNING)).contains("32 bits", "OnnxMLTools");
      assertThat(same.description())
          .doesNotContainKey(Traits.WARNING)
          .containsEntry("format", "onnx");
    }
  }
}
