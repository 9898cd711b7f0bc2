package io.tickcast.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An ensemble of any shape and arithmetic, with rows that meet its thresholds. */
final class RandomEnsemble {
  /** The index of the last special number. */
  static final int LAST_SPECIAL = 17;

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    0.1f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    16_777_216,
    1e-35f,
    -1e-35f,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY
  };

  private final Random random;
  private final boolean narrow;
  private final TreeEnsemble ensemble;
  private final List<Double> thresholds = new ArrayList<>();

  RandomEnsemble(Random random, int deepest) {
    this(random, deepest, 1 + random.nextInt(5));
  }

  RandomEnsemble(Random random, int deepest, int features) {
    this.random = random;
    narrow = random.nextBoolean();
    int groups = 1 + random.nextInt(3);
    boolean narrowSums = random.nextInt(3) == 0;
    boolean vectors = random.nextInt(3) == 0;
    boolean linear = !narrowSums && !vectors && random.nextInt(3) == 0;
    int count = random.nextInt(20);
    List<DecisionTree> trees = new ArrayList<>();
    int[] group = new int[count];
    double[] weight = new double[count];
    for (int t = 0; t < count; t++) {
      int depth = deepest == 0 ? 0 : random.nextInt(deepest + 1);
      trees.add(tree(features, depth, vectors ? groups : 1, linear));
      group[t] = vectors ? TreeEnsemble.ALL : random.nextInt(groups);
      weight[t] = random.nextBoolean() ? 1 : random.nextFloat();
    }
    double[] intercept = random.doubles(groups).map(x -> (float) x).toArray();
    Arithmetic arithmetic =
        new Arithmetic(
            narrow ? Width.FLOAT32 : Width.FLOAT64,
            random.nextBoolean(),
            narrowSums ? Width.FLOAT32 : Width.FLOAT64,
            random.nextInt(3) == 0 ? (double) 1e-35f : 0,
            narrowSums && !vectors && random.nextBoolean());
    ensemble = new TreeEnsemble(features, trees, group, weight, intercept, arithmetic);
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  static double special(int i) {
    return SPECIAL[i];
  }

  static double special(Random random) {
    return SPECIAL[random.nextInt(SPECIAL.length)];
  }

  /** A number and those next to it. */
  static double[] around(double x) {
    return new double[] {
      x, Math.nextUp(x), Math.nextDown(x), Math.nextUp((float) x), Math.nextDown((float) x)
    };
  }

  double[] row() {
    double[] row = new double[ensemble.features()];
    for (int f = 0; f < row.length; f++) {
      row[f] =
          switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextInt(4) == 0 ? special(random) : SPECIAL[random.nextInt(15)];
            case 2 -> Math.nextDown(special(random.nextInt(15)) / 2);
            case 3, 4 -> nearThreshold();
            case 5 -> nearCode();
            default -> random.nextGaussian();
          };
    }
    return row;
  }

  private double nearThreshold() {
    if (thresholds.isEmpty()) {
      return 0;
    }
    double[] near = around(thresholds.get(random.nextInt(thresholds.size())));
    double x = near[random.nextInt(near.length)];
    return Double.isInfinite(x) && random.nextInt(4) > 0 ? 0 : x;
  }

  private double nearCode() {
    double code = random.nextInt(140) - 2;
    return random.nextInt(3) == 0 ? code + random.nextDouble() : code;
  }

  private CategorySet categories() {
    int[] codes = random.ints(1 + random.nextInt(9), 0, 135).toArray();
    if (random.nextBoolean()) {
      CategorySet set = CategorySet.of(codes);
      return random.nextBoolean() ? set : set.withOthers();
    }
    return CategorySet.ofBits(random.longs(random.nextInt(3)).toArray());
  }

  private double threshold() {
    double threshold =
        switch (random.nextInt(4)) {
          case 0 -> special(random);
          case 1 -> random.nextInt(5);
          default -> random.nextGaussian();
        };
    threshold = narrow ? (float) threshold : threshold;
    thresholds.add(threshold);
    return threshold;
  }

  /** A tree whose nodes are numbered in the order in which they are split, at random. */
  private DecisionTree tree(int features, int deepest, int width, boolean linear) {
    int most = 2 * (1 << Math.min(deepest, 10)) - 1;
    int[] left = new int[most];
    int[] right = new int[most];
    int[] feature = new int[most];
    int[] level = new int[most];
    double[] threshold = new double[most];
    boolean[] defaults = new boolean[most];
    boolean[] zeros = new boolean[most];
    CategorySet[] sets = new CategorySet[most];
    boolean categories = random.nextInt(3) == 0;
    LinearLeaf[] functions = new LinearLeaf[most];
    int nodes = 1;
    int depth = 0;
    for (int node = 0; node < nodes; node++) {
      boolean leaf =
          level[node] == deepest || nodes + 2 > most || (node > 0 && random.nextInt(5) == 0);
      threshold[node] = threshold();
      feature[node] = random.nextInt(features);
      defaults[node] = random.nextBoolean();
      zeros[node] = random.nextBoolean();
      sets[node] = categories && !leaf && random.nextBoolean() ? categories() : null;
      functions[node] = leaf && random.nextBoolean() ? function(features) : null;
      left[node] = leaf ? -1 : nodes;
      right[node] = leaf ? -1 : nodes + 1;
      depth = Math.max(depth, level[node]);
      if (!leaf) {
        level[nodes++] = level[node] + 1;
        level[nodes++] = level[node] + 1;
      }
    }
    double[] value = random.doubles(nodes * width, -1, 1).map(x -> (float) x).toArray();
    return new DecisionTree(
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(feature, nodes),
        Arrays.copyOf(threshold, nodes),
        Arrays.copyOf(defaults, nodes),
        random.nextBoolean() ? Arrays.copyOf(zeros, nodes) : null,
        value,
        new double[nodes],
        categories ? Arrays.copyOf(sets, nodes) : null,
        linear ? Arrays.copyOf(functions, nodes) : null,
        depth);
  }

  private LinearLeaf function(int features) {
    int count = random.nextInt(3);
    int[] feature = random.ints(count, 0, features).toArray();
    return new LinearLeaf(random.nextGaussian(), feature, random.doubles(count, -1, 1).toArray());
  }
}
