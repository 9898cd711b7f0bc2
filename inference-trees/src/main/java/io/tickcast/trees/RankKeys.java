package io.tickcast.trees;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
  private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private final Arithmetic arithmetic;
  private final Ranks ranks;

  /** The features that nodes look at, in the order of the ranks. */
  private final int[] used;

  /** For each feature its place among the used ones. */
  private final int[] placeOf;

  /**
   * For each used feature and kind of missing the place of the key, a spare one if not asked for.
   */
  private final int[] slots;

  private final boolean zeroIsMissing;
  private final int size;

  /**
   * Ranks the thresholds of trees.
   *
   * @param trees those that are laid out with these keys
   */
  RankKeys(int features, Arithmetic arithmetic, List<DecisionTree> trees) {
    this.arithmetic = arithmetic;
    double[][] thresholds = new double[features][];
    int[] counts = new int[features];
    boolean[] asked = new boolean[KINDS * features];
    for (DecisionTree tree : trees) {
      collect(tree, thresholds, counts, asked);
    }
    int[] found = IntStream.range(0, features).filter(f -> counts[f] > 0).toArray();
    ranks =
        new Ranks(
            Arrays.stream(found)
                .mapToObj(f -> sortedOnce(thresholds[f], counts[f]))
                .toArray(double[][]::new));
    used = Arrays.stream(ranks.order()).map(place -> found[place]).toArray();
    placeOf = new int[features];
    for (int u = 0; u < used.length; u++) {
      placeOf[used[u]] = u;
    }
    slots = new int[KINDS * used.length];
    size = 1 + number(asked); // 0 is the spare one
    zeroIsMissing =
        IntStream.range(0, slots.length).anyMatch(i -> i % KINDS >= ZERO && slots[i] > 0);
  }

  /** Gives a place to each kind of key that nodes ask for, and says how many there are. */
  private int number(boolean[] asked) {
    int count = 0;
    for (int i = 0; i < slots.length; i++) {
      if (asked[KINDS * used[i / KINDS] + i % KINDS]) {
        slots[i] = ++count;
      }
    }
    return count;
  }

  private static void collect(
      DecisionTree tree, double[][] thresholds, int[] counts, boolean[] asked) {
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
      asked[KINDS * f + kind(tree.defaultLeft()[node], isZeroMissing(tree, node))] = true;
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
    return slots[KINDS * placeOf[feature] + kind(missingGoesLeft, zeroIsMissing)];
  }

  @Override
  public int threshold(int feature, double threshold) {
    return ranks.of(placeOf[feature], threshold);
  }

  @Override
  public int fill(double[] inputs, int at, Row row) {
    double[] values = row.values;
    boolean finite = take(inputs, at, values);
    if (!finite && !arithmetic.infinitePasses()) {
      int refused = firstInfinite(values);
      if (refused >= 0) {
        return refused;
      }
    }
    double[] searched = row.searched;
    for (int u = 0; u < used.length; u++) {
      searched[u] = values[used[u]];
    }
    ranks.find(searched, row.ranks);
    if (!finite) {
      rankInfinite(values, row.ranks);
    }
    write(row.ranks, row.keys);
    if (!finite) {
      writeMissing(values, row.keys);
    }
    if (zeroIsMissing) {
      writeZeros(row);
    }
    return -1;
  }

  /** Takes over the values, and says whether all are finite. */
  private boolean take(double[] inputs, int at, double[] values) {
    boolean narrow = arithmetic.inputs() == Width.FLOAT32;
    double zero = arithmetic.zero();
    long finite = -1;
    for (int f = 0; f < values.length; f++) {
      double value = narrow ? (float) inputs[at + f] : inputs[at + f];
      values[f] = Math.abs(value) <= zero ? 0 : value;
      // Negative for what is finite.
      finite &= (Double.doubleToRawLongBits(value) & Long.MAX_VALUE) - INFINITY;
    }
    return finite < 0;
  }

  private static int firstInfinite(double[] values) {
    for (int f = 0; f < values.length; f++) {
      if (Double.isInfinite(values[f])) {
        return f;
      }
    }
    return -1;
  }

  private void rankInfinite(double[] values, int[] found) {
    for (int u = 0; u < used.length; u++) {
      double value = values[used[u]];
      if (Double.isInfinite(value)) {
        found[u] = ranks.of(u, value);
      }
    }
  }

  private void write(int[] found, long[] keys) {
    for (int u = 0; u < used.length; u++) {
      long key = PackedNode.key(found[u]);
      keys[slots[KINDS * u]] = key;
      keys[slots[KINDS * u + RIGHT]] = key;
    }
  }

  private void writeMissing(double[] values, long[] keys) {
    for (int u = 0; u < used.length; u++) {
      if (Double.isNaN(values[used[u]])) {
        keys[slots[KINDS * u]] = PackedNode.key(0);
        keys[slots[KINDS * u + RIGHT]] = PackedNode.key(ranks.count(u));
      }
    }
  }

  /** Writes the keys of nodes for which zero is missing too. */
  private void writeZeros(Row row) {
    for (int u = 0; u < used.length; u++) {
      double value = row.values[used[u]];
      boolean missing = Double.isNaN(value) || Math.abs(value) <= DecisionTree.ZERO;
      int rank = row.ranks[u];
      row.keys[slots[KINDS * u + ZERO]] = PackedNode.key(missing ? 0 : rank);
      row.keys[slots[KINDS * u + ZERO + RIGHT]] = PackedNode.key(missing ? ranks.count(u) : rank);
    }
  }
}
