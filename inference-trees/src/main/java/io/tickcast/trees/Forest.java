package io.tickcast.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An ensemble made ready for predictions: flat arrays, no object per node. <i>Immutable.</i>
 *
 * <p>Trees are walked in whatever layout suits them, and their leaves are added in the order of the
 * file and in the width that the library uses: margins agree to the last bit wherever its own sums
 * are deterministic.
 */
final class Forest {
  private final TreeEnsemble ensemble;
  private final RowKeys keys;
  private final ForestPart[] parts;
  private final Sums sums;

  private Forest(TreeEnsemble ensemble, RowKeys keys, List<ForestPart> parts, Sums sums) {
    this.ensemble = ensemble;
    this.keys = keys;
    this.parts = parts.toArray(ForestPart[]::new);
    this.sums = sums;
  }

  /** Lays out an ensemble, each tree in the layout that suits it. */
  static Forest of(TreeEnsemble ensemble) {
    return of(ensemble, tree -> true);
  }

  /**
   * Lays out an ensemble.
   *
   * @param level which trees are laid out level by level, with a node or one question for each, out
   *     of those that could be
   */
  static Forest of(TreeEnsemble ensemble, Predicate<DecisionTree> level) {
    RowKeys keys = CategoryKeys.of(keys(ensemble), ensemble.trees());
    List<Integer> oblivious = new ArrayList<>();
    List<List<Integer>> levelled = new ArrayList<>(); // by depth
    for (int depth = 0; depth <= LevelPart.MAX_DEPTH; depth++) {
      levelled.add(new ArrayList<>());
    }
    List<Integer> linked = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int t = 0; t < ensemble.trees().size(); t++) {
      DecisionTree tree = ensemble.trees().get(t);
      boolean answered = tree.categories() == null || keys.answersCategories();
      boolean packed = answered && keys.size() <= PackedNode.MAX_KEYS && level.test(tree);
      if (packed && ObliviousPart.takes(tree)) {
        oblivious.add(t);
      } else if (packed && LevelPart.takes(tree)) {
        levelled.get(tree.depth()).add(t);
      } else {
        (answered && LinkedPart.takes(tree, keys) ? linked : others).add(t);
      }
    }
    LeafTable leaves = new LeafTable(ensemble);
    List<ForestPart> parts = new ArrayList<>();
    if (!oblivious.isEmpty()) {
      parts.add(new ObliviousPart(leaves, keys, oblivious));
    }
    for (List<Integer> ofDepth : levelled) {
      if (!ofDepth.isEmpty()) {
        parts.add(new LevelPart(leaves, keys, ofDepth));
      }
    }
    if (!linked.isEmpty()) {
      parts.add(new LinkedPart(leaves, keys, linked));
    }
    if (!others.isEmpty()) {
      parts.add(new PlainPart(leaves, others));
    }
    return new Forest(ensemble, keys, parts, Sums.of(leaves));
  }

  private static RowKeys keys(TreeEnsemble ensemble) {
    Arithmetic arithmetic = ensemble.arithmetic();
    List<DecisionTree> trees = ensemble.trees();
    boolean plain =
        arithmetic.inputs() == Width.FLOAT32
            && arithmetic.zero() == 0
            && trees.stream().allMatch(tree -> tree.zeroIsMissing() == null);
    return plain
        ? new FloatKeys(ensemble.features(), arithmetic.infinitePasses())
        : new RankKeys(ensemble.features(), arithmetic, trees);
  }

  /** Room for one row at a time. */
  Row newRow() {
    int trees = ensemble.trees().size();
    return new Row(ensemble.features(), keys.size(), trees, ensemble.groups());
  }

  /**
   * Computes the margins of a row.
   *
   * @param inputs where the row is
   * @param at the index of its first value
   * @param row room to work in; gets the margins
   * @return -1; or the place of a value that must not be predicted with, and then no margins: an
   *     infinite one, or too large for 32 bits, where the library refuses these
   */
  int predict(double[] inputs, int at, Row row) {
    int refused = keys.fill(inputs, at, row);
    if (refused >= 0) {
      return refused;
    }
    for (ForestPart part : parts) {
      part.walk(row);
    }
    sums.add(row);
    return -1;
  }
}
