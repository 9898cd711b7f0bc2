package io.tickcast.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Shallow trees, filled up to complete ones, walked level by level over all of them.
 *
 * <p>The nodes of one level of all trees are one array, a tree's part of it at {@code tree <<
 * level}: the step from one level to the next is arithmetic, without a branch and without a link to
 * follow, and the steps of different trees do not wait for each other. Trees are sorted by depth,
 * the deepest first, so that a level has those trees at its front that reach it.
 */
final class LevelPart implements ForestPart {
  /** The deepest tree that is taken. */
  static final int MAX_DEPTH = 8;

  /** How much larger than the tree itself the complete tree may be. */
  private static final int MAX_FILLING = 4;

  private final int[] trees;

  /** For each level its nodes, see {@link PackedNode}. */
  private final long[][] levels;

  /** For each level the number of trees that reach it. */
  private final int[] reaching;

  /** For each tree the entry of its first leaf; those of the others follow. */
  private final int[] firstLeaf;

  /**
   * Lays out trees.
   *
   * @param table where they are, and where their leaves go
   * @param keys what their nodes are compared with
   * @param places their places, each of a tree that {@link #takes} said yes to
   */
  LevelPart(LeafTable table, RowKeys keys, List<Integer> places) {
    List<DecisionTree> all = table.ensemble().trees();
    trees =
        places.stream()
            .sorted(Comparator.comparing((Integer place) -> all.get(place).depth()).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    int deepest = all.get(trees[0]).depth();
    levels = new long[deepest][];
    reaching = new int[deepest];
    for (int level = 0; level < deepest; level++) {
      for (int tree : trees) {
        reaching[level] += all.get(tree).depth() > level ? 1 : 0;
      }
      levels[level] = new long[reaching[level] << level];
    }
    firstLeaf = new int[trees.length];
    for (int i = 0; i < trees.length; i++) {
      firstLeaf[i] = table.size();
      for (int leaf : lay(i, all.get(trees[i]), keys)) {
        table.add(trees[i], leaf);
      }
    }
  }

  /** Whether a tree is shallow, full enough, and without categorical nodes. */
  static boolean takes(DecisionTree tree) {
    return tree.categories() == null
        && tree.depth() <= MAX_DEPTH
        && 2 << tree.depth() <= MAX_FILLING * (tree.nodes() + 1);
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
        next[2 * i] = leaf ? node : tree.left()[node];
        next[2 * i + 1] = leaf ? node : tree.right()[node];
      }
      current = next;
    }
    return current;
  }

  @Override
  public void walk(Row row) {
    int[] keys = row.keys;
    int[] positions = row.positions;
    Arrays.fill(positions, 0, trees.length, 0);
    for (int level = 0; level < levels.length; level++) {
      step(levels[level], reaching[level], level, keys, positions);
    }
    for (int i = 0; i < trees.length; i++) {
      row.leaves[trees[i]] = firstLeaf[i] + positions[i];
    }
  }

  private static void step(long[] nodes, int trees, int level, int[] keys, int[] positions) {
    for (int i = 0; i < trees; i++) {
      int position = positions[i];
      positions[i] = 2 * position + PackedNode.step(nodes[(i << level) + position], keys);
    }
  }
}
