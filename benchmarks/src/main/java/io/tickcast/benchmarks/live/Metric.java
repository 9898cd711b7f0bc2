package io.tickcast.benchmarks.live;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure of a window that both sides have. */
enum Metric {
  THROUGHPUT("throughput", "%,.0f bars/s", Result::barsPerSecond),
  P50("p50", "%,.0f us", result -> result.latency().p50()),
  P99("p99", "%,.0f us", result -> result.latency().p99()),
  P999("p99.9", "%,.0f us", result -> result.latency().p999()),
  CPU("CPU per bar", "%,.1f us", result -> result.cpu().answering()),
  SERVER_CPU("CPU per bar, NATS server", "%,.1f us", result -> result.cpu().server());

  private final String title;
  private final String format;
  private final ToDoubleFunction<Result> of;

  Metric(String title, String format, ToDoubleFunction<Result> of) {
    this.title = title;
    this.format = format;
    this.of = of;
  }

  /** What is shown of a load: the throughput of an open loop is its rate. */
  static List<Metric> shown(Load load) {
    if (load instanceof Load.Closed closed && closed.inFlight() > 1) {
      return List.of(THROUGHPUT, P50, P99, CPU, SERVER_CPU);
    }
    return List.of(P50, P99, P999, CPU, SERVER_CPU);
  }

  String title() {
    return title;
  }

  ToDoubleFunction<Result> of() {
    return of;
  }

  String text(double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
