package io.tickcast.benchmarks.live;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The windows of both sides under one load, each pair next to each other in time. <i>Immutable.</i>
 *
 * @param setup of the service
 * @param load that both were under
 * @param echo its windows, in order
 * @param tickcast its windows, in order
 */
record Comparison(Setup setup, Load load, List<Result> echo, List<Result> tickcast) {
  Comparison {
    echo = List.copyOf(echo);
    tickcast = List.copyOf(tickcast);
    if (echo.isEmpty() || echo.size() != tickcast.size()) {
      throw new IllegalArgumentException(
          "expected pairs of windows, found " + echo.size() + " and " + tickcast.size());
    }
  }

  List<Result> windows(Side side) {
    return side == Side.ECHO ? echo : tickcast;
  }

  Spread figure(Side side, ToDoubleFunction<Result> metric) {
    return Spread.of(figures(side, metric));
  }

  /** Of tickcast to the echo, pair by pair. */
  Spread ratio(ToDoubleFunction<Result> metric) {
    return Spread.ofRatios(figures(Side.TICKCAST, metric), figures(Side.ECHO, metric));
  }

  private double[] figures(Side side, ToDoubleFunction<Result> metric) {
    return windows(side).stream().mapToDouble(metric).toArray();
  }
}
