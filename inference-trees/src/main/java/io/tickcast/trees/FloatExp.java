package io.tickcast.trees;

/**
 * The exponential of 32-bit floats as the C library of Linux computes it, bit by bit: within 0.502
 * units in the last place, so that in a few of a thousand cases it is not the nearest float.
 *
 * <p>A 32nd part of a power of two comes out of a table, the rest out of a polynomial of degree 3,
 * in 64 bits. (Source: {@code expf} of the ARM optimized routines, glibc from 2.27 on.)
 */
final class FloatExp {
  private static final int STEPS = 32;

  /** Bits of a double behind those that count the steps. */
  private static final int BEHIND = 47;

  private static final double STEPS_OF_ONE = 0x1.71547652b82fep0 * STEPS; // 32 / ln 2
  private static final double TO_WHOLE = 0x1.8p52; // Whoever is added to it loses its fraction.
  private static final double CUBIC = 0x1.c6af84b912394p-5 / STEPS / STEPS / STEPS;
  private static final double SQUARE = 0x1.ebfce50fac4f3p-3 / STEPS / STEPS;
  private static final double LINEAR = 0x1.62e42ff0c52d6p-1 / STEPS;
  private static final float LARGEST = 0x1.62e42ep6f; // Beyond it is infinity,
  private static final float LEAST = -0x1.9fe368p6f; // and below it zero.

  /** For each step the bits of its power of two, less what the number of the step adds to them. */
  private static final long[] POWERS = powers();

  private FloatExp() {}

  private static long[] powers() {
    long[] powers = new long[STEPS];
    for (int i = 0; i < STEPS; i++) {
      double power = StrictMath.pow(2, (double) i / STEPS);
      powers[i] = Double.doubleToRawLongBits(power) - ((long) i << BEHIND);
    }
    return powers;
  }

  /** The exponential. */
  static float of(float x) {
    if (x > LARGEST) {
      return Float.POSITIVE_INFINITY;
    }
    if (x < LEAST) {
      return 0;
    }
    double steps = STEPS_OF_ONE * x;
    double shifted = steps + TO_WHOLE;
    long whole = Double.doubleToRawLongBits(shifted);
    double rest = steps - (shifted - TO_WHOLE);
    double power = Double.longBitsToDouble(POWERS[(int) (whole & STEPS - 1)] + (whole << BEHIND));
    double high = CUBIC * rest + SQUARE;
    double low = LINEAR * rest + 1;
    return (float) ((high * (rest * rest) + low) * power);
  }
}
