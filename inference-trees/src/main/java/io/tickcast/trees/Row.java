package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;

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

  /** The margins. */
  final float[] margins;

  Row(int features, int trees, int groups) {
    values = new float[features];
    keys = new int[2 * features];
    leaves = new float[trees];
    positions = new int[trees];
    margins = new float[groups];
  }

  /**
   * Takes over a row, narrowed the way numpy does: to the nearest 32-bit float, ties to even.
   *
   * @param inputs where the row is
   * @param at the index of its first value
   * @throws InferenceException (MALFORMED_DATA) for an infinite value, or one beyond the range of
   *     32 bits: XGBoost takes neither into a data matrix
   */
  void set(double[] inputs, int at) {
    for (int f = 0; f < values.length; f++) {
      float value = (float) inputs[at + f];
      values[f] = value;
      if (Float.isNaN(value)) {
        keys[2 * f] = FloatKeys.BELOW_ALL;
        keys[2 * f + 1] = FloatKeys.ABOVE_ALL;
      } else {
        if (Math.abs(value) > Float.MAX_VALUE) {
          throw infinite(f, inputs[at + f]);
        }
        int key = FloatKeys.of(value);
        keys[2 * f] = key;
        keys[2 * f + 1] = key;
      }
    }
  }

  private static InferenceException infinite(int feature, double value) {
    return Faults.of(
        ErrorCode.MALFORMED_DATA,
        "a value that 32 bits can hold, or NaN for missing",
        Double.toString(value),
        "input " + feature);
  }
}
