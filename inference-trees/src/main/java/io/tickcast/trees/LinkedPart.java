package io.tickcast.trees;

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

  /** Threshold and slot of each node, see {@link FloatKeys#node}. */
  private final long[] nodes;

  /** The left child of each node, with the right one behind it; leaves: themselves. */
  private final int[] children;

  /** The value of leaves. */
  private final float[] values;

  /**
   * Lays out trees.
   *
   * @param ensemble where they are
   * @param trees their places, none with categorical nodes
   */
  LinkedPart(TreeEnsemble ensemble, List<Integer> trees) {
    this.trees = trees.stream().mapToInt(Integer::intValue).toArray();
    depths = new int[trees.size()];
    roots = new int[trees.size()];
    int total = 0;
    for (int tree : trees) {
      total = Math.addExact(total, ensemble.trees().get(tree).nodes());
    }
    nodes = new long[total];
    children = new int[total];
    values = new float[total];
    int next = 0;
    for (int i = 0; i < this.trees.length; i++) {
      DecisionTree tree = ensemble.trees().get(this.trees[i]);
      depths[i] = tree.depth();
      roots[i] = next;
      next = lay(tree, (float) ensemble.weight()[this.trees[i]], next);
    }
  }

  /** Lays out one tree from a place on, level by level, and gives the place behind it. */
  private int lay(DecisionTree tree, float weight, int root) {
    int[] source = new int[tree.nodes()];
    int end = 1;
    for (int i = 0; i < end; i++) {
      int node = source[i];
      int place = root + i;
      if (tree.isLeaf(node)) {
        // Always to the left, which is the leaf itself.
        nodes[place] = FloatKeys.node(FloatKeys.ABOVE_ALL, 0);
        children[place] = place;
        values[place] = (float) tree.value()[node] * weight;
        continue;
      }
      int slot = FloatKeys.slot(tree.feature()[node], tree.defaultLeft()[node]);
      nodes[place] = FloatKeys.node(FloatKeys.of((float) tree.threshold()[node]), slot);
      children[place] = root + end;
      source[end++] = tree.left()[node];
      source[end++] = tree.right()[node];
    }
    return root + end;
  }

  @Override
  public void walk(Row row) {
    int[] keys = row.keys;
    float[] leaves = row.leaves;
    int i = 0;
    for (; i + IN_STEP <= trees.length; i += IN_STEP) {
      walkFour(i, keys, leaves);
    }
    for (; i < trees.length; i++) {
      int node = roots[i];
      for (int d = depths[i]; d > 0; d--) {
        node = children[node] + FloatKeys.step(nodes[node], keys);
      }
      leaves[trees[i]] = values[node];
    }
  }

  private void walkFour(int i, int[] keys, float[] leaves) {
    int a = roots[i];
    int b = roots[i + 1];
    int c = roots[i + 2];
    int d = roots[i + 3];
    int depth =
        Math.max(Math.max(depths[i], depths[i + 1]), Math.max(depths[i + 2], depths[i + 3]));
    for (; depth > 0; depth--) {
      a = children[a] + FloatKeys.step(nodes[a], keys);
      b = children[b] + FloatKeys.step(nodes[b], keys);
      c = children[c] + FloatKeys.step(nodes[c], keys);
      d = children[d] + FloatKeys.step(nodes[d], keys);
    }
    leaves[trees[i]] = values[a];
    leaves[trees[i + 1]] = values[b];
    leaves[trees[i + 2]] = values[c];
    leaves[trees[i + 3]] = values[d];
  }
}
