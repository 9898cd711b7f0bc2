package io.tickcast.trees;

import io.tickcast.trees.CatboostFeatures.Split;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The nodes of one tree while it is made. <i>Confined.</i> */
final class CatboostNodes {
  private final int dimension;
  private int[] left;
  private int[] right;
  private int[] feature;
  private double[] threshold;
  private boolean[] defaultLeft;
  private double[] value;
  private double[] cover;
  private @Nullable CategorySet @Nullable [] sets;

  CatboostNodes(int nodes, int dimension) {
    this.dimension = dimension;
    left = new int[nodes];
    right = new int[nodes];
    feature = new int[nodes];
    threshold = new double[nodes];
    defaultLeft = new boolean[nodes];
    value = new double[Math.multiplyExact(nodes, dimension)];
    cover = new double[nodes];
  }

  void inner(int node, Split split, int leftChild, int rightChild) {
    left[node] = leftChild;
    right[node] = rightChild;
    feature[node] = split.column();
    defaultLeft[node] = split.missingLeft();
    if (split.set() == null) {
      threshold[node] = split.threshold();
      return;
    }
    if (sets == null) {
      sets = new CategorySet[left.length];
    }
    sets[node] = split.set();
  }

  void leaf(int node, double[] values, int place, double weight) {
    left[node] = -1;
    right[node] = -1;
    System.arraycopy(values, place, value, node * dimension, dimension);
    cover[node] = weight;
  }

  /** Drops the nodes from a place on. */
  void cut(int nodes) {
    left = Arrays.copyOf(left, nodes);
    right = Arrays.copyOf(right, nodes);
    feature = Arrays.copyOf(feature, nodes);
    threshold = Arrays.copyOf(threshold, nodes);
    defaultLeft = Arrays.copyOf(defaultLeft, nodes);
    value = Arrays.copyOf(value, nodes * dimension);
    cover = Arrays.copyOf(cover, nodes);
    sets = sets == null ? null : Arrays.copyOf(sets, nodes);
  }

  TreeShape check(String where) {
    return TreeShape.check(left, right, where);
  }

  /** The tree of nodes in an order in which children have larger numbers than their parent. */
  DecisionTree tree(int depth) {
    for (int node = left.length - 1; node >= 0; node--) {
      cover(node);
    }
    return made(depth);
  }

  /** The tree of nodes in any order. */
  DecisionTree tree(TreeShape shape) {
    for (int i = shape.reached() - 1; i >= 0; i--) {
      cover(shape.order()[i]);
    }
    return made(shape.depth());
  }

  private void cover(int node) {
    if (left[node] >= 0) {
      cover[node] = cover[left[node]] + cover[right[node]];
    }
  }

  private DecisionTree made(int depth) {
    return new DecisionTree(
        left, right, feature, threshold, defaultLeft, null, value, cover, sets, depth);
  }
}
