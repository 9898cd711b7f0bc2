package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleView;
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

  private final PickleView view;
  private final int count;

  SklearnNodes(PickleView view) {
    NdArray array = view.asArray();
    boolean structures = array.type().kind() == NumpyType.Kind.STRUCTURE;
    if (!structures || array.shape().length != 1 || array.size() == 0) {
      throw view.malformed("an array of nodes");
    }
    this.view = view;
    count = array.size();
  }

  int count() {
    return count;
  }

  boolean has(String name) {
    return view.asArray().type().field(name).isPresent();
  }

  double[] reals(String name) {
    return view.field(name).asDoubles();
  }

  /** Children as node indexes; -1 for none. */
  int[] children(String name) {
    return SklearnNumbers.indexes(view.field(name), -1, count);
  }

  /** Features of inner nodes; those of leaves, which mean nothing, are 0. */
  int[] features(String name, int features) {
    long[] values = view.field(name).asLongs();
    int[] result = new int[count];
    for (int node = 0; node < count; node++) {
      if (left[node] < 0) {
        continue;
      }
      if (values[node] < 0 || values[node] >= features) {
        throw at(node, "a feature below " + features, values[node] + "");
      }
      result[node] = (int) values[node];
    }
    return result;
  }

  long[] longs(String name) {
    return view.field(name).asLongs();
  }

  boolean[] flags(String name) {
    long[] values = longs(name);
    boolean[] flags = new boolean[count];
    for (int i = 0; i < count; i++) {
      flags[i] = values[i] != 0;
    }
    return flags;
  }

  /** Flags that not all versions have. */
  boolean @Nullable [] findFlags(String name) {
    return has(name) ? flags(name) : null;
  }

  /**
   * The checked tree.
   *
   * @param values the outputs of the leaves, node by node
   * @param outputs the number of values of each node
   */
  DecisionTree tree(double[] values, int outputs) {
    String where = view.path();
    TreeShape shape = TreeShape.check(left, right, where);
    if (shape.reached() != count) {
      throw Faults.malformed(
          "a path to each of " + count + " nodes", "paths to " + shape.reached(), where);
    }
    for (int node = 0; node < count; node++) {
      checkNode(node, values, outputs);
    }
    boolean[] defaultLeft = missingLeft == null ? new boolean[count] : missingLeft;
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
      throw at(node, "a threshold", "NaN");
    }
    if (!(cover[node] >= 0 && cover[node] <= Double.MAX_VALUE)) {
      throw at(node, "a weight of at least 0", cover[node] + "");
    }
    for (int i = node * outputs; leaf && i < (node + 1) * outputs; i++) {
      if (!Double.isFinite(values[i])) {
        throw at(node, "a finite leaf", values[i] + "");
      }
    }
  }

  InferenceException at(int node, String expected, String found) {
    return Faults.malformed(expected, found, view.path() + "[" + node + "]");
  }
}
