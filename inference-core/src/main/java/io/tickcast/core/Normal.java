package io.tickcast.core;

/** The standard normal distribution. */
final class Normal {
  /** Beyond it the upper tail is below half a unit in the last place of 1. */
  private static final double ONE_FROM = 8.3;

  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private Normal() {}

  /**
   * The cumulative distribution of a value of at least 0, within 1e-15, the same on every JDK.
   * Taylor series of G. Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical
   * Software 11 (2004), section 3.
   */
  static double cumulative(double x) {
    if (x >= ONE_FROM) {
      return 1;
    }
    double square = x * x;
    double term = x;
    double sum = x;
    double before = 0;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term *= square / i;
      sum += term;
    }
    return Math.min(1, 0.5 + sum * StrictMath.exp(-0.5 * square - HALF_LOG_TWO_PI));
  }
}
