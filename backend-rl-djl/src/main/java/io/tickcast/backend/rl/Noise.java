package io.tickcast.backend.rl;

/**
 * Random numbers that are a function of a seed and of the observation: an agent that samples gives
 * the same action again for the same bar, also in a replay. <i>Confined.</i>
 *
 * <p>Source: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014);
 * the polar method of Marsaglia.
 */
final class Noise {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1p-53;

  private final long seed;
  private long state;

  Noise(long seed) {
    this.seed = seed;
  }

  /** Begins anew for an observation. */
  void begin(double[] inputs) {
    state = mixed(seed);
    for (int i = 0; i < inputs.length; i++) {
      state = mixed(state * 31 + Double.doubleToLongBits(inputs[i]));
    }
  }

  /** From 0 to below 1. */
  double uniform() {
    state += GOLDEN;
    return (mixed(state) >>> 11) * UNIT;
  }

  /** Of the standard normal distribution. */
  double normal() {
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double square = u * u + v * v;
      if (square > 0 && square < 1) {
        return u * Math.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  private static long mixed(long value) {
    long z = value + GOLDEN;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
