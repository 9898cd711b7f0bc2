package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LightgbmWriterTest {
  static List<String> stems() {
    return LightgbmGolden.stems();
  }

  @Test
  void plainText_smallModel_hasWhatChangesPredictionsAlone() {
    assertThat(LightgbmGolden.read(SmallLightgbm.TEXT).plainText())
        .isEqualTo(
            """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=2
            objective=regression
            feature_names=Column_0 Column_1 Column_2
            feature_infos=none none none

            Tree=0
            num_leaves=3
            num_cat=0
            leaf_value=1 2 4
            split_feature=0 1
            threshold=0.5 -1.5
            decision_type=2 0
            left_child=1 -1
            right_child=-2 -3
            is_linear=0

            Tree=1
            num_leaves=1
            num_cat=0
            leaf_value=8
            split_feature=
            threshold=
            decision_type=
            left_child=
            right_child=
            is_linear=0

            end of trees
            """);
  }

  /** What the reader has not looked at is what the library could be led astray with. */
  @Test
  void plainText_partsThatWereNotRead_areLeftOut() {
    String asked =
        SmallLightgbm.with("split_gain=3 2", "split_gain=odd\0")
            .replace("feature_names=a b_c d", "feature_names=odd\u00e9 odd\0 odd=")
            .replace("left_child=\n", "left_child=odd\n")
            .replace("objective=regression", "objective=regression odd:1 sqrt")
            .replace("is_linear=0", "is_linear=0\ncat_threshold=odd\nleaf_coeff=odd");
    String text = LightgbmGolden.read(asked).plainText();
    assertThat(text).doesNotContain("odd").matches("[\\x20-\\x7e\\n]+");
    assertThat(text).contains("objective=regression sqrt\n");
  }

  @ParameterizedTest
  @MethodSource("stems")
  void plainText_anyModel_readsBackAsTheSameTrees(String stem) {
    LightgbmFile file = LightgbmFile.read(LightgbmGolden.model(stem));
    LightgbmFile again = LightgbmGolden.read(file.plainText());
    assertThat(again.plainText()).isEqualTo(file.plainText());
    assertThat(again.link()).isEqualTo(file.link());
    Golden golden = LightgbmGolden.of(stem);
    Forest forest = Forest.of(again.ensemble());
    Row row = forest.newRow();
    for (int i = 0; i < golden.inputs().length; i++) {
      forest.predict(golden.inputs()[i], 0, row);
      assertThat(row.margins).isEqualTo(golden.margins()[i]);
    }
  }

  @Test
  void plainText_bestIteration_endsThere() {
    String stem = "booster-best-4.7.0";
    byte[] pickle = Golden.bytes("lightgbm-pickles", stem + ".pkl");
    LightgbmFile file = LightgbmFile.read(ModelArtifact.of(stem, pickle));
    assertThat(file.plainText()).contains("\nTree=3\n").doesNotContain("Tree=4");
  }

  @Test
  void read_otherFiles_areRefused() {
    assertThat(LightgbmFile.probe(SmallLightgbm.of("{}"))).isEmpty();
    assertThatThrownBy(() -> LightgbmGolden.read("{}"))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("model.txt: expected a model of LightGBM");
  }
}
