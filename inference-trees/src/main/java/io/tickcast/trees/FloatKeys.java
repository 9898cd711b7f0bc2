package io.tickcast.trees;

/**
 * Whole numbers in the order of 32-bit floats, so that {@code x < t} is one integer subtraction.
 *
 * <p>A row is turned once into two such numbers for each feature: the first stands below every
 * threshold when the value is missing, the second above. A node that sends missing values to the
 * left looks at the first, else at the second, and needs no test of its own.
 */
final class FloatKeys {
  /** Below the key of every float, also of minus infinity. */
  static final int BELOW_ALL = Integer.MIN_VALUE;

  /** Above the key of every float, also of infinity. */
  static final int ABOVE_ALL = Integer.MAX_VALUE;

  private FloatKeys() {}

  /**
   * The key of a value that is not NaN.
   *
   * @param value both zeros have the same key
   */
  static int of(float value) {
    // Adding zero turns -0 into +0; a negative float orders its other bits the wrong way round.
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /**
   * The place of a feature's key.
   *
   * @param missingGoesLeft whether a missing value is to be below every threshold
   */
  static int slot(int feature, boolean missingGoesLeft) {
    return missingGoesLeft ? 2 * feature : 2 * feature + 1;
  }

  /**
   * A node in one number.
   *
   * @param threshold the key of the threshold
   * @param slot the place of the key that it is compared with
   */
  static long node(int threshold, int slot) {
    return (long) threshold << 32 | slot;
  }

  /**
   * One step down: 0 for the left child, 1 for the right one.
   *
   * @param node from {@link #node}
   * @param keys the row
   */
  static int step(long node, int[] keys) {
    // Negative exactly when the value is below the threshold; two ints can not overflow a long.
    return (int) (~(keys[(int) node] - (node >> 32)) >>> 63);
  }
}
