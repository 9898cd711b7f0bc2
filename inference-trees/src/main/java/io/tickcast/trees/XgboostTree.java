package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One tree of an XGBoost file. <i>Immutable.</i>
 *
 * @param id its place in the model
 * @param tree the tree
 * @param largestFeature the largest index of a feature that it looks at, -1 for none
 * @param outputs how many values a leaf has: 1, or one for each output of the model
 */
record XgboostTree(int id, DecisionTree tree, int largestFeature, int outputs) {

  /**
   * Reads a tree.
   *
   * @param budget what the file may still ask for in categories
   * @param position its place in the array of trees, its id when the file names none
   */
  static XgboostTree read(Tokens tokens, CategoryBudget budget, int position) {
    Fields fields = new Fields(position);
    fields.read(tokens);
    return fields.tree(budget);
  }

  /**
   * A tree whose arrays have one element per node, without categorical splits.
   *
   * @param condition the threshold of inner nodes, the output of leaves
   * @param deleted how many nodes pruning left behind
   */
  static XgboostTree of(
      int id,
      int[] left,
      int[] right,
      int[] feature,
      double[] condition,
      boolean[] defaultLeft,
      double[] cover,
      int deleted) {
    Fields fields = new Fields(id);
    fields.left = left;
    fields.right = right;
    fields.feature = feature;
    fields.condition = condition;
    fields.defaultLeft = defaultLeft;
    fields.cover = cover;
    fields.deletedNodes = deleted;
    return fields.tree(new CategoryBudget());
  }

  /** Version 1.0 does not write how many nodes pruning left behind. */
  private static final int UNKNOWN = -1;

  /** The arrays as the file has them; absent ones are empty. */
  private static final class Fields {
    private final String where;
    private final XgboostCategories categories;
    private final XgboostLeafVectors vectors;
    private long id;
    private long declaredNodes = -1;
    private long deletedNodes = UNKNOWN;
    private long leafSize;
    private int[] left = {};
    private int[] right = {};
    private int[] feature = {};
    private int @Nullable [] parent;
    private double[] condition = {};
    private double[] cover = {};
    private boolean[] defaultLeft = {};

    Fields(int position) {
      id = position;
      where = "trees[" + position + "]";
      categories = new XgboostCategories(where);
      vectors = new XgboostLeafVectors(where);
    }

    void read(Tokens tokens) {
      tokens.beginObject();
      for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
        switch (name) {
          case "id" -> id = tokens.integer();
          case "left_children" -> left = tokens.ints();
          case "right_children" -> right = tokens.ints();
          case "parents" -> parent = tokens.ints();
          case "split_indices" -> feature = tokens.ints();
          case "split_conditions" -> condition = widened(tokens.floats());
          case "default_left" -> defaultLeft = tokens.flags();
          case "sum_hessian" -> cover = widened(tokens.floats());
          case "tree_param" -> parameters(tokens);
          default -> {
            if (!categories.read(name, tokens) && !vectors.read(name, tokens)) {
              tokens.skip();
            }
          }
        }
      }
    }

    private void parameters(Tokens tokens) {
      tokens.beginObject();
      for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
        switch (name) {
          case "num_nodes" -> declaredNodes = XgboostReader.count(tokens);
          case "num_deleted" -> deletedNodes = XgboostReader.count(tokens);
          case "size_leaf_vector" -> leafSize = XgboostReader.count(tokens);
          default -> tokens.skip();
        }
      }
    }

    XgboostTree tree(CategoryBudget budget) {
      checkLengths();
      int outputs = outputs();
      // Of a tree with one output, the output of a leaf stands where an inner node has its
      // threshold.
      double[] value = outputs == 1 ? condition : vectors.values(outputs, left, right);
      CategorySet @Nullable [] sets = categories.sets(left.length, budget);
      TreeShape shape = TreeShape.check(left, right, where);
      checkReached(shape);
      int largest = -1;
      for (int i = 0; i < shape.reached(); i++) {
        int node = shape.order()[i];
        if (shape.isLeaf(node)) {
          checkLeaf(node, outputs, value);
          continue;
        }
        checkInner(node, sets != null && sets[node] != null);
        largest = Math.max(largest, feature[node]);
      }
      DecisionTree tree =
          new DecisionTree(
              left,
              right,
              feature,
              condition,
              defaultLeft,
              null,
              value,
              cover,
              sets,
              shape.depth());
      return new XgboostTree(checkedId(), tree, largest, outputs);
    }

    private void checkLengths() {
      int nodes = left.length;
      if (nodes == 0 || (declaredNodes >= 0 && declaredNodes != nodes)) {
        String expected = declaredNodes > 0 ? declaredNodes + " nodes" : "at least one node";
        throw Faults.malformed(expected, nodes + " in left_children", where);
      }
      checkLength(right.length, "right_children");
      checkLength(feature.length, "split_indices");
      checkLength(condition.length, "split_conditions");
      checkLength(defaultLeft.length, "default_left");
      if (leafSize > 1 && cover.length == 0) {
        cover = new double[nodes]; // Up to 3.1, files have none for these trees.
        Arrays.fill(cover, Double.NaN);
      }
      checkLength(cover.length, "sum_hessian");
      if (parent != null) {
        checkLength(parent.length, "parents");
        checkParents(parent);
      }
    }

    private int outputs() {
      if (leafSize > XgboostChecks.MAX_GROUPS) {
        throw Faults.limit(
            "at most " + XgboostChecks.MAX_GROUPS + " values in a leaf", "" + leafSize, where);
      }
      return Math.max(1, (int) leafSize);
    }

    private void checkLength(int found, String name) {
      if (found != left.length) {
        throw Faults.malformed(
            left.length + " elements", Integer.toString(found), where + "." + name);
      }
    }

    /** Nothing here looks at them, but the library does, and does not check them. */
    private void checkParents(int[] parents) {
      for (int node = 1; node < parents.length; node++) {
        if (parents[node] < 0 || parents[node] >= parents.length) {
          throw Faults.malformed(
              "a node below " + parents.length,
              Integer.toString(parents[node]),
              where + ".parents[" + node + "]");
        }
      }
    }

    private void checkReached(TreeShape shape) {
      if (deletedNodes != UNKNOWN && shape.reached() + deletedNodes != left.length) {
        throw Faults.malformed(
            "a path to each of " + (left.length - deletedNodes) + " nodes",
            "paths to " + shape.reached(),
            where);
      }
    }

    private int checkedId() {
      if (id < 0 || id != (int) id) {
        throw Faults.malformed("an id of at least 0", Long.toString(id), where);
      }
      return (int) id;
    }

    private void checkLeaf(int node, int outputs, double[] value) {
      for (int i = node * outputs; i < (node + 1) * outputs; i++) {
        if (!Double.isFinite(value[i])) {
          String name = outputs == 1 ? ".split_conditions[" : " the values of node [";
          throw Faults.malformed(
              "a finite leaf", Double.toString(value[i]), where + name + node + "]");
        }
      }
    }

    private void checkInner(int node, boolean categorical) {
      if (feature[node] < 0) {
        throw Faults.malformed(
            "a feature of at least 0",
            Integer.toString(feature[node]),
            where + ".split_indices[" + node + "]");
      }
      // It may be infinite: the exact method can overflow, and from 3.3 on the others write -inf
      // for "missing or not". At categorical nodes it is noise.
      if (!categorical && Double.isNaN(condition[node])) {
        throw Faults.malformed("a threshold", "NaN", where + ".split_conditions[" + node + "]");
      }
    }

    private static double[] widened(float[] values) {
      double[] wide = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        wide[i] = values[i];
      }
      return wide;
    }
  }
}
