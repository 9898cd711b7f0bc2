package io.tickcast.trees;

import java.util.Comparator;
import java.util.List;

/**
 * Complete trees whose nodes of one level all ask the same, as CatBoost grows them.
 *
 * <p>Such a tree is a list of questions, one for each level, and a leaf for each list of answers:
 * no question depends on an answer, so all of them can be on their way at once. Trees of one depth
 * are walked four at a time, their questions side by side.
 */
final class ObliviousPart implements ForestPart {
  /** The deepest tree that is taken. */
  static final int MAX_DEPTH = 16;

  private static final int ABREAST = 4;

  /** Sorted by depth. */
  private final int[] trees;

  private final int[] depths;

  /**
   * For each tree the entry of its last leaf, the one to the right of all questions; those of the
   * others come before.
   */
  private final int[] lastLeaf;

  /**
   * The questions: of four trees of one depth level by level, of the trees that are left over tree
   * by tree. See {@link PackedNode}.
   */
  private final long[] nodes;

  /**
   * For each question what the key is changed by before it is compared: nothing for thresholds; for
   * a category that which turns its key, and no other, into the largest. Null without categories.
   */
  private final long[] masks;

  /**
   * Lays out trees.
   *
   * @param table where they are, and where their leaves go
   * @param keys what their nodes are compared with
   * @param places their places, each of a tree that {@link #takes} said yes to
   */
  ObliviousPart(LeafTable table, RowKeys keys, List<Integer> places) {
    List<DecisionTree> all = table.ensemble().trees();
    trees =
        places.stream()
            .sorted(Comparator.comparing(place -> all.get(place).depth()))
            .mapToInt(Integer::intValue)
            .toArray();
    depths = new int[trees.length];
    lastLeaf = new int[trees.length];
    int total = 0;
    boolean categories = false;
    for (int i = 0; i < trees.length; i++) {
      DecisionTree tree = all.get(trees[i]);
      depths[i] = tree.depth();
      total = Math.addExact(total, depths[i]);
      categories |= tree.categories() != null;
    }
    nodes = new long[total];
    masks = new long[categories ? total : 0];
    int next = 0;
    for (int i = 0; i < trees.length; ) {
      int count = isFour(i) ? ABREAST : 1;
      for (int k = 0; k < count; k++) {
        lay(table, keys, i + k, next + k, count);
      }
      next += count * depths[i];
      i += count;
    }
  }

  /**
   * Whether a tree is complete, with one question for each level.
   *
   * @param codes whether the keys of rows tell the codes of categories apart
   */
  static boolean takes(DecisionTree tree, boolean codes) {
    if (tree.depth() > MAX_DEPTH
        || tree.nodes() != (2 << tree.depth()) - 1
        || (tree.categories() != null && !codes)) {
      return false;
    }
    int[] level = {0};
    for (int depth = 0; depth < tree.depth(); depth++) {
      for (int node : level) {
        if (tree.isLeaf(node) || !asksTheSame(tree, node, level[0])) {
          return false;
        }
      }
      level = children(tree, level);
    }
    return true;
  }

  private static boolean asksTheSame(DecisionTree tree, int a, int b) {
    if (tree.feature()[a] != tree.feature()[b]) {
      return false;
    }
    CategorySet[] sets = tree.categories();
    if (sets != null && (sets[a] != null || sets[b] != null)) {
      return sets[a] == sets[b] && sets[a].only() >= 0;
    }
    boolean[] zero = tree.zeroIsMissing();
    return tree.threshold()[a] == tree.threshold()[b]
        && tree.defaultLeft()[a] == tree.defaultLeft()[b]
        && (zero == null || zero[a] == zero[b]);
  }

  private static int[] children(DecisionTree tree, int[] level) {
    int[] next = new int[2 * level.length];
    for (int i = 0; i < level.length; i++) {
      next[2 * i] = tree.left()[level[i]];
      next[2 * i + 1] = tree.right()[level[i]];
    }
    return next;
  }

  private boolean isFour(int first) {
    return first + ABREAST <= trees.length && depths[first] == depths[first + ABREAST - 1];
  }

  private void lay(LeafTable table, RowKeys keys, int index, int first, int stride) {
    DecisionTree tree = table.ensemble().trees().get(trees[index]);
    int[] level = {0};
    for (int depth = 0; depth < tree.depth(); depth++) {
      ask(tree, level[0], keys, first + depth * stride);
      level = children(tree, level);
    }
    for (int leaf : level) {
      table.add(trees[index], leaf);
    }
    lastLeaf[index] = table.size() - 1;
  }

  private void ask(DecisionTree tree, int node, RowKeys keys, int place) {
    CategorySet[] sets = tree.categories();
    if (sets == null || sets[node] == null) {
      nodes[place] = PackedNode.of(tree, node, keys);
      return;
    }
    int feature = tree.feature()[node];
    nodes[place] = PackedNode.of(Integer.MAX_VALUE, keys.slot(feature, true, false));
    int code = keys.threshold(feature, sets[node].only());
    masks[place] = PackedNode.key(code) ^ PackedNode.key(Integer.MAX_VALUE);
  }

  @Override
  public void walk(Row row) {
    int next = 0;
    for (int i = 0; i < trees.length; ) {
      if (!isFour(i)) {
        row.leaves[trees[i]] = lastLeaf[i] - lefts(next, depths[i], row.keys);
        next += depths[i];
        i++;
        continue;
      }
      if (masks.length == 0) {
        walkFour(i, next, row.keys, row.leaves);
      } else {
        walkFourMasked(i, next, row.keys, row.leaves);
      }
      next += ABREAST * depths[i];
      i += ABREAST;
    }
  }

  /** The answers of one tree, a bit for each, set for left. */
  private int lefts(int first, int depth, long[] keys) {
    int lefts = 0;
    for (int place = first; place < first + depth; place++) {
      long mask = masks.length == 0 ? 0 : masks[place];
      lefts = 2 * lefts + left(nodes[place], mask, keys);
    }
    return lefts;
  }

  private void walkFour(int i, int first, long[] keys, int[] leaves) {
    long[] asked = nodes;
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    int end = first + ABREAST * depths[i];
    for (int place = first; place < end; place += ABREAST) {
      a = 2 * a + PackedNode.left(asked[place], keys);
      b = 2 * b + PackedNode.left(asked[place + 1], keys);
      c = 2 * c + PackedNode.left(asked[place + 2], keys);
      d = 2 * d + PackedNode.left(asked[place + 3], keys);
    }
    leaves[trees[i]] = lastLeaf[i] - a;
    leaves[trees[i + 1]] = lastLeaf[i + 1] - b;
    leaves[trees[i + 2]] = lastLeaf[i + 2] - c;
    leaves[trees[i + 3]] = lastLeaf[i + 3] - d;
  }

  private void walkFourMasked(int i, int first, long[] keys, int[] leaves) {
    int a = 0;
    int b = 0;
    int c = 0;
    int d = 0;
    int end = first + ABREAST * depths[i];
    for (int place = first; place < end; place += ABREAST) {
      a = 2 * a + left(nodes[place], masks[place], keys);
      b = 2 * b + left(nodes[place + 1], masks[place + 1], keys);
      c = 2 * c + left(nodes[place + 2], masks[place + 2], keys);
      d = 2 * d + left(nodes[place + 3], masks[place + 3], keys);
    }
    leaves[trees[i]] = lastLeaf[i] - a;
    leaves[trees[i + 1]] = lastLeaf[i + 1] - b;
    leaves[trees[i + 2]] = lastLeaf[i + 2] - c;
    leaves[trees[i + 3]] = lastLeaf[i + 3] - d;
  }

  /** As {@link PackedNode#left}, after the key is changed. */
  private static int left(long node, long mask, long[] keys) {
    int slot = (int) node & PackedNode.MAX_KEYS - 1;
    return (int) ((keys[slot] ^ mask) - node >>> Long.SIZE - 1);
  }
}
