package io.tickcast.trees;

import java.util.List;

/** Trees with categorical nodes, walked in the form in which they were trained. */
final class CategoricalPart implements ForestPart {
  private final int[] trees;
  private final DecisionTree[] sources;
  private final float[] weights;

  /**
   * Takes over trees.
   *
   * @param ensemble where they are
   * @param trees their places
   */
  CategoricalPart(TreeEnsemble ensemble, List<Integer> trees) {
    this.trees = trees.stream().mapToInt(Integer::intValue).toArray();
    sources = trees.stream().map(ensemble.trees()::get).toArray(DecisionTree[]::new);
    weights = new float[this.trees.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) ensemble.weight()[this.trees[i]];
    }
  }

  @Override
  public void walk(Row row) {
    for (int i = 0; i < trees.length; i++) {
      DecisionTree tree = sources[i];
      row.leaves[trees[i]] = (float) tree.value()[leaf(tree, row.values)] * weights[i];
    }
  }

  /** The leaf that a row of 32-bit floats ends at. */
  static int leaf(DecisionTree tree, float[] row) {
    int node = 0;
    while (!tree.isLeaf(node)) {
      node =
          goesLeft(tree, node, row[tree.feature()[node]]) ? tree.left()[node] : tree.right()[node];
    }
    return node;
  }

  private static boolean goesLeft(DecisionTree tree, int node, float value) {
    if (Float.isNaN(value)) {
      return tree.defaultLeft()[node];
    }
    CategorySet[] sets = tree.categories();
    if (sets != null && sets[node] != null) {
      return !sets[node].contains(value);
    }
    return value < tree.threshold()[node];
  }
}
