package io.tickcast.trees;

/**
 * An inner node in one number: the key of its threshold above, below it the place in a row's keys
 * that it looks at. See {@link RowKeys}.
 */
final class PackedNode {
  /** Sends every row to the left: its threshold is above every key of a row. */
  static final int ABOVE_ALL = Integer.MAX_VALUE;

  private PackedNode() {}

  /**
   * Packs a node.
   *
   * @param threshold the key of the threshold
   * @param slot the place of the key that it is compared with
   */
  static long of(int threshold, int slot) {
    return (long) threshold << 32 | slot;
  }

  /** Packs an inner node of a tree. */
  static long of(DecisionTree tree, int node, RowKeys keys) {
    boolean[] zero = tree.zeroIsMissing();
    int feature = tree.feature()[node];
    int slot = keys.slot(feature, tree.defaultLeft()[node], zero != null && zero[node]);
    return of(keys.threshold(feature, tree.threshold()[node]), slot);
  }

  /**
   * One step down: 0 for the left child, 1 for the right one.
   *
   * @param node from {@link #of}
   * @param keys the row
   */
  static int step(long node, int[] keys) {
    // Negative exactly when the value is below the threshold; two ints can not overflow a long.
    return (int) (~(keys[(int) node] - (node >> 32)) >>> 63);
  }
}
