package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Trees of one question for each level give what their definition gives. */
class ObliviousPartTest {
  private static final int FEATURES = 5;
  private static final Arithmetic ARITHMETIC = new Arithmetic(Width.FLOAT32, true, Width.FLOAT64);

  /** A question: a threshold, or a category when it has a set. */
  private record Question(int feature, float border, boolean missingLeft, CategorySet set) {}

  @Property(tries = 500)
  void walk_randomTrees_findsTheLeavesOfTheirDefinition(@ForAll long seed) {
    Random random = new Random(seed);
    boolean categories = random.nextBoolean();
    List<List<Question>> all = new ArrayList<>();
    List<DecisionTree> trees = new ArrayList<>();
    for (int t = random.nextInt(30); t >= 0; t--) {
      List<Question> questions = questions(random, categories);
      all.add(questions);
      trees.add(tree(questions));
    }
    TreeEnsemble ensemble =
        new TreeEnsemble(
            FEATURES,
            trees,
            new int[trees.size()],
            trees.stream().mapToDouble(t -> 1).toArray(),
            new double[1],
            ARITHMETIC);
    Forest forest = Forest.of(ensemble);
    Row row = forest.newRow();
    for (int i = 0; i < 30; i++) {
      double[] inputs = inputs(random);
      double expected = 0;
      for (List<Question> questions : all) {
        expected += leaf(questions, inputs);
      }
      forest.predict(inputs, 0, row);
      assertThat(row.margins[0]).as(Arrays.toString(inputs)).isEqualTo(expected);
    }
  }

  @Test
  void takes_nodesOfALevelThatDiffer_isFalse() {
    DecisionTree same = tree(List.of(numeric(1, 2f, true), numeric(0, 1f, false)));
    assertThat(ObliviousPart.takes(same)).isTrue();
    same.threshold()[2] = 3;
    assertThat(ObliviousPart.takes(same)).isFalse();
    DecisionTree other = tree(List.of(numeric(1, 2f, true), numeric(0, 1f, false)));
    other.defaultLeft()[1] = false;
    assertThat(ObliviousPart.takes(other)).isFalse();
    DecisionTree feature = tree(List.of(numeric(1, 2f, true), numeric(0, 1f, false)));
    feature.feature()[1] = 2;
    assertThat(ObliviousPart.takes(feature)).isFalse();
  }

  @Test
  void takes_categories_whereSetsAndDefaultsAreTheSame() {
    DecisionTree tree = tree(List.of(numeric(1, 2f, true), category(3), category(3, 70)));
    assertThat(ObliviousPart.takes(tree)).isTrue();
    tree.categories()[1] = CategorySet.of(new int[] {3});
    assertThat(ObliviousPart.takes(tree)).isTrue();
    tree.categories()[1] = CategorySet.of(new int[] {4});
    assertThat(ObliviousPart.takes(tree)).isFalse();
  }

  private static Question category(int... codes) {
    return new Question(4, 0, true, CategorySet.of(codes));
  }

  private static Question numeric(int feature, float border, boolean missingLeft) {
    return new Question(feature, border, missingLeft, null);
  }

  private static List<Question> questions(Random random, boolean categories) {
    List<Question> questions = new ArrayList<>();
    for (int depth = random.nextInt(4) * random.nextInt(4); depth > 0; depth--) {
      boolean category = categories && random.nextInt(3) == 0;
      CategorySet set = category ? CategorySet.of(new int[] {random.nextInt(6)}) : null;
      int feature = category ? FEATURES - 1 : random.nextInt(FEATURES - 1);
      questions.add(new Question(feature, number(random), random.nextBoolean(), set));
    }
    return questions;
  }

  private static float number(Random random) {
    float special = (float) RandomEnsemble.special(random);
    return random.nextBoolean() || special == Float.POSITIVE_INFINITY
        ? (float) random.nextGaussian()
        : special;
  }

  private static double[] inputs(Random random) {
    double[] inputs = new double[FEATURES];
    for (int f = 0; f < FEATURES - 1; f++) {
      inputs[f] = random.nextInt(5) == 0 ? Double.NaN : number(random);
    }
    inputs[FEATURES - 1] = random.nextInt(7) - 1;
    return inputs;
  }

  /** The tree with the last question at its root; leaves are numbered by the bits of answers. */
  private static DecisionTree tree(List<Question> questions) {
    int depth = questions.size();
    int nodes = (2 << depth) - 1;
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    int[] feature = new int[nodes];
    double[] threshold = new double[nodes];
    boolean[] missing = new boolean[nodes];
    double[] value = new double[nodes];
    CategorySet[] sets = new CategorySet[nodes];
    for (int node = 0; node < nodes; node++) {
      int level = 31 - Integer.numberOfLeadingZeros(node + 1);
      if (level == depth) {
        left[node] = -1;
        right[node] = -1;
        value[node] = value(node - (1 << depth) + 1);
        continue;
      }
      Question question = questions.get(depth - 1 - level);
      left[node] = 2 * node + 1;
      right[node] = 2 * node + 2;
      feature[node] = question.feature;
      threshold[node] = Math.nextUp(question.border);
      missing[node] = question.missingLeft;
      sets[node] = question.set;
    }
    boolean any = questions.stream().anyMatch(question -> question.set != null);
    return new DecisionTree(
        left, right, feature, threshold, missing, null, value, value, any ? sets : null, depth);
  }

  private static double leaf(List<Question> questions, double[] inputs) {
    int leaf = 0;
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      double x = inputs[question.feature];
      boolean right =
          question.set != null
              ? question.set.contains(x)
              : Double.isNaN(x) ? !question.missingLeft : (float) x > question.border;
      leaf |= (right ? 1 : 0) << i;
    }
    return value(leaf);
  }

  private static double value(int leaf) {
    return leaf + 1.0 / (leaf + 3);
  }
}
