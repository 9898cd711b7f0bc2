package io.tickcast.trees;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trees that take part in predictions, as they were trained; the ground for explanations.
 * <i>Immutable</i>: nobody writes to the arrays.
 *
 * <p>The margin of an output is its intercept plus the leaf values of its trees, each times the
 * tree's weight, added one after the other in the order of the trees.
 *
 * @param features the number of inputs; each tree looks at features below it
 * @param trees the trees in the order of the file
 * @param group for each tree the output that it adds to; or all elements are {@link #ALL}: then the
 *     leaves are vectors over the outputs
 * @param weight for each tree the factor of its leaf values, mostly 1
 * @param intercept for each output the margin before the first tree
 * @param arithmetic the numbers that all of this is computed with
 * @param terms a linear function of the inputs, which stands alone; null for trees
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record TreeEnsemble(
    int features,
    List<DecisionTree> trees,
    int[] group,
    double[] weight,
    double[] intercept,
    Arithmetic arithmetic,
    @Nullable LinearTerms terms) {
  /** The group of a tree that adds to every output. */
  static final int ALL = -1;

  TreeEnsemble {
    trees = List.copyOf(trees);
    if (terms != null && !trees.isEmpty()) {
      throw new IllegalArgumentException("expected trees or linear terms, found both");
    }
  }

  /** Trees alone. */
  TreeEnsemble(
      int features,
      List<DecisionTree> trees,
      int[] group,
      double[] weight,
      double[] intercept,
      Arithmetic arithmetic) {
    this(features, trees, group, weight, intercept, arithmetic, null);
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
