package io.tickcast.trees;

import java.util.List;

/**
 * Trees walked in the form in which they were trained: those that are too large for the others, and
 * those that ask too much about categories for {@link CategoryKeys}.
 */
final class PlainPart implements ForestPart {
  private final int[] trees;
  private final DecisionTree[] sources;

  /** For each tree the entry of its node 0; those of the others follow. */
  private final int[] entries;

  /**
   * Takes over trees.
   *
   * @param leaves where they are, and where their leaves go
   * @param trees their places
   */
  PlainPart(LeafTable leaves, List<Integer> trees) {
    this.trees = trees.stream().mapToInt(Integer::intValue).toArray();
    sources = trees.stream().map(leaves.ensemble().trees()::get).toArray(DecisionTree[]::new);
    entries = new int[sources.length];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = leaves.size();
      for (int node = 0; node < sources[i].nodes(); node++) {
        leaves.add(this.trees[i], node);
      }
    }
  }

  @Override
  public void walk(Row row) {
    for (int i = 0; i < trees.length; i++) {
      row.leaves[trees[i]] = entries[i] + leaf(sources[i], row.values);
    }
  }

  /**
   * The leaf that a row ends at.
   *
   * @param row values in the width of the ensemble's inputs
   */
  static int leaf(DecisionTree tree, double[] row) {
    int node = 0;
    while (!tree.isLeaf(node)) {
      node =
          goesLeft(tree, node, row[tree.feature()[node]]) ? tree.left()[node] : tree.right()[node];
    }
    return node;
  }

  private static boolean goesLeft(DecisionTree tree, int node, double value) {
    if (Double.isNaN(value)) {
      return tree.defaultLeft()[node];
    }
    CategorySet set = tree.category(node);
    if (set != null) {
      return !set.contains(value);
    }
    boolean[] zero = tree.zeroIsMissing();
    if (zero != null && zero[node] && Math.abs(value) <= DecisionTree.ZERO) {
      return tree.defaultLeft()[node];
    }
    return value < tree.threshold()[node];
  }
}
