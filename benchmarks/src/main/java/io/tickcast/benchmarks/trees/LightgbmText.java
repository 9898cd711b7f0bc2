package io.tickcast.benchmarks.trees;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Writes trees in LightGBM's text format, version 4. */
final class LightgbmText {
  private static final int DEFAULT_LEFT = 2;
  private static final int MISSING_IS_NAN = 8;

  private LightgbmText() {}

  static byte[] write(Ensemble ensemble) {
    StringBuilder text = new StringBuilder(header(ensemble.features(), ensemble.classes()));
    StringBuilder trees = new StringBuilder();
    StringJoiner sizes = new StringJoiner(" ", "tree_sizes=", "\n\n");
    for (int t = 0; t < ensemble.trees().size(); t++) {
      String tree = "Tree=" + t + "\n" + tree(ensemble.trees().get(t)) + "\n\n";
      sizes.add(Integer.toString(tree.length()));
      trees.append(tree);
    }
    text.append(sizes).append(trees).append("end of trees\n");
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String header(int features, int classes) {
    return "tree\nversion=v4\nnum_class="
        + classes
        + "\nnum_tree_per_iteration="
        + classes
        + "\nlabel_index=0\nmax_feature_idx="
        + (features - 1)
        + "\nobjective=multiclass num_class:"
        + classes
        + "\nfeature_names="
        + join(features, i -> true, i -> "Column_" + i)
        + "\nfeature_infos="
        + join(features, i -> true, i -> "[-1e9:1e9]")
        + "\n";
  }

  /** Its nodes are those inside the tree, its leaves are numbered apart. */
  private static String tree(Tree tree) {
    int[] number = new int[tree.nodes()];
    int inner = 0;
    int leaves = 0;
    for (int node = 0; node < number.length; node++) {
      number[node] = tree.isLeaf(node) ? ~leaves++ : inner++;
    }
    IntPredicate isInner = node -> !tree.isLeaf(node);
    return "num_leaves="
        + leaves
        + "\nnum_cat=0"
        + nodes("split_feature", tree, isInner, node -> tree.feature()[node])
        + nodes("split_gain", tree, isInner, node -> 1)
        // A row goes to the left that is not above, elsewhere in this package one that is below.
        + nodes("threshold", tree, isInner, node -> Math.nextDown((double) tree.value()[node]))
        + nodes("decision_type", tree, isInner, node -> type(tree.defaultLeft()[node]))
        + nodes("left_child", tree, isInner, node -> number[tree.left()[node]])
        + nodes("right_child", tree, isInner, node -> number[tree.right()[node]])
        + nodes("leaf_value", tree, tree::isLeaf, node -> (double) tree.value()[node])
        + "\nis_linear=0\nshrinkage=1\n";
  }

  private static int type(boolean defaultLeft) {
    return MISSING_IS_NAN + (defaultLeft ? DEFAULT_LEFT : 0);
  }

  private static String nodes(
      String name, Tree tree, IntPredicate which, IntFunction<Object> value) {
    return "\n" + name + "=" + join(tree.nodes(), which, value);
  }

  private static String join(int count, IntPredicate which, IntFunction<Object> value) {
    StringJoiner joined = new StringJoiner(" ");
    for (int i = 0; i < count; i++) {
      if (which.test(i)) {
        joined.add(value.apply(i).toString());
      }
    }
    return joined.toString();
  }
}
