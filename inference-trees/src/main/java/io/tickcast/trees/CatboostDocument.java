package io.tickcast.trees;

import java.util.ArrayList;
import java.util.List;

/**
 * A CatBoost model as its file has it, filled by a reader of one encoding, then checked by {@link
 * CatboostFeatures} and {@link CatboostTrees}. <i>Confined.</i>
 */
final class CatboostDocument {
  /** The numerical features, in the order that splits are numbered by. */
  final List<Numerical> numerical = new ArrayList<>();

  /** The categorical features. */
  final List<Categorical> categorical = new ArrayList<>();

  /** The categories that have splits, in the order that splits are numbered by. */
  final List<OneHot> oneHot = new ArrayList<>();

  /** What the file says about the training. */
  final CatboostInfo info = new CatboostInfo();

  /** The number of values of a leaf. */
  int dimension = 1;

  /** For each level of each oblivious tree, or each node of the others, its split. */
  int[] splits = {};

  /** For each tree the number of its levels or nodes. */
  int[] sizes = {};

  /** For each tree the place of its first split. */
  int[] starts = {};

  /** The values of all leaves, leaf by leaf. */
  double[] values = {};

  /** The weight of training data in each leaf; empty when the file does not say. */
  double[] weights = {};

  /** For each node the distance to its left child; 0 when it has a value there. */
  int[] leftSteps = {};

  /** For each node the distance to its right child; 0 when it has a value there. */
  int[] rightSteps = {};

  /** For each node the place of its value, where it has one. */
  int[] valueOfNode = {};

  /** For each split what the file says of it beside its number; empty when it does not. */
  List<Asked> asked = List.of();

  /** The factor of the sums. */
  double scale = 1;

  /** What is added to the sums: one for each dimension, or nothing. */
  double[] bias = {};

  /** The kind of a feature that is not reproduced here; empty for none. */
  String unsupported = "";

  /** Whether all nodes of a level ask the same. */
  boolean oblivious() {
    return leftSteps.length == 0 && valueOfNode.length == 0;
  }

  /**
   * A numerical feature.
   *
   * @param index its number among numerical features
   * @param column its number among all features
   * @param borders the borders of its splits
   * @param missingIsLargest whether a missing value is above all borders, else below
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Numerical(int index, int column, String name, float[] borders, boolean missingIsLargest) {}

  /**
   * A categorical feature.
   *
   * @param index its number among categorical features
   * @param column its number among all features
   */
  record Categorical(int index, int column, String name) {}

  /**
   * The categories of a feature that splits ask for.
   *
   * @param index the feature's number among categorical features
   * @param hashes their hashes
   * @param texts their names, where the file has them
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record OneHot(int index, int[] hashes, List<String> texts) {}

  /**
   * What a split asks.
   *
   * @param category whether for a category
   * @param index the number of the feature among those of its kind
   * @param number the border or the hash of the category
   */
  record Asked(boolean category, int index, double number) {}
}
