package io.tickcast.benchmarks.live;

import java.util.Locale;
import java.util.Optional;

/**
 * What a ratio should be. <i>Immutable.</i>
 *
 * @param limit of the ratio of tickcast to the echo
 * @param atMost whether the limit is an upper one
 */
record Goal(double limit, boolean atMost) {
  static Optional<Goal> of(Setup setup, Load load, Metric metric) {
    if (setup == Setup.ARCHIVES) {
      return metric == Metric.P99 ? Optional.of(new Goal(2, true)) : Optional.empty();
    }
    if (setup == Setup.POWER || !(load instanceof Load.Closed closed)) {
      return Optional.empty();
    }
    if (closed.inFlight() > 1) {
      return metric == Metric.THROUGHPUT ? Optional.of(new Goal(0.3, false)) : Optional.empty();
    }
    return switch (metric) {
      case P50 -> Optional.of(new Goal(1.5, true));
      case P99 -> Optional.of(new Goal(2, true));
      default -> Optional.empty();
    };
  }

  boolean isMetBy(double ratio) {
    return atMost ? ratio <= limit : ratio >= limit;
  }

  String verdict(double ratio) {
    return String.format(
        Locale.ROOT,
        "%s %.2f: %s",
        atMost ? "at most" : "at least",
        limit,
        isMetBy(ratio) ? "met" : "not met");
  }
}
