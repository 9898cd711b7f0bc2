package io.tickcast.trees;

import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import org.jspecify.annotations.Nullable;

/** The nodes of one tree while they are read from an array of structures. <i>Confined.</i> */
final class SklearnNodes {
  int[] left = {};
  int[] right = {};
  int[] feature = {};
  double[] threshold = {};
  double[] cover = {};
  boolean @Nullable [] missingLeft;
  CategorySet @Nullable [] categories;

  private final NdArray array;
  private final String where;

  SklearnNodes(NdArray array, String where) {
    boolean structures = array.type().kind() == NumpyType.Kind.STRUCTURE;
    if (!structures || array.shape().length != 1 || array.size() == 0) {
      throw Faults.malformed("an array of nodes", array.describe(), where);
    }
    this.array = array;
    this.where = where;
  }

  int count() {
    return array.size();
  }

  boolean has(String name) {
    return array.type().field(name).isPresent();
  }

  double[] reals(String name) {
    return SklearnNumbers.reals(field(name), where + "." + name);
  }

  long[] longs(String name) {
    return SklearnNumbers.longs(field(name), where + "." + name);
  }

  /** Children as node indexes; -1 for none. What else is out of range is found with the shape. */
  int[] children(String name) {
    return SklearnNumbers.indexes(field(name), -1, count(), where + "." + name);
  }

  /** Features of inner nodes; those of leaves, which mean nothing, are 0. */
  int[] features(String name, int features) {
    long[] values = longs(name);
    int[] result = new int[values.length];
    for (int node = 0; node < result.length; node++) {
      if (left[node] < 0) {
        continue;
      }
      if (values[node] < 0 || values[node] >= features) {
        throw Faults.malformed(
            "a feature below " + features, values[node] + "", where + " node " + node);
      }
      result[node] = (int) values[node];
    }
    return result;
  }

  boolean[] flags(String name) {
    long[] values = longs(name);
    boolean[] flags = new boolean[values.length];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = values[i] != 0;
    }
    return flags;
  }

  boolean @Nullable [] optionalFlags(String name) {
    return has(name) ? flags(name) : null;
  }

  private NdArray field(String name) {
    if (!has(name)) {
      throw Faults.malformed("a field '" + name + "'", "none", where);
    }
    return array.field(name);
  }

  /**
   * The checked tree.
   *
   * @param values the outputs of the leaves, node by node
   * @param outputs the number of values of each node
   */
  DecisionTree tree(double[] values, int outputs) {
    TreeShape shape = TreeShape.check(left, right, where);
    if (shape.reached() != count()) {
      throw Faults.malformed(
          "a path to each of " + count() + " nodes", "paths to " + shape.reached(), where);
    }
    for (int node = 0; node < count(); node++) {
      checkNode(node, values, outputs);
    }
    boolean[] defaultLeft = missingLeft == null ? new boolean[count()] : missingLeft;
    return new DecisionTree(
        left,
        right,
        feature,
        threshold,
        defaultLeft,
        null,
        values,
        cover,
        categories,
        shape.depth());
  }

  private void checkNode(int node, double[] values, int outputs) {
    boolean leaf = left[node] < 0;
    boolean categorical = categories != null && categories[node] != null;
    if (!leaf && !categorical && Double.isNaN(threshold[node])) {
      throw Faults.malformed("a threshold", "NaN", where + " node " + node);
    }
    if (!(cover[node] >= 0 && cover[node] <= Double.MAX_VALUE)) {
      throw Faults.malformed("a weight of at least 0", cover[node] + "", where + " node " + node);
    }
    for (int i = node * outputs; leaf && i < (node + 1) * outputs; i++) {
      if (!Double.isFinite(values[i])) {
        throw Faults.malformed("a finite leaf", values[i] + "", where + " node " + node);
      }
    }
  }
}
