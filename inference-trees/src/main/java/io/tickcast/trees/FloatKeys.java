package io.tickcast.trees;

/** Keys in the order of 32-bit floats: the bits of the float itself. */
final class FloatKeys implements RowKeys {
  /** Below the key of every float, also of minus infinity. */
  static final int BELOW_ALL = Integer.MIN_VALUE;

  /** Above the key of every float, also of infinity. */
  static final int ABOVE_ALL = Integer.MAX_VALUE;

  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final long BELOW = PackedNode.key(BELOW_ALL);
  private static final long ABOVE = PackedNode.key(ABOVE_ALL);

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
    return ofBits(bits(value));
  }

  /** Adding zero turns -0 into +0. */
  private static int bits(float value) {
    return Float.floatToRawIntBits(value + 0.0f);
  }

  /** A negative float orders its other bits the wrong way round. */
  private static int ofBits(int bits) {
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
    long[] keys = row.keys;
    int finite = -1;
    for (int f = 0; f < values.length; f++) {
      float value = (float) inputs[at + f];
      values[f] = value;
      int bits = bits(value);
      finite &= (bits & Integer.MAX_VALUE) - INFINITY; // negative for what is finite
      long key = PackedNode.key(ofBits(bits));
      keys[2 * f] = key;
      keys[2 * f + 1] = key;
    }
    return finite < 0 ? -1 : fillSpecial(values, keys);
  }

  /** Puts the keys of missing values right, or finds an infinite one that is refused. */
  private int fillSpecial(double[] values, long[] keys) {
    for (int f = 0; f < values.length; f++) {
      double value = values[f];
      if (Double.isNaN(value)) {
        keys[2 * f] = BELOW;
        keys[2 * f + 1] = ABOVE;
      } else if (!infinitePasses && Double.isInfinite(value)) {
        return f;
      }
    }
    return -1;
  }
}
