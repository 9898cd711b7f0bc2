package io.tickcast.trees;

import java.util.List;

/**
 * Shallow trees of one depth, filled up to complete ones, walked level by level over all of them.
 *
 * <p>The nodes of one level of all trees are one array, a tree's part of it at {@code tree <<
 * level}: the place of a child is twice that of its parent, and one more for the left one. A step
 * is arithmetic, without a branch and without a link to follow, and the steps of different trees do
 * not wait for each other.
 */
final class LevelPart implements ForestPart {
  /** The deepest tree that is taken. */
  static final int MAX_DEPTH = 8;

  /** How much larger than the tree itself the complete tree may be. */
  private static final int MAX_FILLING = 4;

  private final int[] trees;

  /** For each level its nodes, see {@link PackedNode}. */
  private final long[][] levels;

  /** The entry of the first leaf of the first tree; those of all others follow. */
  private final int firstLeaf;

  /** Whether there are no other trees, so that places of leaves are entries. */
  private final boolean alone;

  /**
   * Lays out trees.
   *
   * @param table where they are, and where their leaves go
   * @param keys what their nodes are compared with
   * @param places their places, each of a tree that {@link #takes} said yes to, all of one depth
   */
  LevelPart(LeafTable table, RowKeys keys, List<Integer> places) {
    List<DecisionTree> all = table.ensemble().trees();
    trees = places.stream().mapToInt(Integer::intValue).toArray();
    levels = new long[all.get(trees[0]).depth()][];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = new long[trees.length << level];
    }
    firstLeaf = table.size();
    alone = trees.length == all.size();
    for (int i = 0; i < trees.length; i++) {
      for (int leaf : lay(i, all.get(trees[i]), keys)) {
        table.add(trees[i], leaf);
      }
    }
  }

  /** Whether a tree is shallow and full enough. */
  static boolean takes(DecisionTree tree) {
    return tree.depth() <= MAX_DEPTH && 2 << tree.depth() <= MAX_FILLING * (tree.nodes() + 1);
  }

  /** Lays out one tree and gives its leaves; below one, every node leads to copies of it. */
  private int[] lay(int index, DecisionTree tree, RowKeys keys) {
    int[] current = {0};
    for (int level = 0; level < tree.depth(); level++) {
      int[] next = new int[2 * current.length];
      for (int i = 0; i < current.length; i++) {
        int node = current[i];
        boolean leaf = tree.isLeaf(node);
        levels[level][(index << level) + i] = leaf ? 0 : PackedNode.of(tree, node, keys);
        next[2 * i] = leaf ? node : tree.right()[node];
        next[2 * i + 1] = leaf ? node : tree.left()[node];
      }
      current = next;
    }
    return current;
  }

  @Override
  public void walk(Row row) {
    int[] at = alone ? row.leaves : row.positions;
    start(at);
    for (long[] nodes : levels) {
      step(nodes, row.keys, at, trees.length);
    }
    if (!alone) {
      for (int i = 0; i < trees.length; i++) {
        row.leaves[trees[i]] = firstLeaf + at[i];
      }
    }
  }

  private void start(int[] at) {
    for (int i = 0; i < trees.length; i++) {
      at[i] = i;
    }
  }

  private static void step(long[] nodes, long[] keys, int[] at, int trees) {
    for (int i = 0; i < trees; i++) {
      int node = at[i];
      at[i] = 2 * node + PackedNode.left(nodes[node], keys);
    }
  }
}
