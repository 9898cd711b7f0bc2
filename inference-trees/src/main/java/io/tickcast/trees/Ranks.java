package io.tickcast.trees;

import java.util.Arrays;

/**
 * For a value the number of thresholds of its feature that are not above it. <i>Immutable.</i>
 *
 * <p>The range of the thresholds is cut into equal parts. Each part knows how many thresholds stand
 * before it, and a value is compared with those in its own part only, by a search without a branch.
 * Rounding moves no value past another one, so that the parts keep the order and ranks are exact.
 */
final class Ranks {
  private static final int PARTS_PER_THRESHOLD = 4;
  private static final int MAX_PARTS = 1 << 12;

  private final double[] thresholds;

  /** How many of the thresholds count; the others are infinite, so that a search may read them. */
  private final int count;

  private final double first;
  private final double scale;

  /** For each part the number of thresholds before it. */
  private final int[] before;

  /** The bits of the number of thresholds in the fullest part. */
  private final int steps;

  /**
   * Prepares the look-up.
   *
   * @param sorted the thresholds, rising, at least one, without NaN
   */
  Ranks(double[] sorted) {
    count = sorted.length;
    int parts = Math.min(MAX_PARTS, PARTS_PER_THRESHOLD * count);
    double factor = parts / (sorted[count - 1] - sorted[0]);
    // One part for all where the range is zero, too large, or has infinite ends.
    boolean divided = factor > 0 && factor <= Double.MAX_VALUE;
    first = divided ? sorted[0] : 0;
    scale = divided ? factor : 0;
    before = new int[divided ? parts + 1 : 1];
    int[] size = new int[before.length];
    for (double threshold : sorted) {
      size[part(threshold)]++;
    }
    int fullest = size[0];
    for (int part = 1; part < before.length; part++) {
      before[part] = before[part - 1] + size[part - 1];
      fullest = Math.max(fullest, size[part]);
    }
    steps = Integer.SIZE - Integer.numberOfLeadingZeros(fullest);
    thresholds = Arrays.copyOf(sorted, count + (1 << steps));
    Arrays.fill(thresholds, count, thresholds.length, Double.POSITIVE_INFINITY);
  }

  /** The number of thresholds. */
  int count() {
    return count;
  }

  /** The rank of a value that is not NaN. */
  int of(double value) {
    if (Math.abs(value) <= Double.MAX_VALUE) {
      return ofFinite(value + 0.0); // -0 into +0
    }
    return value > 0 ? count : notAbove(value);
  }

  private int ofFinite(double value) {
    int rank = before[part(value)];
    for (int half = 1 << steps >>> 1; half > 0; half >>>= 1) {
      // The sign of a difference is exact; it is set when the value is below.
      long below = Double.doubleToRawLongBits(value - thresholds[rank + half - 1]) >> 63;
      rank += half & (int) ~below;
    }
    return rank;
  }

  private int part(double value) {
    int part = (int) ((value - first) * scale);
    return Math.max(0, Math.min(part, before.length - 1));
  }

  private int notAbove(double value) {
    int rank = 0;
    while (rank < count && thresholds[rank] <= value) {
      rank++;
    }
    return rank;
  }
}
