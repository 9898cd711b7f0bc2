package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions about categories get keys of their own, as long as there are not too many. */
class CategoryKeysTest {
  private static final Arithmetic ARITHMETIC = new Arithmetic(Width.FLOAT32, true, Width.FLOAT64);

  @Test
  void of_sameQuestionInManyNodes_hasOneKey() {
    List<DecisionTree> trees = new ArrayList<>();
    for (int t = 0; t < 10; t++) {
      trees.add(stump(CategorySet.of(new int[] {1, 70})));
    }
    RowKeys numbers = new FloatKeys(1, true);
    RowKeys keys = CategoryKeys.of(numbers, trees);
    assertThat(keys.answersCategories()).isTrue();
    assertThat(keys.size()).isEqualTo(numbers.size() + 1);
    trees.forEach(tree -> assertThat(PackedNode.slot(tree, 0, keys)).isEqualTo(numbers.size()));
  }

  @Test
  void of_noCategories_leavesTheKeysForNumbers() {
    DecisionTree tree = stump(null);
    RowKeys numbers = new FloatKeys(1, true);
    assertThat(CategoryKeys.of(numbers, List.of(tree))).isSameAs(numbers);
  }

  @Test
  void of_tooManyAnswers_leavesTreesToThePlainWalk() {
    // Two sets of one code each, but the answers for every code below are too many.
    List<DecisionTree> trees =
        List.of(
            stump(CategorySet.of(new int[] {CategorySet.FIRST_INVALID - 1})),
            stump(CategorySet.of(new int[] {0})));
    RowKeys numbers = new FloatKeys(1, true);
    assertThat(CategoryKeys.of(numbers, trees)).isSameAs(numbers);
    assertMargins(trees);
  }

  @Test
  void of_moreQuestionsThanNodesCanName_leavesTreesToThePlainWalk() {
    List<DecisionTree> trees = new ArrayList<>();
    for (int t = 0; t <= LinkedNode.MAX_KEYS; t++) {
      trees.add(stump(CategorySet.ofBits(new long[] {t + 1})));
    }
    RowKeys numbers = new FloatKeys(1, true);
    assertThat(CategoryKeys.of(numbers, trees)).isSameAs(numbers);
    assertMargins(trees);
  }

  private static void assertMargins(List<DecisionTree> trees) {
    double[] weight = new double[trees.size()];
    Arrays.fill(weight, 1);
    TreeEnsemble ensemble =
        new TreeEnsemble(1, trees, new int[trees.size()], weight, new double[1], ARITHMETIC);
    Forest forest = Forest.of(ensemble);
    Row row = forest.newRow();
    for (double code : new double[] {0, 1, 2, 13, CategorySet.FIRST_INVALID - 1, Double.NaN}) {
      assertThat(forest.predict(new double[] {code}, 0, row)).isEqualTo(-1);
      assertThat(row.margins).isEqualTo(PlainWalk.margins(ensemble, new double[] {code}));
    }
  }

  /** One question: 1 to the left, 2 to the right. */
  private static DecisionTree stump(CategorySet set) {
    return new DecisionTree(
        new int[] {1, -1, -1},
        new int[] {2, -1, -1},
        new int[3],
        new double[3],
        new boolean[] {true, false, false},
        null,
        new double[] {0, 1, 2},
        new double[3],
        set == null ? null : new CategorySet[] {set, null, null},
        1);
  }
}
