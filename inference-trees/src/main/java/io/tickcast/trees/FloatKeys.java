package io.tickcast.trees;

/** Keys in the order of 32-bit floats: the bits of the float itself. */
final class FloatKeys implements RowKeys {
  /** Below the key of every float, also of minus infinity. */
  static final int BELOW_ALL = Integer.MIN_VALUE;

  /** Above the key of every float, also of infinity. */
  static final int ABOVE_ALL = PackedNode.ABOVE_ALL;

  private final int features;
  private final boolean infinitePasses;

  /**
   * Keys for rows.
   *
   * @param infinitePasses see {@link Arithmetic#infinitePasses}
   */
  FloatKeys(int features, boolean infinitePasses) {
    this.features = features;
    this.infinitePasses = infinitePasses;
  }

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

  @Override
  public int size() {
    return 2 * features;
  }

  @Override
  public int slot(int feature, boolean missingGoesLeft, boolean zeroIsMissing) {
    return missingGoesLeft ? 2 * feature : 2 * feature + 1;
  }

  @Override
  public int threshold(int feature, double threshold) {
    return of((float) threshold);
  }

  /** Narrows the values the way numpy does: to the nearest 32-bit float, ties to even. */
  @Override
  public int fill(double[] inputs, int at, Row row) {
    double[] values = row.values;
    int[] keys = row.keys;
    for (int f = 0; f < values.length; f++) {
      float value = (float) inputs[at + f];
      values[f] = value;
      if (Float.isNaN(value)) {
        keys[2 * f] = BELOW_ALL;
        keys[2 * f + 1] = ABOVE_ALL;
        continue;
      }
      if (!infinitePasses && Float.isInfinite(value)) {
        return f;
      }
      int key = of(value);
      keys[2 * f] = key;
      keys[2 * f + 1] = key;
    }
    return -1;
  }
}
