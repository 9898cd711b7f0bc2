package io.tickcast.trees;

/**
 * Sums in the order in which NumPy adds the neighbours of a row: pairwise, with eight sums side by
 * side. (Source: {@code pairwise_sum} in its {@code loops_utils.h.src}.)
 */
final class NumpySum {
  private static final int UNROLLED = 8;
  private static final int BLOCK = 128;

  private NumpySum() {}

  /** The sum of {@code count} values from a place on. */
  static double of(double[] values, int at, int count) {
    if (count < UNROLLED) {
      return oneByOne(values, at, count, -0.0);
    }
    if (count > BLOCK) {
      int half = count / 2;
      half -= half % UNROLLED;
      return of(values, at, half) + of(values, at + half, count - half);
    }
    return unrolled(values, at, count);
  }

  private static double unrolled(double[] values, int at, int count) {
    double r0 = values[at];
    double r1 = values[at + 1];
    double r2 = values[at + 2];
    double r3 = values[at + 3];
    double r4 = values[at + 4];
    double r5 = values[at + 5];
    double r6 = values[at + 6];
    double r7 = values[at + 7];
    int whole = count - count % UNROLLED;
    for (int i = at + UNROLLED; i < at + whole; i += UNROLLED) {
      r0 += values[i];
      r1 += values[i + 1];
      r2 += values[i + 2];
      r3 += values[i + 3];
      r4 += values[i + 4];
      r5 += values[i + 5];
      r6 += values[i + 6];
      r7 += values[i + 7];
    }
    double sum = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7));
    return oneByOne(values, at + whole, count - whole, sum);
  }

  private static double oneByOne(double[] values, int at, int count, double start) {
    double sum = start;
    for (int i = at; i < at + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
