package io.tickcast.trees;

import org.jspecify.annotations.Nullable;

/**
 * One tree as it was trained. <i>Immutable</i>: nobody writes to the arrays.
 *
 * <p>Node 0 is the root; a leaf has -1 for its children. An inner node sends a row to the left when
 * its value is below the threshold, to the default side when it is missing. Every array has one
 * element per node, also for nodes that pruning left behind, which no path reaches. Numbers that
 * were trained in 32 bits are held in 64 without a change.
 *
 * @param left the left child of each node, -1 for leaves
 * @param right the right child of each node, -1 for leaves
 * @param feature the feature that an inner node looks at
 * @param threshold the threshold of inner nodes; without meaning at leaves and categorical nodes
 * @param defaultLeft where a missing value goes
 * @param value the output of leaves; without meaning elsewhere
 * @param cover the sum of the second-order gradients of the rows that came by in training: the
 *     weight of a node in explanations
 * @param categories for each node the categories that go to the right, null for numerical nodes;
 *     null when the tree has none at all
 * @param depth the number of steps to the deepest leaf
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record DecisionTree(
    int[] left,
    int[] right,
    int[] feature,
    double[] threshold,
    boolean[] defaultLeft,
    double[] value,
    double[] cover,
    CategorySet @Nullable [] categories,
    int depth) {

  int nodes() {
    return left.length;
  }

  boolean isLeaf(int node) {
    return left[node] < 0;
  }
}
