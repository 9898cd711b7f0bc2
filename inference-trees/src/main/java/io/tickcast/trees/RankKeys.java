package io.tickcast.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keys for numbers of any width: ranks among the thresholds that a feature is compared with.
 *
 * <p>A threshold's key is its rank counted from 1, a value's the number of thresholds that are not
 * above it.
 */
final class RankKeys implements RowKeys {
  private static final int KINDS = 4;
  private static final int RIGHT = 1;
  private static final int ZERO = 2;

  private final Arithmetic arithmetic;

  /** For each feature its thresholds; null for those that no node looks at. */
  private final @Nullable Ranks[] ranks;

  /** For each feature and kind of missing the place of the key, -1 for those not asked for. */
  private final int[] slots;

  private int size;

  /**
   * Ranks the thresholds of trees.
   *
   * @param trees those that are laid out with these keys
   */
  RankKeys(int features, Arithmetic arithmetic, List<DecisionTree> trees) {
    this.arithmetic = arithmetic;
    ranks = new Ranks[features];
    slots = new int[KINDS * features];
    Arrays.fill(slots, -1);
    double[][] thresholds = new double[features][];
    int[] counts = new int[features];
    for (DecisionTree tree : trees) {
      collect(tree, thresholds, counts);
    }
    for (int f = 0; f < features; f++) {
      if (counts[f] > 0) {
        ranks[f] = new Ranks(sortedOnce(thresholds[f], counts[f]));
      }
    }
  }

  private void collect(DecisionTree tree, double[][] thresholds, int[] counts) {
    for (int node = 0; node < tree.nodes(); node++) {
      if (tree.isLeaf(node)) {
        continue;
      }
      int f = tree.feature()[node];
      if (f < 0 || f >= counts.length || Double.isNaN(tree.threshold()[node])) {
        continue; // left behind by pruning, no path leads there
      }
      double[] sofar = thresholds[f] == null ? new double[16] : thresholds[f];
      if (counts[f] == sofar.length) {
        sofar = Arrays.copyOf(sofar, 2 * sofar.length);
      }
      sofar[counts[f]++] = tree.threshold()[node] + 0.0;
      thresholds[f] = sofar;
      int place = KINDS * f + kind(tree.defaultLeft()[node], isZeroMissing(tree, node));
      slots[place] = slots[place] < 0 ? size++ : slots[place];
    }
  }

  private static int kind(boolean missingGoesLeft, boolean zeroIsMissing) {
    return (missingGoesLeft ? 0 : RIGHT) + (zeroIsMissing ? ZERO : 0);
  }

  private static boolean isZeroMissing(DecisionTree tree, int node) {
    boolean[] zero = tree.zeroIsMissing();
    return zero != null && zero[node];
  }

  private static double[] sortedOnce(double[] values, int count) {
    Arrays.sort(values, 0, count);
    int kept = 1;
    for (int i = 1; i < count; i++) {
      if (values[i] != values[kept - 1]) {
        values[kept++] = values[i];
      }
    }
    return Arrays.copyOf(values, kept);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int slot(int feature, boolean missingGoesLeft, boolean zeroIsMissing) {
    return slots[KINDS * feature + kind(missingGoesLeft, zeroIsMissing)];
  }

  @Override
  public int threshold(int feature, double threshold) {
    return Objects.requireNonNull(ranks[feature]).of(threshold);
  }

  @Override
  public int fill(double[] inputs, int at, Row row) {
    double[] values = row.values;
    for (int f = 0; f < values.length; f++) {
      double value = inputs[at + f];
      if (arithmetic.inputs() == Width.FLOAT32) {
        value = (float) value;
      }
      if (Math.abs(value) <= arithmetic.zero()) {
        value = 0;
      }
      values[f] = value;
      if (!arithmetic.infinitePasses() && Double.isInfinite(value)) {
        return f;
      }
      Ranks ranked = ranks[f];
      if (ranked != null) {
        fill(f, value, ranked, row.keys);
      }
    }
    return -1;
  }

  private void fill(int f, double value, Ranks ranked, int[] keys) {
    boolean missing = Double.isNaN(value);
    int rank = missing ? 0 : ranked.of(value);
    for (int kind = 0; kind < KINDS; kind++) {
      int slot = slots[KINDS * f + kind];
      if (slot < 0) {
        continue;
      }
      boolean absent = missing || (kind >= ZERO && Math.abs(value) <= DecisionTree.ZERO);
      int extreme = (kind & RIGHT) == 0 ? 0 : ranked.count();
      keys[slot] = absent ? extreme : rank;
    }
  }
}
