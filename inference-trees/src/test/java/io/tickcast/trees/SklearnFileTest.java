package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Output;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SklearnFileTest {
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  static List<String> refused() {
    return SklearnGolden.models().stream().filter(name -> name.startsWith("refused-")).toList();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_whatIsNotReproduced_isRefusedByName(String name) {
    String named =
        switch (name.replaceFirst("-[0-9].*", "")) {
          case "refused-two-targets" -> "one target";
          case "refused-isolation" -> "IsolationForest";
          case "refused-adaboost" -> "AdaBoostRegressor";
          case "refused-pipeline-pca" -> "PCA";
          case "refused-pipeline-function" -> "numpy"; // its ufuncs changed their names
          case "refused-voting-hard" -> "'soft'";
          case "refused-stacking" -> "StackingRegressor";
          case "refused-boosting-stratified" -> "stratified";
          default -> throw new IllegalArgumentException(name);
        };
    assertThatThrownBy(() -> PROVIDER.load(SklearnGolden.model(name), Loads.none()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(named)
        .hasMessageStartingWith(name)
        .extracting(e -> ((InferenceException) e).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
  }

  @ParameterizedTest
  @CsvSource({"tree-classifier-1.9.1", "pipeline-columns-0.20.4", "refused-isolation-1.5.2"})
  void probe_anyEstimator_saysWhatItIs(String stem) {
    Probe probe = PROVIDER.probe(SklearnGolden.model(SklearnGolden.file(stem)));
    assertThat(probe).isEqualTo(Probe.yes("sklearn-pickle"));
  }

  @Test
  void probe_joblibCutWithinAnArrayOfObjects_saysWhatItIs() {
    List<String> names =
        SklearnGolden.models().stream()
            .filter(name -> name.startsWith("boosting-") && name.endsWith(".joblib-0"))
            .toList();
    assertThat(names).isNotEmpty();
    for (String name : names) {
      byte[] whole = SklearnGolden.bytes(name);
      byte[] part = Arrays.copyOf(whole, whole.length / 2);
      assertThat(PROVIDER.probe(ModelArtifact.of(name, part)))
          .as(name)
          .isEqualTo(Probe.yes("sklearn-pickle"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tree-classifier-1.9.1, true",
    "tree-classifier-1.1.3, false",
    "tree-classifier-monotonic-1.9.1, false",
    "forest-classifier-1.3.2, false",
    "forest-classifier-1.5.2, true",
    "extra-trees-regressor-1.5.2, false",
    "extra-trees-regressor-1.9.1, true",
    "boosting-binary-1.9.1, false",
    "boosting-on-tree-1.9.1, false",
    "hist-binary-0.22.2.post1, true",
    "bagging-classifier-1.9.1, true",
    "pipeline-imputer-0.20.4, true",
    "pipeline-standard-0.20.4, false",
    "linear-ridge-1.9.1, false"
  })
  void missingValues_byVersionAndKind_areTakenOrRefused(String stem, boolean taken) {
    try (Model model = load(stem);
        Predictor predictor = model.newPredictor()) {
      assertThat(model.signature().acceptsMissing()).isEqualTo(taken);
      double[] row = new double[model.signature().width()];
      Arrays.fill(row, 0.001);
      row[1] = Double.NaN;
      double[] outputs = new double[model.signature().outputs().size()];
      if (taken) {
        predictor.predict(row, outputs);
        assertThat(outputs).doesNotContain(Double.NaN);
        return;
      }
      assertThatThrownBy(() -> predictor.predict(row, outputs))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("NaN")
          .hasMessageContaining("input");
    }
  }

  @Test
  void infiniteValues_ofTreesIn32Bits_areRefused() {
    try (Model model = load("forest-regressor-1.9.1");
        Predictor predictor = model.newPredictor()) {
      double[] row = new double[model.signature().width()];
      row[2] = 1e39; // Infinite in 32 bits.
      assertThatThrownBy(() -> predictor.predict(row, new double[1]))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("1.0E39");
    }
  }

  @Test
  void description_ofForest_tellsLibraryClassesAndTrees() {
    try (Model model = load("forest-classifier-1.9.1")) {
      assertThat(model.description())
          .containsEntry("kind", "sklearn-pickle")
          .containsEntry("library", "scikit-learn 1.9.1")
          .containsEntry("estimator", "RandomForestClassifier")
          .containsEntry("classes", "'down flat up'")
          .containsEntry("features", "6")
          .containsEntry("outputs", "3")
          .containsEntry("trees", "7")
          .containsEntry("depth", "4");
      assertThat(model.signature().inputNames()).startsWith("return_1", "return_5");
    }
  }

  @Test
  void outputs_ofTruthValues_areNamedAsPythonWritesThem() {
    try (Model model = load("forest-classifier-binary-1.9.1")) {
      assertThat(model.signature().outputs().stream().map(Output::name))
          .containsExactly("False", "True");
    }
  }

  @Test
  void load_estimatorWithinItself_isRefused() {
    // A pipeline whose only step is the pipeline.
    byte[] pickle =
        ("csklearn.pipeline\nPipeline\n)\u0081q\0}(X\5\0\0\0steps](X\1\0\0\0ah\0\u0086eub.")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> PROVIDER.load(ModelArtifact.of("loop", pickle), Loads.none()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("an object of its own");
  }

  @Test
  void load_deepNesting_isRefused() {
    StringBuilder pickle = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      pickle.append("csklearn.pipeline\nPipeline\n)\u0081}(X\5\0\0\0steps](X\1\0\0\0a");
    }
    pickle.append("N");
    for (int i = 0; i < 40; i++) {
      pickle.append("\u0086eub");
    }
    byte[] bytes = pickle.append('.').toString().getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> PROVIDER.load(ModelArtifact.of("deep", bytes), Loads.none()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("at most 12 estimators in each other");
  }

  @Test
  void load_codeInThePickle_isRefusedAndNotRun() {
    byte[] pickle = "cos\nsystem\n(X\4\0\0\0exittR.".getBytes(StandardCharsets.ISO_8859_1);
    ModelArtifact artifact = ModelArtifact.of("evil", pickle);
    assertThat(new SklearnFormat().probe(artifact)).isEmpty();
    assertThatThrownBy(() -> new SklearnFormat().read(artifact))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("os.system");
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.50000006",
    "0.50000001, 0.50000006",
    "-0.0, 1.4E-45",
    "1E-50, 1.4E-45",
    "-1E-50, 0.0",
    "1E300, Infinity",
    "Infinity, Infinity",
    "-Infinity, -3.4028235E38"
  })
  void firstAbove_ofThreshold_isTheLeastFloatThatGoesRight(double threshold, float expected) {
    double found = SklearnTree.firstAbove(threshold);
    assertThat(found).isEqualTo(expected);
    assertThat(Double.doubleToRawLongBits(found)).isNotEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  @ParameterizedTest
  @CsvSource({"1.5.2, 1, 5", "0.22.2.post1, 0, 22", "1.10rc1, 1, 10", "1.4.dev0, 1, 4"})
  void version_ofAnyForm_isRead(String text, int major, int minor) {
    SklearnVersion version = SklearnVersion.of(text, "here");
    assertThat(version.isAtLeast(major, minor)).isTrue();
    assertThat(version.isAtLeast(major, minor + 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.18.2", "2.0.1", "1", "one", "'1.5\u202e'"})
  void version_unknown_isRefused(String text) {
    assertThatThrownBy(() -> SklearnVersion.of(text, "here"))
        .isInstanceOf(InferenceException.class)
        .hasMessageEndingWith("at here");
  }

  private static Model load(String stem) {
    return PROVIDER.load(SklearnGolden.model(SklearnGolden.file(stem)), Loads.none());
  }
}
