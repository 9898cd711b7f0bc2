package io.tickcast.trees;

/**
 * The numbers that a library computes with, so that predictions agree with it to the last bit.
 * <i>Immutable.</i>
 *
 * @param inputs the width that a row's values are brought to before anything looks at them
 * @param infinitePasses whether an infinite value (also one that is too large for the width) is an
 *     input like any other; else such a row is refused
 * @param sums the width of leaf values, of the trees' weights, and of the sums
 * @param zero inputs of at most this size are 0, whatever their sign; 0 where all are kept
 * @param interceptLast whether the intercept is added to the sum of the trees, in 32 bits; else the
 *     trees are added to it one by one
 */
record Arithmetic(
    Width inputs, boolean infinitePasses, Width sums, double zero, boolean interceptLast) {
  /** XGBoost: 32-bit floats throughout, and no infinite values in a data matrix. */
  static final Arithmetic XGBOOST = new Arithmetic(Width.FLOAT32, false, Width.FLOAT32);

  /** XGBoost before 1.3, and its dart before 1.4. */
  static final Arithmetic XGBOOST_OLD =
      new Arithmetic(Width.FLOAT32, false, Width.FLOAT32, 0, true);

  /** Sums that begin with the intercept. */
  Arithmetic(Width inputs, boolean infinitePasses, Width sums, double zero) {
    this(inputs, infinitePasses, sums, zero, false);
  }

  /** Numbers as they are, without a zone around zero. */
  Arithmetic(Width inputs, boolean infinitePasses, Width sums) {
    this(inputs, infinitePasses, sums, 0);
  }
}
