package io.tickcast.backend.rl;

/**
 * The functions of neural networks, to the precision of 32 bits and the same on every JVM:
 * everything here is made of additions, multiplications and divisions, whose results Java fixes to
 * the bit. <i>Stateless.</i>
 *
 * <p>Math.exp and its kin may differ between JVMs, and StrictMath is several times slower than
 * this.
 */
final class Functions {
  private static final double LOG2_E = 1 / 0.6931471805599453;

  // The two parts of ln 2: the first has so few bits that its multiples are exact (Cody, Waite).
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

  private static final double HIGHEST = 709;
  private static final double LOWEST = -708;

  private static final double TWO_BY_ROOT_PI = 1.1283791670955126;
  private static final double ROOT_HALF = 0.7071067811865476;

  /** Beyond this, erf is 1 in 32 bits. */
  private static final double ERF_END = 4.2;

  private Functions() {}

  /** e to a power; relative error below 1e-12, 0 below -708, bounded above 709. */
  static double exp(double x) {
    if (x < LOWEST) {
      return 0;
    }
    double bounded = Math.min(x, HIGHEST);
    double k = Math.rint(bounded * LOG2_E);
    double r = bounded - k * LN2_HIGH - k * LN2_LOW;
    return series(r) * Double.longBitsToDouble((long) k + 1023 << 52);
  }

  /** The first terms of the series of e, enough for a magnitude of up to ln(2)/2. */
  private static double series(double r) {
    double p = 1.0 / 39916800;
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1;
    return p * r + 1;
  }

  /** The hyperbolic tangent. */
  static float tanh(float x) {
    double magnitude = Math.abs((double) x);
    if (magnitude < 0.02) {
      double square = magnitude * magnitude;
      return (float) (x * (1 - square * (1.0 / 3 - square * (2.0 / 15))));
    }
    double power = exp(2 * Math.min(magnitude, 20));
    double value = 1 - 2 / (power + 1);
    return (float) (x < 0 ? -value : value);
  }

  /** The logistic function. */
  static float sigmoid(float x) {
    return (float) (1 / (1 + exp(-(double) x)));
  }

  /** x times its logistic function. */
  static float silu(float x) {
    return (float) (x / (1 + exp(-(double) x)));
  }

  /** x itself above 0, e^x - 1 below. */
  static float elu(float x) {
    if (x > 0) {
      return x;
    }
    double d = x;
    boolean small = d > -0.01;
    double below = small ? d * (1 + d * (0.5 + d * (1.0 / 6 + d * (1.0 / 24)))) : exp(d) - 1;
    return (float) below;
  }

  /** x times the normal distribution's cumulative function, not its tanh approximation. */
  static float gelu(float x) {
    return (float) (0.5 * x * (1 + erf(x * ROOT_HALF)));
  }

  /** The error function by its series of positive terms. */
  private static double erf(double x) {
    double magnitude = Math.abs(x);
    if (magnitude > ERF_END) {
      return x < 0 ? -1 : 1;
    }
    double square = 2 * magnitude * magnitude;
    double term = magnitude;
    double sum = magnitude;
    for (int odd = 3; term > sum * 1e-13; odd += 2) {
      term *= square / odd;
      sum += term;
    }
    double value = TWO_BY_ROOT_PI * exp(-magnitude * magnitude) * sum;
    return x < 0 ? -value : value;
  }
}
