package io.tickcast.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * For a value of each feature the number of that feature's thresholds that are not above it.
 * <i>Immutable.</i>
 *
 * <p>The range of a feature's thresholds is cut into equal parts. Each part knows how many
 * thresholds stand before it, and a value is compared with those in its own part only, by a search
 * without a branch. Rounding moves no value past another one, so that the parts keep the order and
 * ranks are exact.
 *
 * <p>All features are searched together, a halving of each before the next halving of any: none
 * waits for another, and no loop ends at another time than it did for the row before. Features
 * whose fullest part is small come first and are left out of the first halvings.
 */
final class Ranks {
  private static final int PARTS_PER_THRESHOLD = 2;
  private static final int MAX_PARTS = 1 << 12;

  /** The features in the order of the search, as places in the list that they came in. */
  private final int[] order;

  /** For each feature its thresholds, and then infinite ones that a search may read. */
  private final double[] thresholds;

  /** For each feature the place of its first threshold. */
  private final int[] base;

  private final int[] count;
  private final double[] first;
  private final double[] scale;

  /** For each feature and part of its range the place of the first threshold in it. */
  private final int[] start;

  /** For each feature the place of its first and of its last part. */
  private final int[] firstPart;

  private final int[] lastPart;

  /** For each number of halvings the first feature that needs so many. */
  private final int[] needing;

  /**
   * Prepares the search.
   *
   * @param sorted for each feature its thresholds, rising, at least one, without NaN
   */
  Ranks(double[][] sorted) {
    Parts[] parts = Arrays.stream(sorted).map(Parts::of).toArray(Parts[]::new);
    order =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparing(i -> parts[i].halvings))
            .mapToInt(Integer::intValue)
            .toArray();
    base = new int[order.length];
    count = new int[order.length];
    first = new double[order.length];
    scale = new double[order.length];
    firstPart = new int[order.length];
    lastPart = new int[order.length];
    int most = 0;
    int places = 0;
    int cuts = 0;
    for (int u = 0; u < order.length; u++) {
      Parts of = parts[order[u]];
      most = of.halvings;
      base[u] = places;
      count[u] = sorted[order[u]].length;
      first[u] = of.first;
      scale[u] = of.scale;
      firstPart[u] = cuts;
      cuts = Math.addExact(cuts, of.before.length);
      lastPart[u] = of.before.length - 1;
      places = Math.addExact(places, count[u] + (1 << of.halvings));
    }
    thresholds = new double[places];
    Arrays.fill(thresholds, Double.POSITIVE_INFINITY);
    start = new int[cuts];
    needing = new int[most + 1];
    for (int u = order.length - 1; u >= 0; u--) {
      Parts of = parts[order[u]];
      System.arraycopy(sorted[order[u]], 0, thresholds, base[u], count[u]);
      for (int part = 0; part < of.before.length; part++) {
        start[firstPart[u] + part] = base[u] + of.before[part];
      }
      Arrays.fill(needing, 0, of.halvings + 1, u);
    }
  }

  /** The features in the order of their ranks, each as its place in the list that it came in. */
  int[] order() {
    return order;
  }

  /** The number of thresholds of a feature. */
  int count(int feature) {
    return count[feature];
  }

  /**
   * Finds the ranks of finite values. What is not finite gets some number; see {@link #of}.
   *
   * @param values one for each feature, in {@link #order}; changed
   * @param ranks gets a rank for each
   */
  void find(double[] values, int[] ranks) {
    start(values, ranks);
    for (int halvings = needing.length - 1; halvings > 0; halvings--) {
      halve(values, ranks, needing[halvings], 1 << halvings - 1);
    }
    for (int u = 0; u < base.length; u++) {
      ranks[u] -= base[u];
    }
  }

  private void start(double[] values, int[] places) {
    for (int u = 0; u < base.length; u++) {
      double value = values[u] + 0.0; // -0 into +0
      values[u] = value;
      int part = Parts.of(value, first[u], scale[u], lastPart[u]);
      places[u] = start[firstPart[u] + part];
    }
  }

  private void halve(double[] values, int[] places, int from, int half) {
    for (int u = from; u < base.length; u++) {
      int place = places[u];
      // The sign of a difference is exact; it is set when the value is below.
      long below = Double.doubleToRawLongBits(values[u] - thresholds[place + half - 1]) >> 63;
      places[u] = place + (half & (int) ~below);
    }
  }

  /**
   * The rank of any value that is not NaN, found the long way.
   *
   * @param feature its place in {@link #order}
   */
  int of(int feature, double value) {
    int from = base[feature];
    int to = from + count[feature];
    while (from < to) {
      int middle = from + to >>> 1;
      if (thresholds[middle] <= value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - base[feature];
  }

  /** The range of one feature, cut into parts. */
  private static final class Parts {
    final double first;
    final double scale;

    /** For each part the number of thresholds before it. */
    final int[] before;

    /** The bits of the number of thresholds in the fullest part. */
    final int halvings;

    private Parts(double first, double scale, int[] before, int halvings) {
      this.first = first;
      this.scale = scale;
      this.before = before;
      this.halvings = halvings;
    }

    static Parts of(double[] sorted) {
      int parts = Math.min(MAX_PARTS, PARTS_PER_THRESHOLD * sorted.length);
      double factor = parts / (sorted[sorted.length - 1] - sorted[0]);
      // One part for all where the range is zero, too large, or has infinite ends.
      boolean divided = factor > 0 && factor <= Double.MAX_VALUE;
      double first = divided ? sorted[0] : 0;
      double scale = divided ? factor : 0;
      int[] before = new int[divided ? parts + 1 : 1];
      int[] size = new int[before.length];
      for (double threshold : sorted) {
        size[of(threshold, first, scale, size.length - 1)]++;
      }
      int fullest = size[0];
      for (int part = 1; part < before.length; part++) {
        before[part] = before[part - 1] + size[part - 1];
        fullest = Math.max(fullest, size[part]);
      }
      int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(fullest);
      return new Parts(first, scale, before, halvings);
    }

    static int of(double value, double first, double scale, int last) {
      return Math.max(0, Math.min((int) ((value - first) * scale), last));
    }
  }
}
