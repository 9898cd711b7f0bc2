package io.tickcast.trees;

import java.util.Comparator;
import java.util.List;

/**
 * Trees of any depth and shape, a node and the way to its children in one number.
 *
 * <p>The children of a node stand side by side behind it, so that a step is an addition. A leaf is
 * a node that leads back to itself, whatever the row: several trees can then walk in step until the
 * deepest of them is done, and their loads from memory overlap. Trees are sorted by depth, so that
 * those in step are done at about the same time.
 */
final class LinkedPart implements ForestPart {
  /** Where each walks stays in a register; with eight, compilers put some of them into memory. */
  private static final int IN_STEP = 6;

  private final int[] trees;
  private final int[] depths;
  private final int[] roots;

  /** See {@link LinkedNode}. */
  private final long[] nodes;

  /** The entry of the first node; those of the others follow. */
  private final int firstEntry;

  /**
   * Lays out trees.
   *
   * @param leaves where they are, and where their leaves go
   * @param keys what their nodes are compared with
   * @param places their places, each of a tree that {@link #takes} said yes to
   */
  LinkedPart(LeafTable leaves, RowKeys keys, List<Integer> places) {
    List<DecisionTree> all = leaves.ensemble().trees();
    trees =
        places.stream()
            .sorted(Comparator.comparing((Integer place) -> all.get(place).depth()).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    depths = new int[trees.length];
    roots = new int[trees.length];
    int total = 0;
    for (int tree : trees) {
      total = Math.addExact(total, all.get(tree).nodes());
    }
    nodes = new long[total];
    firstEntry = leaves.size();
    for (int i = 0; i < trees.length; i++) {
      depths[i] = all.get(trees[i]).depth();
      roots[i] = leaves.size() - firstEntry;
      lay(leaves, trees[i], keys);
    }
  }

  /** Whether the nodes of a tree fit into numbers. */
  static boolean takes(DecisionTree tree, RowKeys keys) {
    return LinkedNode.takes(tree.nodes(), keys.size());
  }

  /** Lays out one tree, level by level. */
  private void lay(LeafTable leaves, int index, RowKeys keys) {
    DecisionTree tree = leaves.ensemble().trees().get(index);
    int root = leaves.size() - firstEntry;
    int[] source = new int[tree.nodes()];
    int end = 1;
    for (int i = 0; i < end; i++) {
      int node = source[i];
      leaves.add(index, node);
      if (tree.isLeaf(node)) {
        nodes[root + i] = LinkedNode.LEAF;
        continue;
      }
      nodes[root + i] = LinkedNode.of(PackedNode.of(tree, node, keys), end - i);
      source[end++] = tree.right()[node];
      source[end++] = tree.left()[node];
    }
  }

  @Override
  public void walk(Row row) {
    long[] keys = row.keys;
    int[] leaves = row.leaves;
    int i = 0;
    for (; i + IN_STEP <= trees.length; i += IN_STEP) {
      walkSix(i, keys, leaves);
    }
    for (; i < trees.length; i++) {
      int node = roots[i];
      for (int d = depths[i]; d > 0; d--) {
        node += LinkedNode.step(nodes[node], keys);
      }
      leaves[trees[i]] = firstEntry + node;
    }
  }

  private void walkSix(int i, long[] keys, int[] leaves) {
    long[] all = nodes;
    int a = roots[i];
    int b = roots[i + 1];
    int c = roots[i + 2];
    int d = roots[i + 3];
    int e = roots[i + 4];
    int f = roots[i + 5];
    for (int depth = depths[i]; depth > 0; depth--) { // the first one is the deepest
      a += LinkedNode.step(all[a], keys);
      b += LinkedNode.step(all[b], keys);
      c += LinkedNode.step(all[c], keys);
      d += LinkedNode.step(all[d], keys);
      e += LinkedNode.step(all[e], keys);
      f += LinkedNode.step(all[f], keys);
    }
    leaves[trees[i]] = firstEntry + a;
    leaves[trees[i + 1]] = firstEntry + b;
    leaves[trees[i + 2]] = firstEntry + c;
    leaves[trees[i + 3]] = firstEntry + d;
    leaves[trees[i + 4]] = firstEntry + e;
    leaves[trees[i + 5]] = firstEntry + f;
  }
}
