package io.tickcast.trees;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One tree of an XGBoost file. <i>Immutable.</i>
 *
 * @param id its place in the model
 * @param tree the tree
 * @param largestFeature the largest index of a feature that it looks at, -1 for none
 */
record XgboostTree(int id, DecisionTree tree, int largestFeature) {

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

  /** The arrays as the file has them. */
  private static final class Fields {
    private static final int NUMERICAL = 0;
    private static final int CATEGORICAL = 1;

    private final String where;
    private long id;
    private long declaredNodes = -1;
    private long deletedNodes;
    private long leafSize;
    private int @Nullable [] left;
    private int @Nullable [] right;
    private int @Nullable [] feature;
    private float @Nullable [] condition;
    private boolean @Nullable [] defaultLeft;
    private float @Nullable [] cover;
    private int[] splitType = {};
    private int[] categories = {};
    private int[] categoryNodes = {};
    private int[] categoryStarts = {};
    private int[] categorySizes = {};

    Fields(int position) {
      id = position;
      where = "trees[" + position + "]";
    }

    void read(Tokens tokens) {
      tokens.beginObject();
      for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
        switch (name) {
          case "id" -> id = tokens.integer();
          case "left_children" -> left = tokens.ints();
          case "right_children" -> right = tokens.ints();
          case "split_indices" -> feature = tokens.ints();
          case "split_conditions" -> condition = tokens.floats();
          case "default_left" -> defaultLeft = tokens.flags();
          case "sum_hessian" -> cover = tokens.floats();
          case "split_type" -> splitType = tokens.ints();
          case "categories" -> categories = tokens.ints();
          case "categories_nodes" -> categoryNodes = tokens.ints();
          case "categories_segments" -> categoryStarts = tokens.ints();
          case "categories_sizes" -> categorySizes = tokens.ints();
          case "tree_param" -> parameters(tokens);
          default -> tokens.skip();
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
      if (leafSize > 1) {
        throw Faults.unsupported(
            "one output per tree",
            "leaves of " + leafSize + " values (multi_strategy=multi_output_tree)",
            where);
      }
      int[] lefts = left == null ? new int[0] : left;
      int nodes = lefts.length;
      if (nodes == 0 || (declaredNodes >= 0 && declaredNodes != nodes)) {
        String expected = declaredNodes > 0 ? declaredNodes + " nodes" : "at least one node";
        throw Faults.malformed(expected, nodes + " in left_children", where);
      }
      int[] rights = sized(right == null ? new int[0] : right, nodes, "right_children");
      int[] features = sized(feature == null ? new int[0] : feature, nodes, "split_indices");
      double[] conditions = sized(condition, nodes, "split_conditions");
      boolean[] defaults = defaultLeft == null ? new boolean[0] : defaultLeft;
      check(defaults.length, nodes, "default_left");
      double[] covers = sized(cover, nodes, "sum_hessian");
      CategorySet @Nullable [] sets = categories(nodes, budget);
      TreeShape shape = TreeShape.check(lefts, rights, where);
      if (shape.reached() + deletedNodes != nodes) {
        throw Faults.malformed(
            "a path to each of " + (nodes - deletedNodes) + " nodes",
            "paths to " + shape.reached(),
            where);
      }
      int largest = checkValues(shape, features, conditions, sets);
      // In the file, the output of a leaf stands where an inner node has its threshold.
      DecisionTree tree =
          new DecisionTree(
              lefts,
              rights,
              features,
              conditions,
              defaults,
              conditions,
              covers,
              sets,
              shape.depth());
      return new XgboostTree(checkedId(), tree, largest);
    }

    private int checkedId() {
      if (id < 0 || id != (int) id) {
        throw Faults.malformed("an id of at least 0", Long.toString(id), where);
      }
      return (int) id;
    }

    /** Checks what is on a path from the root, and gives the largest feature. */
    private int checkValues(
        TreeShape shape, int[] features, double[] conditions, CategorySet @Nullable [] sets) {
      int largest = -1;
      for (int i = 0; i < shape.reached(); i++) {
        int node = shape.order()[i];
        boolean leaf = shape.isLeaf(node);
        // Pruning can leave the categories of a former inner node at a leaf.
        boolean categorical = !leaf && sets != null && sets[node] != null;
        // A threshold may be infinite: the exact method can overflow, and from 3.3 on the others
        // write -inf for "missing or not". At categorical nodes it is noise.
        if (!categorical
            && (leaf ? !Double.isFinite(conditions[node]) : Double.isNaN(conditions[node]))) {
          throw Faults.malformed(
              leaf ? "a finite leaf" : "a threshold",
              Double.toString(conditions[node]),
              where + ".split_conditions[" + node + "]");
        }
        if (!leaf) {
          if (features[node] < 0) {
            throw Faults.malformed(
                "a feature of at least 0",
                Integer.toString(features[node]),
                where + ".split_indices[" + node + "]");
          }
          largest = Math.max(largest, features[node]);
        }
      }
      return largest;
    }

    private CategorySet @Nullable [] categories(int nodes, CategoryBudget budget) {
      if (splitType.length > 0) {
        check(splitType.length, nodes, "split_type");
      }
      int count = categoryNodes.length;
      check(categoryStarts.length, count, "categories_segments");
      check(categorySizes.length, count, "categories_sizes");
      int marked = 0;
      for (int type : splitType) {
        if (type != NUMERICAL && type != CATEGORICAL) {
          throw Faults.malformed("0 or 1", Integer.toString(type), where + ".split_type");
        }
        marked += type;
      }
      if (marked != count) {
        throw Faults.malformed(
            marked + " nodes with categories", Integer.toString(count), where + ".split_type");
      }
      if (count == 0) {
        return null;
      }
      CategorySet[] sets = new CategorySet[nodes];
      for (int i = 0; i < count; i++) {
        int node = categoryNodes[i];
        if (node < 0 || node >= nodes || splitType[node] != CATEGORICAL || sets[node] != null) {
          throw Faults.malformed(
              "each categorical node once",
              Integer.toString(node),
              where + ".categories_nodes[" + i + "]");
        }
        sets[node] = budget.set(segment(i), where);
      }
      return sets;
    }

    private int[] segment(int index) {
      int start = categoryStarts[index];
      int size = categorySizes[index];
      if (start < 0 || size < 1 || start > categories.length - size) {
        throw Faults.malformed(
            "a part of " + categories.length + " categories",
            size + " from " + start,
            where + ".categories_segments[" + index + "]");
      }
      return Arrays.copyOfRange(categories, start, start + size);
    }

    private int[] sized(int[] values, int nodes, String name) {
      check(values.length, nodes, name);
      return values;
    }

    private double[] sized(float @Nullable [] values, int nodes, String name) {
      float[] present = values == null ? new float[0] : values;
      check(present.length, nodes, name);
      double[] wide = new double[nodes];
      for (int i = 0; i < nodes; i++) {
        wide[i] = present[i];
      }
      return wide;
    }

    private void check(int found, int expected, String name) {
      if (found != expected) {
        throw Faults.malformed(expected + " elements", Integer.toString(found), where + "." + name);
      }
    }
  }
}
