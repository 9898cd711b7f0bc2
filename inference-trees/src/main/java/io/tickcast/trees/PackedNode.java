package io.tickcast.trees;

/**
 * An inner node in one number: the key of its threshold above, below it the place in a row's keys
 * that it looks at. See {@link RowKeys}.
 *
 * <p>A key of a row has all low bits set, so that subtracting a node from it borrows from the upper
 * bits exactly when the key is below that of the threshold: the sign of one subtraction is the
 * answer, and neither side has to be unpacked. The upper part has 33 bits for keys of 32, which is
 * why the difference fits.
 */
final class PackedNode {
  /** The number of low bits. */
  static final int LOW_BITS = 31;

  /** The largest number of keys of a row. */
  static final int MAX_KEYS = 1 << 16;

  private static final long LOW = (1L << LOW_BITS) - 1;

  private PackedNode() {}

  /**
   * Packs a node.
   *
   * @param threshold the key of the threshold
   * @param slot the place of the key that it is compared with
   */
  static long of(int threshold, int slot) {
    return ((long) threshold << LOW_BITS) + slot;
  }

  /** Packs an inner node of a tree. */
  static long of(DecisionTree tree, int node, RowKeys keys) {
    return of(threshold(tree, node, keys), slot(tree, node, keys));
  }

  /** The key of the threshold of an inner node. */
  static int threshold(DecisionTree tree, int node, RowKeys keys) {
    if (Question.of(tree, node) != null) {
      return CategoryKeys.THRESHOLD;
    }
    return keys.threshold(tree.feature()[node], tree.threshold()[node]);
  }

  /** The place of the key that an inner node looks at. */
  static int slot(DecisionTree tree, int node, RowKeys keys) {
    Question question = Question.of(tree, node);
    if (question != null) {
      return keys.slot(question);
    }
    boolean[] zero = tree.zeroIsMissing();
    boolean zeroIsMissing = zero != null && zero[node];
    return keys.slot(tree.feature()[node], tree.defaultLeft()[node], zeroIsMissing);
  }

  /** The form in which a row holds a key. */
  static long key(int key) {
    return ((long) key << LOW_BITS) + LOW;
  }

  /**
   * One step down: 1 for the left child, 0 for the right one.
   *
   * @param node from {@link #of}
   * @param keys the row, each as {@link #key} makes it; see {@link Row#keys}
   */
  static int left(long node, long[] keys) {
    return (int) (keys[(int) node & keys.length - 1] - node >>> Long.SIZE - 1);
  }
}
