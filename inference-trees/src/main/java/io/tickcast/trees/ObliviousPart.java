package io.tickcast.trees;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
    for (int i = 0; i < trees.length; i++) {
      DecisionTree tree = all.get(trees[i]);
      depths[i] = tree.depth();
      total = Math.addExact(total, depths[i]);
    }
    nodes = new long[total];
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

  /** Whether a tree is complete, with one question for each level. */
  static boolean takes(DecisionTree tree) {
    if (tree.depth() > MAX_DEPTH || tree.nodes() != (2 << tree.depth()) - 1) {
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
    Question question = Question.of(tree, a);
    if (question != null || Question.of(tree, b) != null) {
      return Objects.equals(question, Question.of(tree, b));
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
      nodes[first + depth * stride] = PackedNode.of(tree, level[0], keys);
      level = children(tree, level);
    }
    for (int leaf : level) {
      table.add(trees[index], leaf);
    }
    lastLeaf[index] = table.size() - 1;
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
      walkFour(i, next, row.keys, row.leaves);
      next += ABREAST * depths[i];
      i += ABREAST;
    }
  }

  /** The answers of one tree, a bit for each, set for left. */
  private int lefts(int first, int depth, long[] keys) {
    int lefts = 0;
    for (int place = first; place < first + depth; place++) {
      lefts = 2 * lefts + PackedNode.left(nodes[place], keys);
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
}
