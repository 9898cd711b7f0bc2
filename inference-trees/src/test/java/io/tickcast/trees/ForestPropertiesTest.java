package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every layout gives what a plain walk over the trees gives, bit for bit. */
class ForestPropertiesTest {
  private static final float[] VALUES = {
    0.0f,
    -0.0f,
    1.0f,
    -1.0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    0.1f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    16_777_216f,
    Float.NEGATIVE_INFINITY,
    Float.POSITIVE_INFINITY
  };

  @Property(tries = 300)
  void layouts_randomForests_agreeWithAPlainWalk(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int deepest) {
    Random random = new Random(seed);
    TreeEnsemble ensemble = forest(random, deepest);
    Forest mixed = Forest.of(ensemble);
    Forest linked = Forest.of(ensemble, tree -> false);
    Row a = mixed.newRow();
    Row b = linked.newRow();
    for (int i = 0; i < 40; i++) {
      double[] inputs = row(random, ensemble.features());
      a.set(inputs, 0);
      b.set(inputs, 0);
      mixed.predict(a);
      linked.predict(b);
      assertThat(a.margins).isEqualTo(plain(ensemble, inputs));
      assertThat(b.margins).isEqualTo(a.margins);
    }
  }

  @Property
  void keys_anyTwoFloats_areOrderedAlike(@ForAll float x, @ForAll float t) {
    long node = FloatKeys.node(FloatKeys.of(t), FloatKeys.slot(0, true));
    int[] keys = {FloatKeys.of(x), FloatKeys.of(x)};
    assertThat(FloatKeys.step(node, keys)).isEqualTo(x < t ? 0 : 1);
    assertThat(FloatKeys.of(x)).isBetween(FloatKeys.BELOW_ALL + 1, FloatKeys.ABOVE_ALL - 1);
  }

  @Property
  void keys_specialFloats_areOrderedAlike(
      @ForAll @IntRange(max = 12) int i, @ForAll @IntRange(max = 12) int j) {
    keys_anyTwoFloats_areOrderedAlike(VALUES[i], VALUES[j]);
  }

  private static double[] plain(TreeEnsemble ensemble, double[] inputs) {
    float[] row = new float[inputs.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) inputs[i];
    }
    float[] margins = new float[ensemble.groups()];
    for (int g = 0; g < margins.length; g++) {
      margins[g] = (float) ensemble.intercept()[g];
    }
    for (int t = 0; t < ensemble.trees().size(); t++) {
      DecisionTree tree = ensemble.trees().get(t);
      float leaf = (float) tree.value()[walk(tree, row)];
      margins[ensemble.group()[t]] += leaf * (float) ensemble.weight()[t];
    }
    double[] wide = new double[margins.length];
    for (int g = 0; g < margins.length; g++) {
      wide[g] = margins[g];
    }
    return wide;
  }

  private static int walk(DecisionTree tree, float[] row) {
    int node = 0;
    while (tree.left()[node] >= 0) {
      float value = row[tree.feature()[node]];
      boolean left =
          Float.isNaN(value) ? tree.defaultLeft()[node] : value < (float) tree.threshold()[node];
      node = left ? tree.left()[node] : tree.right()[node];
    }
    return node;
  }

  private static double[] row(Random random, int features) {
    double[] row = new double[features];
    for (int f = 0; f < features; f++) {
      float value = VALUES[random.nextInt(VALUES.length - 2)];
      row[f] =
          switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> value;
            case 2 -> Math.nextDown((double) value / 2);
            default -> random.nextGaussian();
          };
    }
    return row;
  }

  private static TreeEnsemble forest(Random random, int deepest) {
    int features = 1 + random.nextInt(5);
    int groups = 1 + random.nextInt(3);
    int count = random.nextInt(14);
    List<DecisionTree> trees = new ArrayList<>();
    int[] group = new int[count];
    double[] weight = new double[count];
    for (int t = 0; t < count; t++) {
      trees.add(tree(random, features, deepest == 0 ? 0 : random.nextInt(deepest + 1)));
      group[t] = random.nextInt(groups);
      weight[t] = random.nextBoolean() ? 1 : random.nextFloat();
    }
    double[] intercept = new double[groups];
    for (int g = 0; g < groups; g++) {
      intercept[g] = random.nextFloat();
    }
    return new TreeEnsemble(features, trees, group, weight, intercept, Arithmetic.XGBOOST);
  }

  /** A tree whose nodes are numbered in the order in which they are split, at random. */
  private static DecisionTree tree(Random random, int features, int deepest) {
    int most = 2 * (1 << Math.min(deepest, 10)) - 1;
    int[] left = new int[most];
    int[] right = new int[most];
    int[] feature = new int[most];
    int[] level = new int[most];
    double[] numbers = new double[most];
    boolean[] defaults = new boolean[most];
    int nodes = 1;
    int depth = 0;
    for (int node = 0; node < nodes; node++) {
      boolean leaf =
          level[node] == deepest || nodes + 2 > most || (node > 0 && random.nextInt(5) == 0);
      numbers[node] =
          leaf || random.nextBoolean()
              ? (float) random.nextGaussian()
              : VALUES[random.nextInt(VALUES.length)];
      feature[node] = random.nextInt(features);
      defaults[node] = random.nextBoolean();
      left[node] = leaf ? -1 : nodes;
      right[node] = leaf ? -1 : nodes + 1;
      depth = Math.max(depth, level[node]);
      if (!leaf) {
        level[nodes++] = level[node] + 1;
        level[nodes++] = level[node] + 1;
      }
    }
    return new DecisionTree(
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(numbers, nodes),
        Arrays.copyOf(defaults, nodes),
        null,
        Arrays.copyOf(numbers, nodes),
        new double[nodes],
        null,
        depth);
  }
}
