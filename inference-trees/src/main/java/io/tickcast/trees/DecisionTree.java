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
 * @param threshold the threshold of inner nodes, of the width of the ensemble's inputs, never NaN;
 *     without meaning at leaves and categorical nodes
 * @param defaultLeft where a missing value goes
 * @param zeroIsMissing the inner nodes for which a value is missing too when it is at most {@link
 *     #ZERO} in size; null when there are none
 * @param value the output of leaves, without meaning elsewhere: one for each node; or in an
 *     ensemble of vector leaves one for each node and output, node by node
 * @param cover the weight of a node in explanations: how much of the training data came by, such as
 *     the sum of its second-order gradients
 * @param categories for each node the categories that go to the right, null for numerical nodes;
 *     null when the tree has none at all; all other categories go to the left
 * @param linear for each node the linear function that a leaf has for an output, null for those
 *     with a constant; null when the tree has none at all
 * @param depth the number of steps to the deepest leaf
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record DecisionTree(
    int[] left,
    int[] right,
    int[] feature,
    double[] threshold,
    boolean[] defaultLeft,
    boolean @Nullable [] zeroIsMissing,
    double[] value,
    double[] cover,
    @Nullable CategorySet @Nullable [] categories,
    @Nullable LinearLeaf @Nullable [] linear,
    int depth) {
  /** The largest value that counts as zero where zero is missing: LightGBM's 1e-35f. */
  static final double ZERO = 1e-35f;

  /** A tree whose leaves are constants. */
  DecisionTree(
      int[] left,
      int[] right,
      int[] feature,
      double[] threshold,
      boolean[] defaultLeft,
      boolean @Nullable [] zeroIsMissing,
      double[] value,
      double[] cover,
      @Nullable CategorySet @Nullable [] categories,
      int depth) {
    this(
        left,
        right,
        feature,
        threshold,
        defaultLeft,
        zeroIsMissing,
        value,
        cover,
        categories,
        null,
        depth);
  }

  /** The same tree with other outputs. */
  DecisionTree withValue(double[] other) {
    return new DecisionTree(
        left,
        right,
        feature,
        threshold,
        defaultLeft,
        zeroIsMissing,
        other,
        cover,
        categories,
        linear,
        depth);
  }

  /** The same tree with other sets of categories. */
  DecisionTree withCategories(@Nullable CategorySet @Nullable [] other) {
    return new DecisionTree(
        left,
        right,
        feature,
        threshold,
        defaultLeft,
        zeroIsMissing,
        value,
        cover,
        other,
        linear,
        depth);
  }

  /** The categories that a node sends to the right; null for nodes that compare numbers. */
  @Nullable CategorySet category(int node) {
    return categories == null ? null : categories[node];
  }

  int nodes() {
    return left.length;
  }

  boolean isLeaf(int node) {
    return left[node] < 0;
  }
}
