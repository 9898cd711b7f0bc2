package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.MissingPolicy;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreesModelProviderTest {
  private final TreesModelProvider provider = new TreesModelProvider();

  @Test
  void probe_modelFiles_saysYesWithTheirKind() {
    assertThat(probe("rank-map-3.2.0", XgboostFormat.JSON, Map.of()))
        .isEqualTo(Probe.yes("xgboost-json"));
    assertThat(probe("rank-map-3.2.0", XgboostFormat.UBJ, Map.of()))
        .isEqualTo(Probe.yes("xgboost-ubj"));
    assertThat(probe("rank-map-3.2.0", XgboostFormat.UBJ, Map.of("engine", "java", "other", "x")))
        .isEqualTo(Probe.yes("xgboost-ubj"));
  }

  @Test
  void probe_otherEngines_areRefusedByName() {
    assertThat(probe("rank-map-3.2.0", XgboostFormat.JSON, Map.of("engine", "native")))
        .isInstanceOfSatisfying(
            Probe.Refused.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo("xgboost-json");
              assertThat(refused.why()).contains("io.tickcast:backend-xgboost");
            });
    assertThat(probe("rank-map-3.2.0", XgboostFormat.JSON, Map.of("engine", "gpu")))
        .isInstanceOfSatisfying(
            Probe.Refused.class,
            refused -> assertThat(refused.why()).contains("java", "native", "'gpu'"));
  }

  @Test
  void probe_nativeEngineForLightgbm_saysWhichModuleToAdd() {
    byte[] pickle = Golden.bytes("lightgbm-pickles", "ranker-4.6.0.pkl");
    for (ModelArtifact model :
        List.of(LightgbmGolden.model("binary-4.6.0"), ModelArtifact.of("ranker.pkl", pickle))) {
      assertThat(provider.probe(model.withOptions(Map.of("engine", "native"))))
          .isInstanceOfSatisfying(
              Probe.Refused.class,
              refused ->
                  assertThat(refused.why())
                      .isEqualTo("engine=native asked for: add io.tickcast:backend-lightgbm"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "x",
        "{\"a\":1}",
        "{\"learner\":5}",
        "{\"learner\":[]}",
        "{L",
        "tree\nversion 4\n",
        "{\"a\":{\"learner\":{}}}"
      })
  void probe_otherBytes_saysNo(String text) {
    assertThat(provider.probe(SmallModel.of(text))).isEqualTo(Probe.no());
    ModelArtifact asked = SmallModel.of(text).withOptions(Map.of("engine", "native"));
    assertThat(provider.probe(asked)).isEqualTo(Probe.no());
  }

  @Test
  void probe_learnerBeyondTheFirst64Kilobytes_saysNo() {
    String padding = "{\"a\":\"" + "x".repeat(70_000) + "\",\"learner\":{}}";
    assertThat(provider.probe(SmallModel.of(padding))).isEqualTo(Probe.no());
    String fitting = "{\"a\":\"" + "x".repeat(60_000) + "\",\"learner\":{}}";
    assertThat(provider.probe(SmallModel.of(fitting))).isEqualTo(Probe.yes("xgboost-json"));
  }

  @Test
  void load_namesInTheFile_areTheInputs() {
    try (Model model = load("binary-logistic-3.2.0", Optional.empty())) {
      assertThat(model.signature().inputNames())
          .containsExactly(
              "return_1", "return_2", "return_5", "return_24", "range", "body", "spread", "hour");
      assertThat(model.signature().acceptsMissing()).isTrue();
      assertThat(model.signature().outputs())
          .containsExactly(Output.of("probability", OutputRole.PROBABILITY));
      assertThat(model.description())
          .containsEntry("kind", "xgboost-json")
          .containsEntry("library", "xgboost 3.2.0")
          .containsEntry("objective", "binary:logistic")
          .containsEntry("trees", "20")
          .containsEntry("depth", "4");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "binary-logitraw-3.2.0, margin, MARGIN, 1",
    "binary-hinge-3.2.0, class, VALUE, 1",
    "multi-softmax-3.2.0, class, VALUE, 1",
    "multi-softprob-3.2.0, class_0, PROBABILITY, 3",
    "multi-label-3.2.0, probability_0, VALUE, 2",
    "multi-target-3.2.0, value_0, VALUE, 2",
    "reg-quantileerror-3.2.0, value_0, VALUE, 3",
    "reg-squarederror-3.2.0, value, VALUE, 1",
    "reg-logistic-3.2.0, value, VALUE, 1",
    "count-poisson-3.2.0, value, VALUE, 1",
    "rank-ndcg-3.2.0, score, MARGIN, 1",
  })
  void load_anyObjective_namesItsOutputs(String stem, String first, OutputRole role, int count) {
    try (Model model = load(stem, Optional.empty())) {
      assertThat(model.signature().outputs()).hasSize(count);
      assertThat(model.signature().outputs().get(0)).isEqualTo(Output.of(first, role));
    }
  }

  @Test
  void load_bestIteration_isDescribed() {
    try (Model model = load("multi-softprob-3.2.0", Optional.empty())) {
      int best = Integer.parseInt(model.description().get("best_iteration"));
      assertThat(model.description().get("trees")).isEqualTo(Integer.toString(3 * (best + 1)));
      assertThat(Integer.parseInt(model.description().get("trees_in_file")))
          .isGreaterThan(3 * (best + 1));
    }
  }

  @Test
  void load_classesOfTheManifest_nameTheOutputs() {
    ModelManifest declared = manifest(List.of(), List.of("buy", "hold", "sell"), 1);
    try (Model model = load("multi-softprob-3.2.0", Optional.of(declared))) {
      assertThat(model.signature().outputs())
          .extracting(Output::name)
          .containsExactly("buy", "hold", "sell");
    }
    ModelManifest other = manifest(List.of(), List.of("buy", "sell"), 1);
    assertMismatch("multi-softprob-3.2.0", other, "3 named classes");
  }

  @Test
  void load_featuresOfTheManifest_mustBeThoseOfTheFile() {
    List<String> names = IntStream.range(0, 4).mapToObj(i -> "f" + i).toList();
    try (Model model = load("numeric-edges-3.2.0", Optional.of(manifest(names, List.of(), 1)))) {
      assertThat(model.signature().inputNames()).isEqualTo(names);
    }
    assertMismatch("numeric-edges-3.2.0", manifest(List.of("f0"), List.of(), 1), "features");
    assertMismatch("binary-logistic-3.2.0", manifest(names, List.of(), 1), "missing");
  }

  @Test
  void load_oddNamesInTheFile_leaveTheMessageInOneBoundedLine() {
    String odd = "\\u202e\\n" + "x".repeat(5_000);
    String json = SmallModel.with(SmallModel.JSON, "[\"a\",\"b\"]", "[\"a\",\"" + odd + "\"]");
    ModelArtifact artifact =
        SmallModel.of(json).withManifest(manifest(List.of("a", "b"), List.of(), 1));
    InferenceException refusal =
        catchThrowableOfType(InferenceException.class, () -> provider.load(artifact, Loads.none()));
    assertThat(refusal.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    assertThat(refusal.getMessage()).hasSizeLessThanOrEqualTo(400).matches("[ -~]+");
  }

  @Test
  void load_windowOfTheManifest_dividesTheInputs() {
    ModelManifest twoBars = manifest(List.of("a", "b"), List.of(), 2);
    try (Model model = load("numeric-edges-3.2.0", Optional.of(twoBars))) {
      assertThat(model.signature().window()).isEqualTo(2);
      assertThat(model.signature().width()).isEqualTo(4);
      assertThat(model.signature().inputNames()).containsExactly("a", "b");
    }
    assertMismatch("numeric-edges-3.2.0", manifest(List.of(), List.of(), 3), "window of 3");
    assertMismatch("binary-logistic-3.2.0", manifest(List.of(), List.of(), 2), "window of 2");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39, -Double.MAX_VALUE})
  void predict_valueBeyond32Bits_isRefusedNamingTheInput(double value) {
    try (Model model = load("numeric-edges-3.2.0", Optional.empty());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[1];
      InferenceException refusal =
          catchThrowableOfType(
              InferenceException.class,
              () -> predictor.predict(new double[] {0, 0, value, 0}, outputs));
      assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_DATA);
      assertThat(refusal).hasMessageContainingAll("input 2", Double.toString(value));
    }
  }

  @Test
  void predict_infiniteFeatureWithAName_isRefusedNamingIt() {
    try (Model model = load("binary-logistic-3.2.0", Optional.empty());
        Predictor predictor = model.newPredictor()) {
      double[] row = new double[8];
      row[6] = Double.POSITIVE_INFINITY;
      assertThatThrownBy(() -> predictor.predict(row, new double[1]))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("input 6 'spread'");
    }
  }

  @Test
  void load_anyModel_keepsTheTreesAsTheyWereTrained() {
    try (Model model = provider.load(SmallModel.of(SmallModel.JSON), Loads.none())) {
      TreeEnsemble ensemble = ((TreesModel) model).ensemble();
      DecisionTree tree = ensemble.trees().get(0);
      assertThat(ensemble.intercept()).containsExactly(0.25);
      assertThat(tree.cover()).containsExactly(10, 4, 6, 2, 4);
      assertThat(tree.threshold()[2]).isEqualTo(1.5);
      assertThat(tree.value()[4]).isEqualTo(3);
      assertThat(tree.defaultLeft()[0]).isTrue();
      assertThat(ensemble.depth()).isEqualTo(2);
    }
  }

  @Test
  void predict_afterClose_isMisuse() {
    Model model = load("numeric-edges-3.2.0", Optional.empty());
    Predictor predictor = model.newPredictor();
    predictor.close();
    assertThatThrownBy(() -> predictor.predict(new double[4], new double[1]))
        .isInstanceOf(IllegalStateException.class);
    model.close();
    assertThatThrownBy(model::newPredictor)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("closed");
  }

  private void assertMismatch(String stem, ModelManifest declared, String expected) {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class, () -> load(stem, Optional.of(declared)).close());
    assertThat(refusal.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    assertThat(refusal).hasMessageContaining(expected);
  }

  private Probe probe(String stem, XgboostFormat format, Map<String, String> options) {
    return provider.probe(Golden.model(stem, format).withOptions(options));
  }

  private Model load(String stem, Optional<ModelManifest> manifest) {
    ModelArtifact artifact = Golden.model(stem, XgboostFormat.JSON);
    return provider.load(manifest.map(artifact::withManifest).orElse(artifact), Loads.none());
  }

  private static ModelManifest manifest(List<String> features, List<String> classes, int window) {
    return new ModelManifest(
        "model",
        "xgboost",
        "1.0.0",
        "EURUSD",
        Optional.empty(),
        "json",
        "",
        features,
        List.of(),
        window,
        classes.isEmpty() ? Optional.empty() : Optional.of(OutputSpec.classes(classes)),
        MissingPolicy.MODEL,
        Optional.empty(),
        "{}");
  }
}
