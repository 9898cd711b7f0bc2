package io.tickcast.benchmarks.trees;

import java.util.Arrays;

/** Rows in the forms that libraries ask for. */
final class Stacked {
  private Stacked() {}

  static double[][] doubles(float[][] rows) {
    return Arrays.stream(rows).map(Stacked::doubles).toArray(double[][]::new);
  }

  static double[] doubles(float[] row) {
    double[] wide = new double[row.length];
    for (int f = 0; f < row.length; f++) {
      wide[f] = row[f];
    }
    return wide;
  }

  /** The first rows in one array. */
  static float[] flat(float[][] rows, int count) {
    int width = rows[0].length;
    float[] flat = new float[count * width];
    for (int r = 0; r < count; r++) {
      System.arraycopy(rows[r], 0, flat, r * width, width);
    }
    return flat;
  }
}
