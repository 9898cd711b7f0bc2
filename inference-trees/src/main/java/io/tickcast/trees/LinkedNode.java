package io.tickcast.trees;

/**
 * A node in one number with the way to its children: the key of its threshold above, and in the low
 * bits 14 for the place in a row's keys that it looks at, 17 for the distance to its right child.
 * See {@link PackedNode}.
 */
final class LinkedNode {
  /** A node that leads to itself: no key of a row is below its threshold. */
  static final long LEAF = PackedNode.of(Integer.MIN_VALUE, 0);

  /** The largest number of keys of a row. */
  static final int MAX_KEYS = 1 << LinkedNode.SLOT_BITS;

  private static final int SLOT_BITS = 14;
  private static final int MAX_DISTANCE = (1 << PackedNode.LOW_BITS - SLOT_BITS) - 1;

  private LinkedNode() {}

  /**
   * Whether trees that large over rows of that many keys fit. A right child is at most as far away
   * as a tree has leaves: between the two stands what is still to be laid out, and none of that
   * leads to another.
   */
  static boolean takes(int nodes, int keys) {
    return nodes / 2 + 1 <= MAX_DISTANCE && keys <= MAX_KEYS;
  }

  /**
   * Packs a node.
   *
   * @param packed from {@link PackedNode#of}
   * @param distance from the node to its right child, which the left one stands behind
   */
  static long of(long packed, int distance) {
    return packed + ((long) distance << SLOT_BITS);
  }

  /** The distance from a node to the child that a row goes to. */
  static int step(long node, long[] keys) {
    int low = (int) node;
    int left = (int) (keys[low & keys.length - 1] - node >>> Long.SIZE - 1);
    return (low >>> SLOT_BITS & MAX_DISTANCE) + left;
  }
}
