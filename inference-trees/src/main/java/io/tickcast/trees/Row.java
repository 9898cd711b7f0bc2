package io.tickcast.trees;

/** One row in the forms that a {@link Forest} reads, and room to work in. <i>Confined.</i> */
final class Row {
  /** The values in 32 bits, NaN for a missing one. */
  final float[] values;

  /** The keys of the values, two for each feature; see {@link FloatKeys}. */
  final int[] keys;

  /** For each tree the leaf value that the row ends at, times the tree's weight. */
  final float[] leaves;

  /** For each tree where the row stands. */
  final int[] positions;

  /** The sums while they grow. */
  final float[] sums;

  /** The margins. */
  final double[] margins;

  Row(int features, int trees, int groups) {
    values = new float[features];
    keys = new int[2 * features];
    leaves = new float[trees];
    positions = new int[trees];
    sums = new float[groups];
    margins = new double[groups];
  }

  /**
   * Takes over a row, narrowed the way numpy does: to the nearest 32-bit float, ties to even.
   *
   * @param inputs where the row is
   * @param at the index of its first value
   * @return -1; or the place of a value that is infinite, or too large for 32 bits: XGBoost takes
   *     neither into a data matrix, and such a row must not be predicted
   */
  int set(double[] inputs, int at) {
    for (int f = 0; f < values.length; f++) {
      float value = (float) inputs[at + f];
      values[f] = value;
      if (Float.isNaN(value)) {
        keys[2 * f] = FloatKeys.BELOW_ALL;
        keys[2 * f + 1] = FloatKeys.ABOVE_ALL;
        continue;
      }
      if (Float.isInfinite(value)) {
        return f;
      }
      int key = FloatKeys.of(value);
      keys[2 * f] = key;
      keys[2 * f + 1] = key;
    }
    return -1;
  }
}
