package io.tickcast.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * An ensemble made ready for predictions: flat arrays, no object per node. <i>Immutable.</i>
 *
 * <p>Trees are walked in whatever layout suits them, and their leaves are added in the order of the
 * file, in 32-bit floats, as XGBoost does: margins agree to the last bit. (Sources: its {@code
 * cpu_predictor.cc}, and {@code gbtree.cc} for the weights of dart.)
 */
final class Forest {
  private final int features;
  private final int[] group;
  private final float[] intercept;
  private final ForestPart[] parts;

  private Forest(TreeEnsemble ensemble, List<ForestPart> parts) {
    features = ensemble.features();
    group = ensemble.group();
    intercept = new float[ensemble.groups()];
    for (int g = 0; g < intercept.length; g++) {
      intercept[g] = (float) ensemble.intercept()[g];
    }
    this.parts = parts.toArray(ForestPart[]::new);
  }

  /** Lays out an ensemble, each tree in the layout that suits it. */
  static Forest of(TreeEnsemble ensemble) {
    return of(ensemble, LevelPart::takes);
  }

  /**
   * Lays out an ensemble.
   *
   * @param level which trees are laid out level by level, out of those that could be
   */
  static Forest of(TreeEnsemble ensemble, Predicate<DecisionTree> level) {
    List<Integer> levelled = new ArrayList<>();
    List<Integer> linked = new ArrayList<>();
    List<Integer> categorical = new ArrayList<>();
    for (int t = 0; t < ensemble.trees().size(); t++) {
      DecisionTree tree = ensemble.trees().get(t);
      if (tree.categories() != null) {
        categorical.add(t);
      } else {
        (LevelPart.takes(tree) && level.test(tree) ? levelled : linked).add(t);
      }
    }
    List<ForestPart> parts = new ArrayList<>();
    if (!levelled.isEmpty()) {
      parts.add(new LevelPart(ensemble, levelled));
    }
    if (!linked.isEmpty()) {
      parts.add(new LinkedPart(ensemble, linked));
    }
    if (!categorical.isEmpty()) {
      parts.add(new CategoricalPart(ensemble, categorical));
    }
    return new Forest(ensemble, parts);
  }

  /** Room for one row at a time. */
  Row newRow() {
    return new Row(features, group.length, intercept.length);
  }

  /** Computes the margins of a row. */
  void predict(Row row) {
    for (ForestPart part : parts) {
      part.walk(row);
    }
    float[] margins = row.sums;
    System.arraycopy(intercept, 0, margins, 0, margins.length);
    for (int t = 0; t < group.length; t++) {
      margins[group[t]] += row.leaves[t];
    }
    for (int g = 0; g < margins.length; g++) {
      row.margins[g] = margins[g];
    }
  }
}
