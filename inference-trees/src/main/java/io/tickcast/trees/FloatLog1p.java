package io.tickcast.trees;

/**
 * The logarithm of one plus a 32-bit float from 0 to 1, as the C library of Linux has it up to
 * glibc 2.40: with an error of less than one unit in the last place, the same on every machine.
 * Later ones round correctly.
 *
 * <p>Source: the method and the constants of FDLIBM's {@code s_log1pf.c}. One plus x is brought to
 * {@code 2^k (1 + f)} with f within 0.42 of 0, and the logarithm of {@code 1 + f} is a series in
 * {@code s = f / (2 + f)}.
 */
final class FloatLog1p {
  private static final float LN2_HIGH = 6.9313812256e-01f;
  private static final float LN2_LOW = 9.0580006145e-06f;
  private static final float[] SERIES = {
    6.6666668653e-01f,
    4.0000000596e-01f,
    2.8571429849e-01f,
    2.2222198546e-01f,
    1.8183572590e-01f,
    1.5313838422e-01f,
    1.4798198640e-01f
  };

  /** The bits of the square root of 2 less one. */
  private static final int ROOT_LESS_ONE = 0x3ed413d7;

  /** The fraction of the square root of 2. */
  private static final int ROOT_FRACTION = 0x3504f7;

  private static final int FRACTION = 0x007fffff;
  private static final int ONE = 0x3f800000;
  private static final float TINY = 0x1p-54f;
  private static final float SMALL = 0x1p-29f;

  private FloatLog1p() {}

  /**
   * The logarithm.
   *
   * @param x from 0 to 1
   */
  static float of(float x) {
    if (x < TINY) {
      return x;
    }
    if (x < SMALL) {
      return x - x * x * 0.5f;
    }
    if (Float.floatToRawIntBits(x) < ROOT_LESS_ONE) {
      return x - difference(x, 0);
    }
    return ofLarger(x);
  }

  private static float ofLarger(float x) {
    float sum = 1.0f + x;
    int bits = Float.floatToRawIntBits(sum);
    boolean isTwo = bits >= ONE + FRACTION + 1;
    float lost = (isTwo ? 1.0f - (sum - x) : x - (sum - 1.0f)) / sum;
    int fraction = bits & FRACTION;
    boolean halved = fraction >= ROOT_FRACTION;
    int power = (isTwo ? 1 : 0) + (halved ? 1 : 0);
    float f = Float.intBitsToFloat(fraction | (halved ? ONE - (FRACTION + 1) : ONE)) - 1.0f;
    lost += power * LN2_LOW;
    float high = power * LN2_HIGH;
    if (f == 0) {
      return high + lost;
    }
    return power == 0 ? f - difference(f, 0) : high - (difference(f, lost) - f);
  }

  /** What is missing from f to the logarithm of {@code 1 + f}, less what was lost in rounding. */
  private static float difference(float f, float lost) {
    float half = 0.5f * f * f;
    if (Math.abs(f) < 0x1p-20f) {
      return half * (1.0f - 0.66666666666666666f * f) - lost;
    }
    float s = f / (2.0f + f);
    float z = s * s;
    float r = 0;
    for (int i = SERIES.length - 1; i >= 0; i--) {
      r = z * (SERIES[i] + r);
    }
    return half - (s * (half + r) + lost);
  }
}
