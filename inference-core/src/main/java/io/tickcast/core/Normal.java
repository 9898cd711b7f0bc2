package io.tickcast.core;

/** The standard normal distribution. */
final class Normal {
  /** From here on the upper tail is computed by itself: the sum would lose its last digits. */
  private static final double TAIL_FROM = 3;

  /** Enough for the last digit of 1 at {@link #TAIL_FROM}; fewer would do further out. */
  private static final int TAIL_TERMS = 100;

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private Normal() {}

  /**
   * The cumulative distribution of a value of at least 0, within 1e-15, the same on every JDK.
   * Sources: (1) G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical
   * Software 11 (2004), section 3, a Taylor series; (2) Abramowitz and Stegun, "Handbook of
   * Mathematical Functions", 26.2.14, a continued fraction for the tail.
   */
  static double cumulative(double x) {
    return x < TAIL_FROM ? 0.5 + fromZero(x) : 1 - upperTail(x);
  }

  private static double fromZero(double x) {
    double square = x * x;
    double term = x;
    double sum = x;
    double before = 0;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term *= square / i;
      sum += term;
    }
    return sum * density(x);
  }

  private static double upperTail(double x) {
    double fraction = x;
    for (int i = TAIL_TERMS; i > 0; i--) {
      fraction = x + i / fraction;
    }
    return density(x) / fraction;
  }

  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x - HALF_LOG_TWO_PI);
  }
}
