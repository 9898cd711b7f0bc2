package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of old and new versions, forms of the intercept, and files that break a rule. */
class XgboostFileTest {
  private static final double NAN = Double.NaN;

  @Test
  void predict_smallModel_followsThresholdsAndDefaults() {
    assertThat(SmallModel.predict(SmallModel.JSON, 0.4, 9)).isEqualTo(-0.75);
    assertThat(SmallModel.predict(SmallModel.JSON, 0.5, 1.4)).isEqualTo(2.25);
    assertThat(SmallModel.predict(SmallModel.JSON, 0.5, 1.5)).isEqualTo(3.25);
    assertThat(SmallModel.predict(SmallModel.JSON, NAN, 9)).isEqualTo(-0.75);
    assertThat(SmallModel.predict(SmallModel.JSON, 1, NAN)).isEqualTo(3.25);
  }

  @Test
  void predict_valueThatRoundsUpToTheThreshold_goesRight() {
    double justBelow = Math.nextDown(0.5);
    assertThat(SmallModel.predict(SmallModel.JSON, justBelow, 9)).isEqualTo(3.25);
    assertThat(SmallModel.predict(SmallModel.JSON, Math.nextDown(0.5f), 9)).isEqualTo(-0.75);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"[2.5E-1]\"",
        "\"2.5E-1\"",
        "\"0.250000\"",
        "\"[ 0.25 ]\"",
        "0.25",
        "[0.25]",
        "25e-2",
        "\"2.5000000000000000E-01\""
      })
  void predict_anyFormOfBaseScore_takesIt(String form) {
    String json = SmallModel.with(SmallModel.JSON, "\"[2.5E-1]\"", form);
    assertThat(SmallModel.predict(json, 0, 0)).isEqualTo(-0.75);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"[]\"",
        "\"[1,2]\"",
        "\"NaN\"",
        "\"Infinity\"",
        "\"1d\"",
        "\"0x1p3\"",
        "\"[1\"",
        "\"1,\"",
        "\"1e99\"",
        "null",
        "true",
        "{}",
        "[]",
        "NaN"
      })
  void read_otherFormOfBaseScore_isMalformed(String form) {
    assertRefused("\"[2.5E-1]\"", form, ErrorCode.MALFORMED_MODEL, "base_score");
  }

  @Test
  void predict_dartAsOfVersion34_weighsTheTrees() {
    String inside =
        SmallModel.with(SmallModel.JSON, "\"trees\":[", "\"weight_drop\":[5E-1],\"trees\":[");
    assertThat(SmallModel.predict(inside, 0, 0)).isEqualTo(0.25 - 0.5);
  }

  @Test
  void predict_dartUpToVersion33_weighsTheTrees() {
    String json =
        SmallModel.with(
            SmallModel.JSON, "\"gradient_booster\":{", "\"gradient_booster\":{\"gbtree\":{");
    json =
        SmallModel.with(
            json,
            "\"name\":\"gbtree\"}",
            "\"name\":\"gbtree\"},\"name\":\"dart\",\"weight_drop\":[0.5]}");
    assertThat(SmallModel.predict(json, 0, 0)).isEqualTo(0.25 - 0.5);
  }

  @Test
  void predict_fileOfVersion10_isTaken() {
    String json = SmallModel.with(SmallModel.JSON, "\"iteration_indptr\":[0,1],", "");
    json = SmallModel.with(json, "\"num_parallel_tree\":\"1\",", "");
    json = SmallModel.with(json, "[1,0,0,0,0]", "[true,false,false,false,false]");
    json = SmallModel.with(json, "\"split_type\":[0,0,0,0,0],", "");
    json = SmallModel.with(json, ",\"num_target\":\"1\"", "");
    json = SmallModel.with(json, "\"feature_names\":[\"a\",\"b\"],", "");
    json = SmallModel.with(json, "[2.5E-1]", "0.250000");
    json = SmallModel.with(json, "[3,2,0]", "[1,0,2]");
    assertThat(SmallModel.predict(json, NAN, 0)).isEqualTo(-0.75);
  }

  @Test
  void read_infiniteThreshold_isTakenAsThresholdNewerVersionsWriteIt() {
    String json = SmallModel.with(SmallModel.JSON, "[5E-1,", "[-Infinity,");
    assertThat(SmallModel.predict(json, -Float.MAX_VALUE, 1)).isEqualTo(2.25);
    assertThat(SmallModel.predict(json, NAN, 1)).isEqualTo(-0.75);
  }

  @Test
  void read_nodesLeftBehindByPruning_areNoFault() {
    String json = SmallModel.with(SmallModel.JSON, "[1,-1,3,-1,-1]", "[1,-1,-1,-1,-1]");
    json = SmallModel.with(json, "[2,-1,4,-1,-1]", "[2,-1,-1,-1,-1]");
    json = SmallModel.with(json, "\"num_deleted\":\"0\"", "\"num_deleted\":\"2\"");
    assertThat(SmallModel.predict(json, 1, 0)).isEqualTo(1.75);
  }

  @Test
  void predict_bestIteration_stopsThere() {
    String json =
        SmallModel.with(
            SmallModel.JSON, "\"attributes\":{}", "\"attributes\":{\"best_iteration\":\"0\"}");
    json = SmallModel.with(json, "\"tree_info\":[0]", "\"tree_info\":[0,0]");
    json = SmallModel.with(json, "\"num_trees\":\"1\"", "\"num_trees\":\"2\"");
    json = SmallModel.with(json, "\"iteration_indptr\":[0,1]", "\"iteration_indptr\":[0,1,2]");
    String tree = json.substring(json.indexOf("[{") + 1, json.indexOf("}]") + 1);
    json = SmallModel.with(json, tree, tree + "," + SmallModel.with(tree, "\"id\":0", "\"id\":1"));
    assertThat(SmallModel.predict(json, 0, 0)).isEqualTo(-0.75);
    String without = SmallModel.with(json, "\"best_iteration\":\"0\"", "");
    assertThat(SmallModel.predict(without, 0, 0)).isEqualTo(-1.75);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A way back, a second way, a child out of range, a child without a sibling.
        "[1,-1,3,-1,-1] | [1,-1,0,-1,-1] | one way to each node",
        "[2,-1,4,-1,-1] | [1,-1,4,-1,-1] | one way to each node",
        "[2,-1,4,-1,-1] | [2,-1,5,-1,-1] | a child from 0 to 4",
        "[2,-1,4,-1,-1] | [2,-1,-1,-1,-1] | a child from 0 to 4",
        "[1,-1,3,-1,-1] | [0,-1,3,-1,-1] | one way to each node",
        "[1,-1,3,-1,-1] | [1,-1,3,-1] | 5 nodes",
        "[2,-1,4,-1,-1] | [2,-1,4,-1,-1,-1] | 5 elements",
        "[2147483647,0,0,2,2] | [2147483647,0,0,5,2] | a node below 5",
        "[2147483647,0,0,2,2] | [2147483647,0,-1,2,2] | a node below 5",
        "[2147483647,0,0,2,2] | [2147483647,0,0,2] | 5 elements",
        "\"split_type\":[0,0,0,0,0] | \"split_type\":[1,0,0,0,0] | 1 categorical nodes of 5",
        "\"split_type\":[0,0,0,0,0] | \"split_type\":[0,0,0] | 0 categorical nodes of 5",
        "\"split_type\":[0,0,0,0,0] | \"split_type\":[2,0,0,0,0] | 0 or 1",
        "\"categories_nodes\":[] | \"categories_nodes\":[0] | 0 categorical nodes of 5",
        "[3,2,0] | [3] | a version of 3 numbers",
        "[3,2,0] | [3,-2,0] | a version of numbers from 0 on",
        "[3,2,0] | [3,2.5,0] | a number with a point or an exponent",
        "\"num_deleted\":\"0\" | \"num_deleted\":\"1\" | a path to each of 4 nodes",
        "[0,0,1,0,0] | [0,0,2,0,0] | features below 2",
        "[0,0,1,0,0] | [0,0,-1,0,0] | a feature of at least 0",
        "[0,0,1,0,0] | [0,0,1,0] | 5 elements",
        "[1,0,0,0,0] | [2,0,0,0,0] | 0 or 1",
        "[5E-1,-1E0, | [NaN,-1E0, | a threshold",
        "[5E-1,-1E0, | [5E-1,Infinity, | a finite leaf",
        "[5E-1,-1E0, | [5E-1,1e39, | a number of 32 bits",
        "[5E-1,-1E0, | [5E-1,null, | a number",
        "[5E-1,-1E0, | [5E-1,[1], | a number",
        "[1E1,4E0,6E0,2E0,4E0] | [] | 5 elements",
        "\"num_trees\":\"1\" | \"num_trees\":\"2\" | 2 trees",
        "\"tree_info\":[0] | \"tree_info\":[1] | an output from 0 to 0",
        "\"tree_info\":[0] | \"tree_info\":[] | one per tree",
        "\"iteration_indptr\":[0,1] | \"iteration_indptr\":[0,2] | rise from 0 to 1",
        "\"iteration_indptr\":[0,1] | \"iteration_indptr\":[] | rise from 0 to 1",
        "\"id\":0 | \"id\":1 | each id below 1 once",
        "\"id\":0 | \"id\":-1 | an id of at least 0",
        "\"num_feature\":\"2\",\"num_target\" | \"num_feature\":\"x\",\"num_target\" | a whole number",
        "\"num_feature\":\"2\",\"num_target\" | \"num_feature\":\"0\",\"num_target\" | at least 1",
        "\"num_class\":\"0\" | \"num_class\":\"-1\" | at least 0",
        "\"attributes\":{} | \"attributes\":{\"best_iteration\":\"1\"} | a round below 1",
        "\"attributes\":{} | \"attributes\":{\"best_iteration\":\"-2\"} | a whole number",
        "\"attributes\":{} | \"attributes\":{\"best_iteration\":3} | a string",
        "\"trees\":[ | \"weight_drop\":[1,1],\"trees\":[ | one per tree",
        "\"trees\":[ | \"weight_drop\":[NaN],\"trees\":[ | finite weights",
        "\"id\":0 | \"id\":0,\"id\":0 | Duplicate field 'id'",
        "\"version\":[3,2,0]} | \"version\":[3,2,0]}{} | the end of the file",
      })
  void read_brokenRule_isMalformed(String part, String replacement, String expected) {
    assertRefused(part, replacement, ErrorCode.MALFORMED_MODEL, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[3] | [2] | [0] | [1] | each categorical node once",
        "[3] | [9] | [0] | [1] | each categorical node once",
        "[3] | [0] | [0] | [2] | a part of 1 categories",
        "[3] | [0] | [1] | [1] | a part of 1 categories",
        "[3] | [0] | [-1] | [1] | a part of 1 categories",
        "[3] | [0] | [2147483647] | [2147483647] | a part of 1 categories",
        "[3] | [0] | [0] | [0] | a part of 1 categories",
        "[-3] | [0] | [0] | [1] | a category from 0",
        "[16777216] | [0] | [0] | [1] | a category from 0",
      })
  void read_brokenCategories_areMalformed(
      String codes, String nodes, String starts, String sizes, String expected) {
    InferenceException refusal = refusal(categorical(codes, nodes, starts, sizes));
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
    assertThat(refusal).hasMessageContaining(expected);
  }

  @Test
  void predict_categoricalRoot_sendsItsCategoriesToTheRight() {
    String json = categorical("[3]", "[0]", "[0]", "[1]");
    assertThat(SmallModel.predict(json, 3, 0)).isEqualTo(2.25);
    assertThat(SmallModel.predict(json, 3.7, 0)).isEqualTo(2.25);
    assertThat(SmallModel.predict(json, 2, 0)).isEqualTo(-0.75);
    assertThat(SmallModel.predict(json, -3, 0)).isEqualTo(-0.75);
    assertThat(SmallModel.predict(json, 1e9, 0)).isEqualTo(-0.75);
    assertThat(SmallModel.predict(json, NAN, 0)).isEqualTo(-0.75);
  }

  private static String categorical(String codes, String nodes, String starts, String sizes) {
    String json = SmallModel.with(SmallModel.JSON, "\"split_type\":[0", "\"split_type\":[1");
    json = SmallModel.with(json, "\"categories\":[]", "\"categories\":" + codes);
    json = SmallModel.with(json, "\"categories_nodes\":[]", "\"categories_nodes\":" + nodes);
    json = SmallModel.with(json, "\"categories_segments\":[]", "\"categories_segments\":" + starts);
    return SmallModel.with(json, "\"categories_sizes\":[]", "\"categories_sizes\":" + sizes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"reg:squarederror\" | \"survival:weibull\" | 'survival:weibull'",
        "\"reg:squarederror\" | \"evil\\u202e\\u0007\" | 'evil\\u202e\\u0007'",
        "\"name\":\"gbtree\" | \"name\":\"forest\" | 'forest'",
      })
  void read_unknownKind_isUnsupported(String part, String replacement, String expected) {
    assertRefused(part, replacement, ErrorCode.UNSUPPORTED_MODEL, expected);
  }

  @Test
  void read_hugeCounts_areBeyondTheLimits() {
    assertRefused(
        "\"num_feature\":\"2\",\"num_target\"",
        "\"num_feature\":\"1000000000\",\"num_target\"",
        ErrorCode.LIMIT_EXCEEDED,
        "at most 65536");
    assertRefused(
        "\"num_class\":\"0\"",
        "\"num_class\":\"999999999999\"",
        ErrorCode.LIMIT_EXCEEDED,
        "at most");
    assertRefused(
        "\"attributes\":{}", "\"attributes\":" + "[".repeat(99_999), ErrorCode.MALFORMED_MODEL, "");
    assertRefused("\"attributes\":{}", "\"x\":" + "[".repeat(99_999), ErrorCode.LIMIT_EXCEEDED, "");
    assertRefused("[3,2,0]", "[" + "1".repeat(1_000_000) + "]", ErrorCode.LIMIT_EXCEEDED, "");
  }

  @Test
  void read_manyMembers_isBeyondTheLimits() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 70_000; i++) {
      members.append("\"k").append(i).append("\":0,");
    }
    assertRefused(
        "\"attributes\":{}", "\"x\":{" + members + "\"k\":0}", ErrorCode.LIMIT_EXCEEDED, "members");
    assertRefused(
        "\"attributes\":{}",
        "\"attributes\":{" + members + "\"k\":0}",
        ErrorCode.LIMIT_EXCEEDED,
        "members");
  }

  @Test
  void read_chainOfManyNodes_isWalkedWithoutRecursion() {
    int inner = 20_000;
    String json = chain(inner);
    assertThat(SmallModel.predict(json, 0.5, 0)).isEqualTo(0.25 + 1);
    assertThat(SmallModel.predict(json, inner + 1, 0)).isEqualTo(0.25 + inner);
  }

  /** Inner node 2k has the leaf 2k+1 to its left, the next inner node to its right. */
  private static String chain(int inner) {
    StringBuilder left = new StringBuilder();
    StringBuilder right = new StringBuilder();
    StringBuilder condition = new StringBuilder();
    StringBuilder zeros = new StringBuilder();
    for (int k = 0; k < inner; k++) {
      left.append(2 * k + 1).append(",-1,");
      right.append(2 * k + 2).append(",-1,");
      condition.append(k + 1).append(',').append(k + 1).append(',');
      zeros.append("0,0,");
    }
    String json = SmallModel.with(SmallModel.JSON, "[1,-1,3,-1,-1]", "[" + left + "-1]");
    json = SmallModel.with(json, "[2,-1,4,-1,-1]", "[" + right + "-1]");
    json = SmallModel.with(json, "[5E-1,-1E0,1.5E0,2E0,3E0]", "[" + condition + inner + "]");
    json = SmallModel.with(json, "[0,0,1,0,0]", "[" + zeros + "0]");
    json = SmallModel.with(json, "[1,0,0,0,0]", "[" + zeros + "0]");
    json = SmallModel.with(json, "\"split_type\":[0,0,0,0,0],", "");
    json = SmallModel.with(json, "\"parents\":[2147483647,0,0,2,2],", "");
    json = SmallModel.with(json, "[1E1,4E0,6E0,2E0,4E0]", "[" + zeros + "0]");
    return SmallModel.with(
        json, "\"num_nodes\":\"5\"", "\"num_nodes\":\"" + (2 * inner + 1) + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learner_model_param",
        "objective",
        "gradient_booster",
        "trees",
        "tree_info",
        "base_score",
        "num_feature\":\"2\",\"num_target",
        "left_children"
      })
  void read_withoutAPart_saysWhichIsMissing(String name) {
    InferenceException refusal =
        refusal(SmallModel.with(SmallModel.JSON, "\"" + name, "\"x" + name));
    assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_MODEL);
  }

  @Test
  void read_noModel_saysWhatIsExpected() {
    assertThatThrownBy(() -> XgboostFile.read(SmallModel.of("{\"a\":1}")))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("a member 'learner'");
  }

  private static void assertRefused(
      String part, String replacement, ErrorCode code, String expected) {
    InferenceException refusal = refusal(SmallModel.with(SmallModel.JSON, part, replacement));
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.getMessage())
        .contains(expected)
        .startsWith("small.json: ")
        .hasSizeLessThanOrEqualTo(400)
        .matches("[ -~]+");
  }

  private static InferenceException refusal(String json) {
    InferenceException refusal =
        catchThrowableOfType(InferenceException.class, () -> XgboostFile.read(SmallModel.of(json)));
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }
}
