package io.tickcast.trees;

/**
 * The natural logarithm of positive 32-bit floats as the C library of Linux computes it, bit by
 * bit: in one of 200 cases it is not the nearest float.
 *
 * <p>The number is a power of two times one of 16 parts of an octave; what is left is put into a
 * polynomial, in 64 bits. (Source: {@code logf} of the ARM optimized routines, glibc from 2.27 on.)
 */
final class FloatLog {
  /** For each part of an octave about 1 / the number in its middle. */
  private static final double[] INVERSE = {
    0x1.661ec79f8f3bep0, 0x1.571ed4aaf883dp0, 0x1.49539f0f010bp0, 0x1.3c995b0b80385p0,
    0x1.30d190c8864a5p0, 0x1.25e227b0b8eap0, 0x1.1bb4a4a1a343fp0, 0x1.12358f08ae5bap0,
    0x1.0953f419900a7p0, 0x1p0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aap-1,
    0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1
  };

  private static final double LN_2 = 0x1.62e42fefa39efp-1;
  private static final double SQUARE = -0x1.ffffef20a4123p-2;
  private static final double CUBIC = 0x1.5575b0be00b6ap-2;
  private static final double FOURTH = -0x1.00ea348b88334p-2;

  /** Where the parts begin, a little below the square root of a half. */
  private static final int BEGIN = 0x3f330000;

  private static final int EXPONENT_BITS = 23;
  private static final int PART_BITS = 19;

  private FloatLog() {}

  /**
   * The logarithm.
   *
   * @param x a finite number above 0
   */
  static float of(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x) - (tiny ? 23 << EXPONENT_BITS : 0);
    int above = bits - BEGIN;
    int exponent = above >> EXPONENT_BITS;
    double inverse = INVERSE[above >> PART_BITS & INVERSE.length - 1];
    double reduced = Float.intBitsToFloat(bits - (exponent << EXPONENT_BITS));
    double rest = reduced * inverse - 1;
    double square = rest * rest;
    double whole = exponent * LN_2 - StrictMath.log(inverse);
    double high = FOURTH * square + (CUBIC * rest + SQUARE);
    return (float) (high * square + (whole + rest));
  }
}
