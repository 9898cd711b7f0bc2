package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What the leaves of an ensemble weigh, checked.
 *
 * @param places the leaf of each weight
 * @param ids the class or target of each weight
 * @param trees the tree of each weight
 * @param base values before the first tree
 */
record TreeLeaves(int[] places, long[] ids, long[] trees, double[] weights, double[] base) {
  private static final double CLOSE = 1e-4;

  /**
   * Checks the weights.
   *
   * @param kind {@code class} or {@code target}, as the attributes begin
   * @param columns how many there are of these
   */
  static TreeLeaves checked(Call call, TreeNodes nodes, String kind, int columns) {
    long[] trees = call.integers(kind + "_treeids");
    long[] numbers = call.integers(kind + "_nodeids");
    long[] ids = call.integers(kind + "_ids");
    double[] weights = numbers(call, kind + "_weights");
    boolean same =
        trees.length == numbers.length
            && trees.length == ids.length
            && trees.length == weights.length;
    call.require(
        same && trees.length > 0,
        "as many " + kind + "_treeids, _nodeids, _ids and _weights",
        trees.length + ", " + numbers.length + ", " + ids.length + " and " + weights.length);
    double[] base = numbers(call, "base_values");
    call.require(
        base.length == 0 || base.length == 1 || base.length == columns,
        "no base_values, or one for each of " + columns,
        Integer.toString(base.length));
    int[] places = new int[trees.length];
    for (int i = 0; i < trees.length; i++) {
      places[i] = nodes.leafAt(call, trees[i], numbers[i]);
      call.require(
          ids[i] >= 0 && ids[i] < columns,
          kind + "_ids from 0 to " + (columns - 1),
          Long.toString(ids[i]));
    }
    return new TreeLeaves(places, ids, trees, weights, base);
  }

  private static double[] numbers(Call call, String attribute) {
    Tensor tensor = call.tensor(attribute + "_as_tensor");
    if (tensor != null) {
      double[] numbers = new double[tensor.size()];
      Arrays.setAll(numbers, tensor::number);
      return numbers;
    }
    float[] reals = call.reals(attribute);
    double[] numbers = new double[reals.length];
    Arrays.setAll(numbers, i -> reals[i]);
    return numbers;
  }

  /** Whether the sums of any leaves, one of each tree, are shares: a forest's are. */
  boolean areShares(int columns, boolean second) {
    for (double value : base) {
      if (value != 0) {
        return false;
      }
    }
    Map<Integer, Double> sums = new HashMap<>();
    Map<Long, Double> most = new HashMap<>();
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0)) {
        return false;
      }
      sums.merge(places[i], weights[i], Double::sum);
      most.merge(trees[i], weights[i], Math::max);
    }
    if (second) {
      return most.values().stream().mapToDouble(Double::doubleValue).sum() <= 1 + CLOSE;
    }
    return columns > 1 && sumsToOne(sums);
  }

  /** Every leaf of a tree has to weigh the same in all, and the trees together 1. */
  private boolean sumsToOne(Map<Integer, Double> sums) {
    Map<Long, Double> ofTree = new HashMap<>();
    for (int i = 0; i < weights.length; i++) {
      double sum = sums.getOrDefault(places[i], 0.0);
      Double other = ofTree.putIfAbsent(trees[i], sum);
      if (other != null && Math.abs(other - sum) > CLOSE * Math.abs(sum)) {
        return false;
      }
    }
    double all = ofTree.values().stream().mapToDouble(Double::doubleValue).sum();
    return Math.abs(all - 1) <= CLOSE;
  }
}
