package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Probe;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LightgbmFileTest {
  private static final double NAN = Double.NaN;

  @Test
  void predict_smallModel_followsItsTrees() {
    assertThat(SmallLightgbm.predict(SmallLightgbm.TEXT, 0.5, -1.5, 0)).isEqualTo(9);
    assertThat(SmallLightgbm.predict(SmallLightgbm.TEXT, Math.nextUp(0.5), -9, 0)).isEqualTo(10);
    assertThat(SmallLightgbm.predict(SmallLightgbm.TEXT, 0, Math.nextUp(-1.5), 0)).isEqualTo(12);
  }

  @Test
  void predict_missingTypeNone_takesMissingForZero() {
    assertThat(SmallLightgbm.predict(SmallLightgbm.TEXT, NAN, NAN, 0)).isEqualTo(12);
    String above = SmallLightgbm.with("threshold=0.5 -1.5", "threshold=0.5 0");
    assertThat(SmallLightgbm.predict(above, NAN, NAN, 0)).isEqualTo(9);
  }

  @Test
  void predict_missingTypeNan_goesToTheDefaultSide() {
    String right = SmallLightgbm.with("decision_type=2 0", "decision_type=8 8");
    assertThat(SmallLightgbm.predict(right, NAN, 0, 0)).isEqualTo(10);
    String left = SmallLightgbm.with("decision_type=2 0", "decision_type=10 10");
    assertThat(SmallLightgbm.predict(left, NAN, NAN, 0)).isEqualTo(9);
  }

  @Test
  void predict_missingTypeZero_takesValuesNearZeroForMissing() {
    String right = SmallLightgbm.with("decision_type=2 0", "decision_type=4 4");
    assertThat(SmallLightgbm.predict(right, 1e-35, 0, 0)).isEqualTo(10);
    assertThat(SmallLightgbm.predict(right, -1e-36, 0, 0)).isEqualTo(10);
    assertThat(SmallLightgbm.predict(right, 2e-35, 1, 0)).isEqualTo(12);
    String left = SmallLightgbm.with("decision_type=2 0", "decision_type=6 6");
    assertThat(SmallLightgbm.predict(left, NAN, -0.0, 0)).isEqualTo(9);
  }

  @Test
  void predict_infiniteThreshold_sendsAllNumbersToOneSide() {
    String left = SmallLightgbm.with("threshold=0.5 -1.5", "threshold=inf -1.5");
    assertThat(SmallLightgbm.predict(left, Double.POSITIVE_INFINITY, -2, 0)).isEqualTo(9);
    assertThat(SmallLightgbm.predict(left, Double.MAX_VALUE, -2, 0)).isEqualTo(9);
    assertThat(SmallLightgbm.predict(left, NAN, -2, 0)).isEqualTo(9);
    String missing = SmallModel.with(left, "decision_type=2 0", "decision_type=8 0");
    assertThat(SmallLightgbm.predict(missing, NAN, -2, 0)).isEqualTo(10);
    String largest =
        SmallLightgbm.with("threshold=0.5 -1.5", "threshold=1.7976931348623157e+308 -1.5");
    assertThat(SmallLightgbm.predict(largest, Double.MAX_VALUE, -2, 0)).isEqualTo(9);
    assertThat(SmallLightgbm.predict(largest, Double.POSITIVE_INFINITY, -2, 0)).isEqualTo(10);
    String lowest = SmallLightgbm.with("threshold=0.5 -1.5", "threshold=-inf -1.5");
    assertThat(SmallLightgbm.predict(lowest, Double.NEGATIVE_INFINITY, -2, 0)).isEqualTo(9);
    assertThat(SmallLightgbm.predict(lowest, -Double.MAX_VALUE, -2, 0)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n", "\r\n", "\n"})
  void probe_blankLinesInFront_saysYes(String blank) {
    assertThat(new TreesModelProvider().probe(SmallLightgbm.of(blank + SmallLightgbm.TEXT)))
        .isEqualTo(Probe.yes("lightgbm-text"));
    assertThat(SmallLightgbm.predict(blank + SmallLightgbm.TEXT, 0, 0, 0)).isEqualTo(12);
  }

  @Test
  void load_linesOfWindows_areTaken() {
    String text = SmallLightgbm.TEXT.replace("\n", "\r\n");
    assertThat(SmallLightgbm.predict(text, 0, 0, 0)).isEqualTo(12);
  }

  @Test
  void load_withoutTheLastLineBreak_isTaken() {
    assertThat(SmallLightgbm.predict(SmallLightgbm.TEXT.strip(), 0, 0, 0)).isEqualTo(12);
  }

  @Test
  void load_withoutTrees_predictsWhatTheObjectiveMakesOfZero() {
    String text = SmallLightgbm.TEXT;
    String empty =
        text.substring(0, text.indexOf("Tree=0")) + text.substring(text.indexOf("end of trees"));
    assertThat(SmallLightgbm.predict(empty, 1, 2, 3)).isZero();
    String binary = SmallModel.with(empty, "objective=regression", "objective=binary sigmoid:1");
    assertThat(SmallLightgbm.predict(binary, 1, 2, 3)).isEqualTo(0.5);
    String averaged = SmallModel.with(empty, "label_index=0", "label_index=0\naverage_output");
    assertThat(HostileFileTest.refused(averaged.getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  @Test
  void signature_namedFeatures_areThoseOfTheFile() {
    ModelSignature signature = signature(SmallLightgbm.TEXT);
    assertThat(signature.inputNames()).containsExactly("a", "b_c", "d");
    assertThat(signature.outputs()).hasSize(1);
    assertThat(signature.outputs().get(0).role()).isEqualTo(OutputRole.VALUE);
  }

  @Test
  void signature_namesThatTheLibraryMadeUp_areNone() {
    String text =
        SmallLightgbm.with("feature_names=a b_c d", "feature_names=Column_0 Column_1 Column_2");
    assertThat(signature(text).inputNames()).containsOnly("");
    String swapped =
        SmallLightgbm.with("feature_names=a b_c d", "feature_names=Column_1 Column_0 Column_2");
    assertThat(signature(swapped).inputNames()).contains("Column_1");
  }

  @Test
  void description_ofAFile_saysWhatItIs() {
    try (Model model = LightgbmGolden.read(SmallLightgbm.TEXT).model(Optional.empty())) {
      assertThat(model.description())
          .containsEntry("kind", "lightgbm-text")
          .containsEntry("library", "lightgbm, format v4")
          .containsEntry("objective", "regression")
          .containsEntry("trees", "2")
          .containsEntry("features", "3");
    }
  }

  @Test
  void load_covers_areTheCountsOfRows() {
    DecisionTree tree = LightgbmGolden.read(SmallLightgbm.TEXT).ensemble().trees().get(0);
    assertThat(tree.cover()).containsExactly(18, 12, 5, 6, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version=v4 | version=v9 | v2, v3 or v4",
        "num_class=1 | num_class=0 | at least 1",
        "num_class=1 | num_class=2 | num_class",
        "num_class=1 | x=1 | num_class=",
        "num_tree_per_iteration=1 | num_tree_per_iteration=2 | as num_class",
        "label_index=0 | x=0 | label_index=",
        "max_feature_idx=2 | max_feature_idx=3 | max_feature_idx",
        "max_feature_idx=2 | max_feature_idx=2000000000 | at most",
        "max_feature_idx=2 | max_feature_idx=99999999999999999999 | whole number",
        "feature_names=a b_c d | feature_names=a d | max_feature_idx",
        "feature_infos=[-1:1] [-1:1] 0:1:2 | feature_infos=none | max_feature_idx",
        "objective=regression | objective=alchemy | 'alchemy'",
        "objective=regression | objective= | an objective",
        "objective=regression | objective=binary | sigmoid",
        "objective=regression | objective=binary sigmoid:-1 | sigmoid",
        "objective=regression | objective=binary sigmoid:1d | sigmoid",
        "objective=regression | objective=multiclass num_class:3 | classes",
        "objective=regression | objective=multiclass | classes",
        "version=v4 | version=v4%nversion=v4 | once",
        "num_leaves=3 | num_leaves=4 | 4 numbers",
        "num_leaves=3 | num_leaves=2000000 | numbers",
        "num_leaves=3 | num_leaves=2147483647 | at most",
        "num_leaves=3 | num_leaves=0 | at least 1",
        "num_leaves=3 | num_leaves=-1 | at least 1",
        "num_leaves=3 | x=3 | num_leaves=",
        "num_cat=0 | num_cat=1 | cat_boundaries",
        "split_feature=0 1 | split_feature=0 3 | below 3",
        "split_feature=0 1 | split_feature=-1 1 | below 3",
        "split_feature=0 1 | split_feature=0 | 2 numbers",
        "split_feature=0 1 | split_feature=0 1 1 | 2 numbers",
        "split_feature=0 1 | split_feature=0 x | whole number",
        "threshold=0.5 -1.5 | threshold=0.5 nan | a number",
        "threshold=0.5 -1.5 | threshold=0.5 0x1p3 | a number",
        "threshold=0.5 -1.5 | threshold=0.5 1d | a number",
        "threshold=0.5 -1.5 | threshold=0.5 -- | a number",
        "threshold=0.5 -1.5 | threshold=0.5 Infinity | a number",
        "threshold=0.5 -1.5 | threshold=0.5 1e | a number",
        "decision_type=2 0 | decision_type=2 1 | num_cat",
        "decision_type=2 0 | decision_type=2 12 | decision_type",
        "decision_type=2 0 | decision_type=2 -1 | decision_type",
        "left_child=1 -1 | left_child=0 -1 | one way",
        "left_child=1 -1 | left_child=2 -1 | left_child",
        "left_child=1 -1 | left_child=-1 -1 | a path to each",
        "left_child=1 -1 | left_child=1 -9 | left_child",
        "left_child=1 -1 | left_child=1 -2147483648 | left_child",
        "right_child=-2 -3 | right_child=1 -3 | one way",
        "right_child=-2 -3 | right_child=-2 0 | one way",
        "leaf_value=1 2 4 | leaf_value=1 2 nan | finite",
        "leaf_value=1 2 4 | leaf_value=1 2 inf | finite",
        "leaf_value=1 2 4 | leaf_value=1 2 1e999 | finite",
        "leaf_value=1 2 4 | x=1 2 4 | leaf_value=",
        "is_linear=0 | is_linear=2 | at most",
        "end of trees | end of tree | end of trees",
        "end of parameters | end | end of parameters",
        "pandas_categorical:null | pandas_categorical:[[1 | null or a list"
      })
  void load_brokenFile_saysWhatIsWrong(String part, String replacement, String message) {
    InferenceException refusal =
        catchThrowableOfType(
            InferenceException.class,
            () -> LightgbmGolden.read(SmallLightgbm.with(part, replacement.replace("%n", "\n"))));
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).contains(message);
    assertThat(refusal.code())
        .isIn(ErrorCode.MALFORMED_MODEL, ErrorCode.UNSUPPORTED_MODEL, ErrorCode.LIMIT_EXCEEDED);
  }

  @Test
  void load_treeSizesThatAreWrong_isRefused() {
    String good = LightgbmGolden.text("binary-4.7.0");
    int at = good.indexOf("tree_sizes=") + "tree_sizes=".length();
    String shorter = good.substring(0, at) + good.substring(good.indexOf(' ', at) + 1);
    assertThat(HostileFileTest.refused(shorter.getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  private static ModelSignature signature(String text) {
    try (Model model = LightgbmGolden.read(text).model(Optional.empty())) {
      return model.signature();
    }
  }
}
