package io.tickcast.trees;

/** The definition of an ensemble's margins, without any regard for speed. */
final class PlainWalk {
  private PlainWalk() {}

  /** The margins of a row; empty when it must not be predicted. */
  static double[] margins(TreeEnsemble ensemble, double[] inputs) {
    Arithmetic arithmetic = ensemble.arithmetic();
    double[] row = new double[inputs.length];
    for (int f = 0; f < row.length; f++) {
      double x = arithmetic.inputs() == Width.FLOAT32 ? (float) inputs[f] : inputs[f];
      if (Double.isInfinite(x) && !arithmetic.infinitePasses()) {
        return new double[0];
      }
      row[f] = Math.abs(x) <= arithmetic.zero() ? 0 : x;
    }
    boolean narrow = arithmetic.sums() == Width.FLOAT32;
    boolean last = arithmetic.interceptLast();
    double[] margins = last ? new double[ensemble.groups()] : ensemble.intercept().clone();
    for (int t = 0; t < ensemble.trees().size(); t++) {
      DecisionTree tree = ensemble.trees().get(t);
      int leaf = leaf(tree, row);
      double weight = ensemble.weight()[t];
      for (int g = 0; g < margins.length; g++) {
        int group = ensemble.group()[t];
        if (group != TreeEnsemble.ALL && group != g) {
          continue;
        }
        double output = output(tree, leaf, group == TreeEnsemble.ALL ? margins.length : 1, g, row);
        margins[g] =
            narrow
                ? (float) margins[g] + (float) output * (float) weight
                : margins[g] + output * weight;
      }
    }
    for (int g = 0; last && g < margins.length; g++) {
      margins[g] = (float) margins[g] + (float) ensemble.intercept()[g];
    }
    return margins;
  }

  private static double output(DecisionTree tree, int leaf, int width, int g, double[] row) {
    double constant = tree.value()[leaf * width + (width == 1 ? 0 : g)];
    LinearLeaf linear = tree.linear() == null ? null : tree.linear()[leaf];
    if (linear == null) {
      return constant;
    }
    double sum = linear.intercept();
    for (int i = 0; i < linear.feature().length; i++) {
      double x = row[linear.feature()[i]];
      if (Double.isNaN(x)) {
        return constant;
      }
      sum += linear.coefficient()[i] * x;
    }
    return sum;
  }

  private static int leaf(DecisionTree tree, double[] row) {
    int node = 0;
    while (tree.left()[node] >= 0) {
      double x = row[tree.feature()[node]];
      boolean zero = tree.zeroIsMissing() != null && tree.zeroIsMissing()[node];
      boolean missing = Double.isNaN(x) || (zero && Math.abs(x) <= (double) 1e-35f);
      CategorySet set = tree.categories() == null ? null : tree.categories()[node];
      if (set != null) {
        boolean right = Double.isNaN(x) ? !tree.defaultLeft()[node] : set.contains(x);
        node = right ? tree.right()[node] : tree.left()[node];
        continue;
      }
      boolean left = missing ? tree.defaultLeft()[node] : x < tree.threshold()[node];
      node = left ? tree.left()[node] : tree.right()[node];
    }
    return node;
  }
}
