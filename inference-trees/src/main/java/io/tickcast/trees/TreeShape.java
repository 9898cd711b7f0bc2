package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;

/**
 * The nodes of a tree that paths from its root reach, parents before children. <i>Immutable.</i>
 *
 * @param order the reached nodes; the first {@code reached} elements count
 * @param reached how many there are
 * @param depth the number of steps to the deepest leaf
 * @param left the left child of each node
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record TreeShape(int[] order, int reached, int depth, int[] left) {

  boolean isLeaf(int node) {
    return left[node] < 0;
  }

  /**
   * Checks that two arrays of children make a tree, without recursion.
   *
   * @param left for each node its left child, negative for none
   * @param right for each node its right child, negative for none; of the same length
   * @param where for messages
   * @throws io.tickcast.api.InferenceException (MALFORMED_MODEL) when a child is out of range, is
   *     reached a second time, or has no sibling
   */
  static TreeShape check(int[] left, int[] right, String where) {
    int nodes = left.length;
    int[] order = new int[nodes];
    int[] level = new int[nodes];
    boolean[] seen = new boolean[nodes];
    int reached = 1;
    seen[0] = true;
    for (int next = 0; next < reached; next++) {
      int node = order[next];
      if (left[node] < 0 && right[node] < 0) {
        continue;
      }
      for (int child : new int[] {left[node], right[node]}) {
        if (child < 0 || child >= nodes) {
          throw Faults.malformed(
              "a child from 0 to " + (nodes - 1), "" + child, where + " node " + node);
        }
        if (seen[child]) {
          throw Faults.malformed(
              "one way to each node", "a second one to " + child, where + " node " + node);
        }
        seen[child] = true;
        level[child] = level[node] + 1;
        order[reached++] = child;
      }
    }
    return new TreeShape(order, reached, level[order[reached - 1]], left);
  }
}
