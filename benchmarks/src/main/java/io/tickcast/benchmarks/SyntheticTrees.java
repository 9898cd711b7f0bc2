package io.tickcast.benchmarks;

import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Models in LightGBM's text format with trees that grew at random, always the same ones, and rows
 * for them. They predict nothing; their shapes and the spread of their thresholds are those of
 * trained models.
 */
final class SyntheticTrees {
  private static final int FEATURES = 110;
  private static final int BINS = 255;
  private static final long SEED = 42;

  private final Random random = new Random(SEED);
  private final double[][] bins = new double[FEATURES][BINS];

  private SyntheticTrees() {
    for (double[] of : bins) {
      for (int i = 0; i < BINS; i++) {
        of[i] = random.nextGaussian();
      }
    }
  }

  /**
   * A model with three classes.
   *
   * @param trees how many in all, a multiple of 3
   * @param leaves of each tree
   * @param depth the deepest that a tree grows
   */
  static ModelArtifact model(int trees, int leaves, int depth) {
    SyntheticTrees made = new SyntheticTrees();
    StringBuilder text = new StringBuilder(header());
    for (int t = 0; t < trees; t++) {
      text.append("Tree=").append(t).append('\n').append(made.tree(leaves, depth)).append("\n\n");
    }
    text.append("end of trees\n");
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    return ModelArtifact.of("synthetic-" + trees + "x" + leaves + ".txt", bytes);
  }

  /** Rows in which one value in fifty is missing. */
  static double[][] rows(int count) {
    Random values = new Random(SEED + 1);
    double[][] rows = new double[count][FEATURES];
    for (double[] row : rows) {
      for (int f = 0; f < FEATURES; f++) {
        row[f] = values.nextInt(50) == 0 ? Double.NaN : values.nextGaussian();
      }
    }
    return rows;
  }

  private static String header() {
    StringJoiner names = new StringJoiner(" ");
    StringJoiner infos = new StringJoiner(" ");
    for (int f = 0; f < FEATURES; f++) {
      names.add("Column_" + f);
      infos.add("[-4:4]");
    }
    return "tree\nversion=v4\nnum_class=3\nnum_tree_per_iteration=3\nlabel_index=0\nmax_feature_idx="
        + (FEATURES - 1)
        + "\nobjective=multiclass num_class:3\nfeature_names="
        + names
        + "\nfeature_infos="
        + infos
        + "\n\n";
  }

  /** Half of the time one of the two newest leaves is split: trees of best-first growth lean. */
  private String tree(int leaves, int deepest) {
    int[][] children = new int[leaves - 1][2];
    List<int[]> open = new ArrayList<>(); // parent, side, depth
    StringJoiner features = new StringJoiner(" ");
    StringJoiner thresholds = new StringJoiner(" ");
    StringJoiner types = new StringJoiner(" ");
    open.add(new int[] {-1, 0, 0});
    List<int[]> closed = new ArrayList<>();
    int inner = 0;
    while (inner < leaves - 1 && !open.isEmpty()) {
      int newest = Math.max(0, open.size() - 2);
      int from = random.nextBoolean() ? newest : 0;
      int[] leaf = open.remove(from + random.nextInt(open.size() - from));
      if (leaf[2] == deepest) {
        closed.add(leaf);
        continue;
      }
      if (leaf[0] >= 0) {
        children[leaf[0]][leaf[1]] = inner;
      }
      int feature = random.nextInt(FEATURES);
      features.add(Integer.toString(feature));
      thresholds.add(Double.toString(bins[feature][random.nextInt(BINS)]));
      types.add(random.nextBoolean() ? "8" : "10");
      open.add(new int[] {inner, 0, leaf[2] + 1});
      open.add(new int[] {inner, 1, leaf[2] + 1});
      inner++;
    }
    closed.addAll(open);
    StringJoiner values = new StringJoiner(" ");
    for (int i = 0; i < closed.size(); i++) {
      children[closed.get(i)[0]][closed.get(i)[1]] = ~i;
      values.add(Double.toString(random.nextGaussian()));
    }
    StringJoiner left = new StringJoiner(" ");
    StringJoiner right = new StringJoiner(" ");
    for (int node = 0; node < inner; node++) {
      left.add(Integer.toString(children[node][0]));
      right.add(Integer.toString(children[node][1]));
    }
    return "num_leaves="
        + closed.size()
        + "\nnum_cat=0\nsplit_feature="
        + features
        + "\nthreshold="
        + thresholds
        + "\ndecision_type="
        + types
        + "\nleft_child="
        + left
        + "\nright_child="
        + right
        + "\nleaf_value="
        + values
        + "\n";
  }
}
