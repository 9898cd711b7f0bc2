package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The categorical splits of a tree in an XGBoost file: the nodes that have one, and for each a
 * segment of one list of category codes, those that go to the right. <i>Confined.</i>
 */
final class XgboostCategories {
  private static final int NUMERICAL = 0;
  private static final int CATEGORICAL = 1;

  private final String where;
  private int[] splitType = {};
  private int[] codes = {};
  private int[] nodes = {};
  private int[] starts = {};
  private int[] sizes = {};

  /**
   * Starts without any.
   *
   * @param where the tree, for messages
   */
  XgboostCategories(String where) {
    this.where = where;
  }

  /** Takes over the member of a tree that is next; false when it is none of these. */
  boolean read(String name, Tokens tokens) {
    switch (name) {
      case "split_type" -> splitType = tokens.ints();
      case "categories" -> codes = tokens.ints();
      case "categories_nodes" -> nodes = tokens.ints();
      case "categories_segments" -> starts = tokens.ints();
      case "categories_sizes" -> sizes = tokens.ints();
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks and gives the sets of codes.
   *
   * @param count the number of nodes of the tree
   * @return for each node its set, null for numerical ones; null when there is none at all
   */
  CategorySet @Nullable [] sets(int count, CategoryBudget budget) {
    checkCounts(count);
    if (nodes.length == 0) {
      return null;
    }
    CategorySet[] sets = new CategorySet[count];
    for (int i = 0; i < nodes.length; i++) {
      int node = nodes[i];
      if (node < 0 || node >= count || splitType[node] != CATEGORICAL || sets[node] != null) {
        throw Faults.malformed(
            "each categorical node once",
            Integer.toString(node),
            where + ".categories_nodes[" + i + "]");
      }
      sets[node] = budget.set(segment(i), where);
    }
    return sets;
  }

  private void checkCounts(int count) {
    int marked = 0;
    for (int type : splitType) {
      if (type != NUMERICAL && type != CATEGORICAL) {
        throw Faults.malformed("0 or 1", Integer.toString(type), where + ".split_type");
      }
      marked += type;
    }
    boolean consistent =
        (splitType.length == 0 || splitType.length == count)
            && nodes.length == marked
            && starts.length == marked
            && sizes.length == marked;
    if (!consistent) {
      String found = nodes.length + ", " + starts.length + ", " + sizes.length;
      throw Faults.malformed(
          marked + " categorical nodes of " + count,
          found + " with " + splitType.length + " split types",
          where + ".categories_nodes, _segments and _sizes");
    }
  }

  private int[] segment(int index) {
    int start = starts[index];
    int size = sizes[index];
    if (start < 0 || size < 1 || start > codes.length - size) {
      throw Faults.malformed(
          "a part of " + codes.length + " categories",
          size + " from " + start,
          where + ".categories_segments[" + index + "]");
    }
    return Arrays.copyOfRange(codes, start, start + size);
  }
}
