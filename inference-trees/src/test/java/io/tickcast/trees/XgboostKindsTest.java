package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Linear boosters, leaves of several values, survival models, models without a round, dart behind
 * wrappers, quantiles and expectiles: each version's own numbers, to the bit.
 */
class XgboostKindsTest {
  private static final String FOLDER = "xgboost-kinds";

  /** A tree whose leaves are (-1, -2), (2, 20) and (3, 30), as up to 3.1. */
  private static final String VECTORS = vectors();

  /** The same as from 3.2 on. */
  private static final String LISTED =
      with(
          with(
              VECTORS, "\"categories\":[]", "\"leaf_weights\":[2,20,-1,-2,3,30],\"categories\":[]"),
          "\"right_children\":[2,-1,4,-1,-1]",
          "\"right_children\":[2,1,4,0,2]");

  private static final String LINEAR =
      """
      {"learner":{"attributes":{},"feature_names":[],
        "gradient_booster":{"model":{"boosted_rounds":3,"weights":[1,10,2,20,0.5,5]},
          "name":"gblinear"},
        "learner_model_param":{"base_score":"[1,7]","num_class":"0","num_feature":"2",
          "num_target":"2"},
        "objective":{"name":"reg:squarederror"}},"version":[3,2,0]}
      """;

  static List<String> stems() {
    return Golden.stems(FOLDER);
  }

  private static byte[] file(String stem) {
    return Golden.bytes(FOLDER, stem + ".model");
  }

  private static String with(String text, String part, String replacement) {
    return SmallModel.with(text, part, replacement);
  }

  private static String vectors() {
    String json = with(SmallModel.JSON, "[0.0,-1.0,1.0,2.0,3.0]", "[0,0,-1,-2,0,0,2,20,3,30]");
    json = with(json, "\"size_leaf_vector\":\"1\"", "\"size_leaf_vector\":\"2\"");
    json = with(json, "[5E-1,-1E0,1.5E0,2E0,3E0]", "[5E-1,NaN,1.5E0,NaN,NaN]");
    json = with(json, "\"sum_hessian\":[1E1,4E0,6E0,2E0,4E0],", "");
    return with(json, "\"num_target\":\"1\"", "\"num_target\":\"2\"");
  }

  @Test
  void files_always_coverElevenVersions() {
    assertThat(stems()).hasSizeGreaterThan(200);
    for (String version :
        "0.90 1.0.2 1.2.1 1.3.3 1.4.2 1.6.2 1.7.6 2.1.4 3.1.2 3.2.0 3.4.1".split(" ")) {
      assertThat(stems()).anyMatch(stem -> stem.endsWith("-" + version));
    }
  }

  @ParameterizedTest
  @MethodSource("stems")
  void predictions_atThresholds_equalThoseOfTheLibraryBitForBit(String stem) {
    Golden golden =
        Golden.parsed(
            stem, new String(Golden.bytes(FOLDER, stem + ".csv"), StandardCharsets.UTF_8));
    ModelArtifact artifact = ModelArtifact.of(stem, file(stem));
    Forest forest = Forest.of(XgboostFile.read(artifact).ensemble());
    Row row = forest.newRow();
    try (Model model = new TreesModelProvider().load(artifact, Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      for (int i = 0; i < golden.inputs().length; i++) {
        assertThat(forest.predict(golden.inputs()[i], 0, row)).isEqualTo(-1);
        assertThat(row.margins).as("margins of row %d", i).isEqualTo(golden.margins()[i]);
        predictor.predict(golden.inputs()[i], outputs);
        assertThat(outputs).as("outputs of row %d", i).isEqualTo(golden.outputs()[i]);
      }
    }
  }

  /** Python's predict_proba gave no probabilities for such a classifier before 1.6. */
  @Test
  void link_softmaxOfTwoClassesBeforeOneSix_isRefused() {
    XgboostWrapper wrapper =
        new XgboostWrapper("XGBClassifier", List.of("0", "1"), Double.NaN, List.of(), Map.of(), "");
    XgboostVersion old = new XgboostVersion(new int[] {1, 5, 2}, false);
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class, () -> wrapper.link(XgboostObjective.MULTI_SOFTMAX, old, 2));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal).hasMessageContaining("multi:softmax with two classes of XGBoost 1.5.2");
    XgboostVersion later = new XgboostVersion(new int[] {1, 6, 0}, false);
    assertThat(wrapper.link(XgboostObjective.MULTI_SOFTMAX, later, 2))
        .isEqualTo(XgboostLink.SOFTMAX);
    assertThat(wrapper.link(XgboostObjective.MULTI_SOFTMAX, old, 3)).isEqualTo(XgboostLink.SOFTMAX);
  }

  @Test
  void predict_leavesOfTwoValues_addsBoth() {
    assertThat(predicted(VECTORS, 0.4, 9)).containsExactly(-0.75, -1.75);
    assertThat(predicted(VECTORS, 0.5, 1.4)).containsExactly(2.25, 20.25);
    assertThat(predicted(LISTED, Double.NaN, 9)).containsExactly(-0.75, -1.75);
    assertThat(predicted(LISTED, 0.5, 1.4)).containsExactly(2.25, 20.25);
    assertThat(predicted(LISTED, 0.5, 1.5)).containsExactly(3.25, 30.25);
  }

  /** The library starts each output of a linear model from the first intercept. */
  @Test
  void predict_linear_skipsWhatIsMissing() {
    assertThat(predicted(LINEAR, 3, 5)).containsExactly(1.5 + 3 + 10, 6 + 30 + 100);
    assertThat(predicted(LINEAR, Double.NaN, 5)).containsExactly(1.5 + 10, 6 + 100);
    assertThat(predicted(LINEAR, -0.0, Double.NaN)).containsExactly(1.5, 6);
  }

  @Test
  void predict_trainedWithoutARound_isTheIntercept() {
    String json =
        with(SmallModel.JSON, "\"attributes\":{}", "\"attributes\":{\"best_iteration\":\"-1\"}");
    assertThat(predicted(json, 0, 0)).containsExactly(-0.75);
    json = with(json, json.substring(json.indexOf("[{"), json.indexOf("}]") + 2), "[]");
    json = with(json, "\"num_trees\":\"1\"", "\"num_trees\":\"0\"");
    json = with(json, "\"tree_info\":[0]", "\"tree_info\":[]");
    json = with(json, "\"iteration_indptr\":[0,1]", "\"iteration_indptr\":[0]");
    assertThat(predicted(json, 0, 0)).containsExactly(0.25);
    json = with(json, "reg:squarederror", "count:poisson");
    assertThat(predicted(json, 0, 0)).containsExactly(FloatExp.of(0.25f));
    json = with(json, "\"boost_from_average\":\"1\"", "\"boost_from_average\":\"0\"");
    assertThat(predicted(json, 0, 0)).containsExactly(0.25);
  }

  private static double[] predicted(String json, double... row) {
    try (Model model = new TreesModelProvider().load(SmallModel.of(json), Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      predictor.predict(row, outputs);
      return outputs;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,10,2,20,0.5,5] | [1,10,2,20,0.5] | 6 weights, found 5",
        "[1,10,2,20,0.5,5] | [1,10,2,20,0.5,5,6] | 6 weights, found 7",
        "[1,10,2,20,0.5,5] | [1,NaN,2,20,0.5,5] | finite weights, found NaN",
        "[1,10,2,20,0.5,5] | [1,10,2,20,0.5,Infinity] | finite weights, found Infinity",
        "\"weights\" | \"heights\" | a value, found none",
        "\"weights\" | \"weights\":[1],\"weights\" | Duplicate field 'weights'",
        "\"base_score\":\"[1,7]\" | \"base_score\":\"[1,7,8]\" | 1 or 2 numbers",
      })
  void read_brokenLinear_isMalformed(String part, String replacement, String expected) {
    assertMalformed(with(LINEAR, part, replacement), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2,1,4,0,2] | [2,1,4,0,3] | a leaf below 3, found 3",
        "[2,1,4,0,2] | [2,1,4,0,-1] | a leaf below 3, found -1",
        "[2,20,-1,-2,3,30] | [2,20,-1,-2,3] | a leaf below 2, found 2",
        "[2,20,-1,-2,3,30] | [2,20,-1,NaN,3,30] | a finite leaf, found NaN",
        "[2,20,-1,-2,3,30] | [] | a leaf below 0, found 1",
        "\"num_target\":\"2\" | \"num_target\":\"3\" | a value for each of 3 outputs",
      })
  void read_brokenListOfLeaves_isMalformed(String part, String replacement, String expected) {
    assertMalformed(with(LISTED, part, replacement), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0,0,-1,-2,0,0,2,20,3,30] | [0,0,-1,-2,0,0,2,20,3] | 10 elements, found 9",
        "[0,0,-1,-2,0,0,2,20,3,30] | [] | 10 elements, found 0",
        "[0,0,-1,-2,0,0,2,20,3,30] | [0,0,-1,-2,0,0,2,20,3,Infinity] | a finite leaf",
        "[5E-1,NaN,1.5E0,NaN,NaN] | [NaN,NaN,1.5E0,NaN,NaN] | a threshold",
      })
  void read_brokenLeafVectors_areMalformed(String part, String replacement, String expected) {
    assertMalformed(with(VECTORS, part, replacement), expected);
  }

  @Test
  void read_leavesOfDifferentSizes_areRefusedByName() {
    String tree = VECTORS.substring(VECTORS.indexOf("[{") + 1, VECTORS.indexOf("}]") + 1);
    String other = with(tree, "\"size_leaf_vector\":\"2\"", "\"size_leaf_vector\":\"1\"");
    other =
        with(other, "[5E-1,NaN,1.5E0,NaN,NaN]", "[5E-1,1,1.5E0,1,1],\"sum_hessian\":[1,1,1,1,1]");
    String json = with(VECTORS, tree, tree + "," + with(other, "\"id\":0", "\"id\":1"));
    json = with(json, "\"num_trees\":\"1\"", "\"num_trees\":\"2\"");
    InferenceException refusal = refusal(json.getBytes(StandardCharsets.UTF_8));
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
    assertThat(refusal).hasMessageContaining("multi_output_tree");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear-binary-form-0.90",
        "linear-pickle-1.4.2",
        "linear-softprob-3.4.1",
        "none-dart-1.7.6",
        "vector-labels-2.1.4",
        "vector-squared-3.4.1",
      })
  void file_cutOffAnywhere_isMalformed(String stem) {
    byte[] good = file(stem);
    for (int length = 0; length < good.length; length += 1 + good.length / 150) {
      assertThat(refusal(Arrays.copyOf(good, length)).code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear-binary-form-0.90",
        "linear-targets-3.4.1",
        "vector-labels-2.1.4",
        "vector-squared-3.4.1",
        "expectiles-3.4.1"
      })
  void file_damagedAnyhow_isRefusedOrPredicts(String stem) {
    byte[] good = file(stem);
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 800; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      }
      refused += HostileFileTest.refused(bad) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(10);
  }

  private static void assertMalformed(String json, String expected) {
    InferenceException refusal = refusal(json.getBytes(StandardCharsets.UTF_8));
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    assertThat(refusal).hasMessageContaining(expected);
  }

  private static InferenceException refusal(byte[] file) {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class, () -> XgboostFile.read(ModelArtifact.of("model", file)));
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }
}
