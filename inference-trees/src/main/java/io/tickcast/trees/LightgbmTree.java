package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tree of a LightGBM file. Its inner nodes keep their numbers, leaves are numbered behind them.
 * (Source: LightGBM's {@code tree.cpp} and {@code tree.h}.) <i>Confined.</i>
 */
final class LightgbmTree {
  private static final int MAX_LEAVES = 1 << 24;
  private static final int CATEGORICAL = 1;
  private static final int DEFAULT_LEFT = 2;
  private static final int MISSING_SHIFT = 2;
  private static final int MISSING_ZERO = 1;
  private static final int MISSING_NAN = 2;
  private static final int DECISION_TYPES = 12;

  private final Map<String, LightgbmValue> fields;
  private final String where;
  private final int features;
  private final int leaves;
  private final int inner;
  private final double[] leafValue;
  private final int[] left;
  private final int[] right;
  private final int[] feature;
  private final double[] threshold;
  private final boolean[] defaultLeft;
  private final boolean[] zeroIsMissing;

  private LightgbmTree(Map<String, LightgbmValue> fields, int features, String where) {
    this.fields = fields;
    this.where = where;
    this.features = features;
    leaves = present("num_leaves").integer(1, MAX_LEAVES);
    inner = leaves - 1;
    // Read first: nothing else is allocated for that many leaves unless the text has their values.
    leafValue = present("leaf_value").finiteDoubles(leaves);
    left = children("left_child");
    right = children("right_child");
    feature = Arrays.copyOf(innerInts("split_feature"), inner + leaves);
    threshold = Arrays.copyOf(innerDoubles("threshold"), feature.length);
    defaultLeft = new boolean[feature.length];
    zeroIsMissing = new boolean[feature.length];
  }

  /**
   * Checks the fields of a tree and makes it.
   *
   * @param features the number of features of the model
   * @param where the tree, for messages
   */
  static DecisionTree of(Map<String, LightgbmValue> fields, int features, String where) {
    return new LightgbmTree(fields, features, where).tree();
  }

  private DecisionTree tree() {
    TreeShape shape = TreeShape.check(left, right, where);
    if (shape.reached() != left.length) {
      throw Faults.malformed(
          "a path to each of " + left.length + " nodes", "paths to " + shape.reached(), where);
    }
    CategorySet @Nullable [] categories = nodes();
    boolean zeros = false;
    for (boolean zero : zeroIsMissing) {
      zeros |= zero;
    }
    double[] value = new double[left.length];
    System.arraycopy(leafValue, 0, value, inner, leaves);
    return new DecisionTree(
        left,
        right,
        feature,
        threshold,
        defaultLeft,
        zeros ? zeroIsMissing : null,
        value,
        cover(),
        categories,
        LightgbmLinear.of(fields, leaves, features, where),
        shape.depth());
  }

  /** Turns the decisions of inner nodes into this package's, and gives the categorical ones. */
  private CategorySet @Nullable [] nodes() {
    LightgbmValue types = fields.get("decision_type");
    int[] decisions = types == null ? new int[inner] : types.ints(inner);
    int sets = present("num_cat").integer(0, inner);
    CategorySet[] bits = sets == 0 ? null : LightgbmCategories.sets(fields, sets, where);
    CategorySet[] categories = bits == null ? null : new CategorySet[left.length];
    for (int node = 0; node < inner; node++) {
      int type = decisions[node];
      if (type < 0 || type >= DECISION_TYPES) {
        throw wrong("decision_type", node, "from 0 to " + (DECISION_TYPES - 1), type + "");
      }
      if (feature[node] < 0 || feature[node] >= features) {
        throw wrong("split_feature", node, "below " + features, feature[node] + "");
      }
      if ((type & CATEGORICAL) == 0) {
        numerical(node, type);
        continue;
      }
      if (bits == null || categories == null) {
        throw wrong("decision_type", node, "numerical, as num_cat is 0", type + "");
      }
      categories[node] = bits[set(node, bits.length)];
      categorical(node);
    }
    return categories;
  }

  /** {@code x <= t} goes to the left. */
  private void numerical(int node, int type) {
    double last = threshold[node];
    if (Double.isNaN(last)) {
      throw wrong("threshold", node, "a number", "nan");
    }
    boolean toLeft = (type & DEFAULT_LEFT) != 0;
    int missing = type >> MISSING_SHIFT;
    // Where missing values have no side of their own they are zeros.
    defaultLeft[node] = missing == MISSING_NAN || missing == MISSING_ZERO ? toLeft : 0 <= last;
    zeroIsMissing[node] = missing == MISSING_ZERO;
    threshold[node] = Math.nextUp(last);
    if (last == Double.POSITIVE_INFINITY) {
      // All numbers go to the left: so none is below this, with the children changed over.
      threshold[node] = Double.NEGATIVE_INFINITY;
      swap(node);
      defaultLeft[node] = !defaultLeft[node];
    }
  }

  /** Categories of the set go to the left in the file and to the right here, the others back. */
  private void categorical(int node) {
    swap(node);
    defaultLeft[node] = true;
    threshold[node] = 0;
  }

  private void swap(int node) {
    int child = left[node];
    left[node] = right[node];
    right[node] = child;
  }

  private int set(int node, int sets) {
    double index = threshold[node];
    if (!(index >= 0 && index < sets && index == Math.rint(index))) {
      throw wrong("threshold", node, "a whole number below num_cat=" + sets, index + "");
    }
    return (int) index;
  }

  /** How many rows came by in training: the weight of a node in the library's explanations. */
  private double[] cover() {
    double[] cover = new double[left.length];
    copy("internal_count", inner, cover, 0);
    copy("leaf_count", leaves, cover, inner);
    return cover;
  }

  private void copy(String name, int count, double[] to, int at) {
    LightgbmValue counts = fields.get(name);
    if (counts == null || counts.isEmpty()) {
      return;
    }
    int[] values = counts.ints(count);
    for (int i = 0; i < count; i++) {
      to[at + i] = values[i];
    }
  }

  /** The children of all nodes: what is negative in the file is the complement of a leaf. */
  private int[] children(String name) {
    int[] file = innerInts(name);
    int[] children = new int[inner + leaves];
    Arrays.fill(children, -1);
    for (int node = 0; node < inner; node++) {
      int child = file[node];
      boolean inside = child >= 0 ? child < inner : ~child < leaves;
      if (!inside) {
        throw wrong(name, node, "from " + -leaves + " to " + (inner - 1), child + "");
      }
      children[node] = child >= 0 ? child : inner + ~child;
    }
    return children;
  }

  private int[] innerInts(String name) {
    return inner == 0 ? new int[0] : present(name).ints(inner);
  }

  private double[] innerDoubles(String name) {
    return inner == 0 ? new double[0] : present(name).doubles(inner);
  }

  private LightgbmValue present(String name) {
    LightgbmValue value = fields.get(name);
    if (value == null) {
      throw Faults.malformed(name + "=", "none", where);
    }
    return value;
  }

  private InferenceException wrong(String name, int node, String expected, String found) {
    return Faults.malformed(expected, found, where + " " + name + "[" + node + "]");
  }
}
