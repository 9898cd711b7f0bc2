package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of a tree in an XGBoost file that have a value for each output ({@code
 * multi_strategy=multi_output_tree}). <i>Confined.</i>
 *
 * <p>Up to 3.1 they are the weights of all nodes; from 3.2 on there is a list of the leaves alone,
 * and the right child of a leaf is its place in it. (Source: {@code multi_target_tree_model.cc}.)
 */
final class XgboostLeafVectors {
  private final String where;
  private float[] ofNodes = {};
  private float @Nullable [] ofLeaves;

  /**
   * Starts without any.
   *
   * @param where the tree, for messages
   */
  XgboostLeafVectors(String where) {
    this.where = where;
  }

  /** Takes over the member of a tree that is next; false when it is none of these. */
  boolean read(String name, Tokens tokens) {
    switch (name) {
      case "base_weights" -> ofNodes = tokens.floats();
      case "leaf_weights" -> ofLeaves = tokens.floats();
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * The values, node by node.
   *
   * @param outputs how many a leaf has
   * @param left the left child of each node, -1 for leaves
   * @param right of the same length; the right child of a leaf becomes -1
   */
  double[] values(int outputs, int[] left, int[] right) {
    int nodes = left.length;
    double[] values = new double[Math.multiplyExact(nodes, outputs)];
    float[] from = ofLeaves == null ? ofNodes : ofLeaves;
    if (ofLeaves == null) {
      checkLength(ofNodes.length, (long) nodes * outputs, "base_weights");
    }
    for (int node = 0; node < nodes; node++) {
      if (left[node] < 0) {
        int place = ofLeaves == null ? node : place(right[node], ofLeaves.length, outputs, node);
        right[node] = -1;
        for (int i = 0; i < outputs; i++) {
          values[node * outputs + i] = from[place * outputs + i];
        }
      }
    }
    return values;
  }

  private int place(int leaf, int length, int outputs, int node) {
    if (leaf < 0 || leaf >= length / outputs) {
      throw Faults.malformed(
          "a leaf below " + length / outputs,
          Integer.toString(leaf),
          where + ".right_children[" + node + "]");
    }
    return leaf;
  }

  private void checkLength(int found, long expected, String name) {
    if (found != expected) {
      throw Faults.malformed(expected + " elements", Integer.toString(found), where + "." + name);
    }
  }
}
