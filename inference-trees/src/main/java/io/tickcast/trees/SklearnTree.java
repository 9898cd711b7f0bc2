package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.List;

/**
 * The {@code tree_} of a decision tree. <i>Immutable.</i>
 *
 * <p>Source: {@code _tree.pyx} of the versions 0.20 to 1.9. A row goes to the left when its value,
 * narrowed to 32 bits, is at most the threshold, which has 64 bits. Fields are found by name: their
 * places and their number differ between versions.
 *
 * @param tree the tree; its leaves hold as many values as there are outputs
 * @param features the number of inputs
 * @param outputs the values of a leaf: 1, or one for each class
 */
record SklearnTree(DecisionTree tree, int features, int outputs) {
  /**
   * Reads the tree of an estimator.
   *
   * @param estimator a fitted decision tree
   * @param outputs the number of classes; 1 for regression
   * @param shares whether the leaves are to be divided by their sums
   */
  static SklearnTree read(
      SklearnFields estimator, int outputs, boolean shares, SklearnReading reading) {
    SklearnFields tree = estimator.object("tree_");
    if (!tree.view().isObject("sklearn.tree._tree", "Tree")) {
      throw tree.view().malformed("a Tree");
    }
    reading.once(tree.view());
    List<PickleView> arguments = tree.view().arguments();
    if (arguments.size() != 3) {
      throw tree.view().malformed("a Tree made of 3 arguments");
    }
    int features = arguments.get(0).asInt(1, SklearnFormat.MAX_FEATURES);
    SklearnNodes nodes = nodes(tree.get("nodes"), features, reading);
    PickleView values = tree.get("values");
    reading.once(values);
    double[] leaves = leaves(values, nodes.count(), outputs);
    if (shares) {
      divideBySums(leaves, outputs);
    }
    return new SklearnTree(nodes.tree(leaves, outputs), features, outputs);
  }

  private static SklearnNodes nodes(PickleView view, int features, SklearnReading reading) {
    reading.once(view);
    SklearnNodes nodes = new SklearnNodes(view);
    nodes.left = nodes.children("left_child");
    nodes.right = nodes.children("right_child");
    nodes.feature = nodes.features("feature", features);
    nodes.threshold = thresholds(nodes);
    nodes.missingLeft = nodes.findFlags("missing_go_to_left");
    nodes.cover = nodes.reals("weighted_n_node_samples");
    return nodes;
  }

  /**
   * {@code x <= t} in 32 against 64 bits is {@code x <} the next float above the largest within.
   */
  private static double[] thresholds(SklearnNodes nodes) {
    double[] thresholds = nodes.reals("threshold");
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = firstAbove(thresholds[i]);
    }
    return thresholds;
  }

  /** The least float above a double; NaN stays NaN. */
  static double firstAbove(double threshold) {
    float nearest = (float) threshold;
    float within = nearest > threshold ? Math.nextDown(nearest) : nearest;
    return Math.nextUp(within) + 0.0f; // turns -0 into 0
  }

  private static double[] leaves(PickleView values, int nodes, int outputs) {
    int[] shape = values.asArray().shape();
    if (shape.length == 3 && shape[1] > 1) {
      throw values.unsupported("one target");
    }
    values.asArray(nodes, 1, outputs);
    return SklearnNumbers.finite(values);
  }

  /** As {@code predict_proba}: a sum of 0 counts as 1. */
  private static void divideBySums(double[] leaves, int outputs) {
    for (int at = 0; at < leaves.length; at += outputs) {
      double sum = NumpySum.of(leaves, at, outputs);
      for (int i = at; sum != 0 && i < at + outputs; i++) {
        leaves[i] /= sum;
      }
    }
  }
}
