package io.tickcast.trees;

import org.jspecify.annotations.Nullable;

/**
 * Sums in 64-bit floats of leaves that are linear functions. (Source: LightGBM's {@code tree.h},
 * {@code Tree::Predict}.)
 */
final class LinearSums implements Sums {
  private final double[] values;
  private final @Nullable LinearLeaf[] functions;
  private final int[] group;
  private final double[] weight;
  private final double[] intercept;

  LinearSums(LeafTable leaves) {
    values = leaves.doubles(1);
    functions = leaves.linear();
    TreeEnsemble ensemble = leaves.ensemble();
    group = ensemble.group();
    weight = ensemble.weight();
    intercept = ensemble.intercept();
  }

  @Override
  public void add(Row row) {
    double[] margins = row.margins;
    System.arraycopy(intercept, 0, margins, 0, margins.length);
    for (int t = 0; t < group.length; t++) {
      int leaf = row.leaves[t];
      LinearLeaf function = functions[leaf];
      margins[group[t]] +=
          function == null || isMissing(function, row.values)
              ? values[leaf]
              : weight[t] * output(function, row.values);
    }
  }

  private static boolean isMissing(LinearLeaf function, double[] values) {
    for (int f : function.feature()) {
      if (Double.isNaN(values[f])) {
        return true;
      }
    }
    return false;
  }

  private static double output(LinearLeaf function, double[] values) {
    double output = function.intercept();
    for (int i = 0; i < function.feature().length; i++) {
      output += function.coefficient()[i] * values[function.feature()[i]];
    }
    return output;
  }
}
