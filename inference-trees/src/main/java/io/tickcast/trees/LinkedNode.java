package io.tickcast.trees;

/**
 * A node in one number with the way to its children: 32 bits for the key of its threshold, 12 for
 * the place in a row's keys that it looks at, 20 for the distance to its left child.
 */
final class LinkedNode {
  /** A node that leads to itself: its threshold is above every key of a row. */
  static final long LEAF = (long) PackedNode.ABOVE_ALL << 32;

  private static final int DISTANCE_BITS = 20;
  private static final int MAX_DISTANCE = (1 << DISTANCE_BITS) - 1;
  private static final int MAX_KEYS = 1 << 32 - DISTANCE_BITS;

  private LinkedNode() {}

  /** Whether trees that large over rows of that many keys fit. */
  static boolean takes(int nodes, int keys) {
    return nodes <= MAX_DISTANCE && keys <= MAX_KEYS;
  }

  /**
   * Packs a node.
   *
   * @param packed from {@link PackedNode#of}
   * @param distance from the node to its left child, which the right one stands behind
   */
  static long of(long packed, int distance) {
    long threshold = packed >> 32 << 32;
    return threshold | (packed & MAX_KEYS - 1) << DISTANCE_BITS | distance;
  }

  /** The distance from a node to the child that a row goes to. */
  static int step(long node, int[] keys) {
    int low = (int) node;
    long difference = keys[low >>> DISTANCE_BITS] - (node >> 32);
    return (low & MAX_DISTANCE) + (int) (~difference >>> 63);
  }
}
