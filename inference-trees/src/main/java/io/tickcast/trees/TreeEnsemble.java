package io.tickcast.trees;

import java.util.List;

/**
 * The trees that take part in predictions, as they were trained; the ground for explanations.
 * <i>Immutable</i>: nobody writes to the arrays.
 *
 * <p>The margin of an output is its intercept plus the leaf values of the trees of its group, each
 * times the tree's weight, added one after the other in the order of the trees.
 *
 * @param features the number of inputs; each tree looks at features below it
 * @param trees the trees in the order of the file
 * @param group for each tree the output that it adds to
 * @param weight for each tree the factor of its leaf values, 1 unless trees were dropped in
 *     training (dart)
 * @param intercept for each output the margin before the first tree
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record TreeEnsemble(
    int features, List<DecisionTree> trees, int[] group, double[] weight, double[] intercept) {
  TreeEnsemble {
    trees = List.copyOf(trees);
  }

  /** The number of margins. */
  int groups() {
    return intercept.length;
  }

  /** The number of steps to the deepest leaf of all. */
  int depth() {
    int depth = 0;
    for (DecisionTree tree : trees) {
      depth = Math.max(depth, tree.depth());
    }
    return depth;
  }
}
