package io.tickcast.tck;

import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;

/** Input rows for the rules, and comparisons to the bit. */
final class Rows {
  private static final int MIXTURES = 64;
  private static final long SEED = 20_260_101L;

  private Rows() {}

  static double[][] matrix(List<List<Double>> lists) {
    double[][] rows = new double[lists.size()][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = lists.get(r).stream().mapToDouble(Double::doubleValue).toArray();
    }
    return rows;
  }

  /**
   * The rows themselves, and new ones that take each cell from a row drawn at random: values that
   * the column knows, in combinations that it does not.
   */
  static double[][] withMixtures(double[][] rows, boolean missing) {
    Random random = new Random(SEED);
    double[][] all = new double[rows.length + MIXTURES][];
    for (int r = 0; r < all.length; r++) {
      all[r] = r < rows.length ? rows[r].clone() : mixture(rows, missing, random);
    }
    return all;
  }

  private static double[] mixture(double[][] rows, boolean missing, Random random) {
    double[] mixture = new double[rows[0].length];
    for (int i = 0; i < mixture.length; i++) {
      boolean dropped = missing && random.nextInt(8) == 0;
      mixture[i] = dropped ? Double.NaN : rows[random.nextInt(rows.length)][i];
    }
    return mixture;
  }

  /** One array of all rows, row-major. */
  static double[] flat(double[][] rows) {
    if (rows.length == 0) {
      return new double[0];
    }
    double[] flat = new double[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * rows[r].length, rows[r].length);
    }
    return flat;
  }

  static double[][] deepCopy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      copy[r] = rows[r].clone();
    }
    return copy;
  }

  /** Fails unless both arrays are equal to the bit; one NaN is as good as another. */
  static void assertSameBits(double[] found, double[] expected, String where) {
    Assertions.assertThat(found).as("%s: length", where).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(found[i]) != Double.doubleToLongBits(expected[i])) {
        throw new AssertionError(
            "%s: expected %s to the bit at position %d, found %s"
                .formatted(where, expected[i], i, found[i]));
      }
    }
  }

  static void assertSameBits(double[][] found, double[][] expected, String where) {
    Assertions.assertThat(found.length).as("%s: rows", where).isEqualTo(expected.length);
    for (int r = 0; r < expected.length; r++) {
      assertSameBits(found[r], expected[r], where + ", row " + r);
    }
  }
}
