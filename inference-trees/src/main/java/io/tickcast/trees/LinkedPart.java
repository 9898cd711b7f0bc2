package io.tickcast.trees;

import java.util.Comparator;
import java.util.List;

/**
 * Trees of any depth and shape, their nodes linked by index.
 *
 * <p>The children of a node stand side by side, so that a step is an addition. A leaf is a node
 * that leads back to itself, whatever the row: four trees can then walk in step until the deepest
 * of them is done, and their loads from memory overlap.
 */
final class LinkedPart implements ForestPart {
  private static final int IN_STEP = 4;

  private final int[] trees;
  private final int[] depths;
  private final int[] roots;

  /** Threshold and slot of each node, see {@link PackedNode}. */
  private final long[] nodes;

  /** The left child of each node, with the right one behind it; leaves: themselves. */
  private final int[] children;

  /** The entry of the first node; those of the others follow. */
  private final int firstEntry;

  /**
   * Lays out trees.
   *
   * @param leaves where they are, and where their leaves go
   * @param keys what their nodes are compared with
   * @param places their places, none with categorical nodes
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
    children = new int[total];
    firstEntry = leaves.size();
    for (int i = 0; i < trees.length; i++) {
      depths[i] = all.get(trees[i]).depth();
      roots[i] = leaves.size() - firstEntry;
      lay(leaves, trees[i], keys);
    }
  }

  /** Lays out one tree, level by level. */
  private void lay(LeafTable leaves, int index, RowKeys keys) {
    DecisionTree tree = leaves.ensemble().trees().get(index);
    int root = leaves.size() - firstEntry;
    int[] source = new int[tree.nodes()];
    int end = 1;
    for (int i = 0; i < end; i++) {
      int node = source[i];
      int place = root + i;
      leaves.add(index, node);
      if (tree.isLeaf(node)) {
        // Always to the left, which is the leaf itself.
        nodes[place] = PackedNode.of(PackedNode.ABOVE_ALL, 0);
        children[place] = place;
        continue;
      }
      nodes[place] = PackedNode.of(tree, node, keys);
      children[place] = root + end;
      source[end++] = tree.left()[node];
      source[end++] = tree.right()[node];
    }
  }

  @Override
  public void walk(Row row) {
    int[] keys = row.keys;
    int[] leaves = row.leaves;
    int i = 0;
    for (; i + IN_STEP <= trees.length; i += IN_STEP) {
      walkFour(i, keys, leaves);
    }
    for (; i < trees.length; i++) {
      int node = roots[i];
      for (int d = depths[i]; d > 0; d--) {
        node = children[node] + PackedNode.step(nodes[node], keys);
      }
      leaves[trees[i]] = firstEntry + node;
    }
  }

  private void walkFour(int i, int[] keys, int[] leaves) {
    int a = roots[i];
    int b = roots[i + 1];
    int c = roots[i + 2];
    int d = roots[i + 3];
    int depth =
        Math.max(Math.max(depths[i], depths[i + 1]), Math.max(depths[i + 2], depths[i + 3]));
    for (; depth > 0; depth--) {
      a = children[a] + PackedNode.step(nodes[a], keys);
      b = children[b] + PackedNode.step(nodes[b], keys);
      c = children[c] + PackedNode.step(nodes[c], keys);
      d = children[d] + PackedNode.step(nodes[d], keys);
    }
    leaves[trees[i]] = firstEntry + a;
    leaves[trees[i + 1]] = firstEntry + b;
    leaves[trees[i + 2]] = firstEntry + c;
    leaves[trees[i + 3]] = firstEntry + d;
  }
}
