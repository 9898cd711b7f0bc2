package io.tickcast.benchmarks.live;

import java.util.Arrays;

/**
 * The median of some figures and how far they lie apart. <i>Immutable.</i>
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the smallest
 * @param max the largest
 */
record Spread(double median, double min, double max) {
  static Spread of(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("expected at least one figure, found none");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The ratios of figures that were measured in pairs, next to each other in time. */
  static Spread ofRatios(double[] figures, double[] peers) {
    if (figures.length != peers.length) {
      throw new IllegalArgumentException(
          "expected pairs, found " + figures.length + " figures and " + peers.length + " peers");
    }
    double[] ratios = new double[figures.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figures[i] / peers[i];
    }
    return of(ratios);
  }
}
