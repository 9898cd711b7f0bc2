package io.tickcast.trees;

/**
 * How the values of a row become whole numbers, so that {@code x < t} is one integer subtraction.
 * <i>Immutable.</i>
 *
 * <p>A row is turned into keys once, several for a feature: they differ in what a missing value is,
 * below every threshold or above. A node looks at the one that suits it and needs no test of its
 * own.
 */
interface RowKeys {
  /** The number of keys of a row. */
  int size();

  /**
   * The place of a feature's key.
   *
   * @param missingGoesLeft whether a missing value is to be below every threshold
   * @param zeroIsMissing whether a value is missing too when it is near zero, see {@link
   *     DecisionTree#ZERO}
   */
  int slot(int feature, boolean missingGoesLeft, boolean zeroIsMissing);

  /**
   * The place of the key of a question about a category.
   *
   * @param question of a tree that these keys were made for, where they {@link #answersCategories}
   */
  default int slot(Question question) {
    throw new IllegalArgumentException("expected keys for categories, found keys for numbers");
  }

  /** Whether there are keys for questions about categories. */
  default boolean answersCategories() {
    return false;
  }

  /** The key of a threshold: above that of a value exactly when the value is below it. */
  int threshold(int feature, double threshold);

  /**
   * Takes over a row: its values and its keys.
   *
   * @param inputs where the row is
   * @param at the index of its first value
   * @param row where to write
   * @return -1; or the place of a value that must not be predicted with
   */
  int fill(double[] inputs, int at, Row row);
}
