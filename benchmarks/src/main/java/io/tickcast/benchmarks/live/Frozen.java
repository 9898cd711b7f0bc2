package io.tickcast.benchmarks.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Bars at a steady rate, a minute with Kafka and ClickHouse at work and a minute with both frozen,
 * in turn: what stands still behind the journal should not be felt on NATS. <i>Confined.</i>
 */
final class Frozen {
  private static final double WINDOW_SECONDS = 30;
  private static final int WINDOWS_A_MINUTE = 2;
  private static final double WARM_UP_SECONDS = 15;

  private final Driver driver;
  private final Service service;
  private final Archives archives;
  private final Consumer<String> progress;
  private final List<Result.Percentiles> atWork = new ArrayList<>();
  private final List<Result.Percentiles> frozen = new ArrayList<>();
  private long sent;

  Frozen(Driver driver, Service service, Archives archives, Consumer<String> progress) {
    this.driver = driver;
    this.service = service;
    this.archives = archives;
    this.progress = progress;
  }

  /**
   * Sends bars.
   *
   * @param rounds minutes of either kind
   * @return how many bars
   */
  long run(int rounds) {
    progress.accept("warming up");
    // As many as go, and never more than wait: a cold service does not keep up with the rate.
    sent +=
        driver
            .run(Side.TICKCAST, new Load.Closed(Setup.MOST_IN_FLIGHT), WARM_UP_SECONDS)
            .window()
            .bars();
    minute(new ArrayList<>());
    for (int round = 1; round <= rounds; round++) {
      progress.accept("archives at work, minute %d of %d".formatted(round, rounds));
      service.awaitArchives();
      minute(atWork);
      progress.accept("archives frozen, minute %d of %d".formatted(round, rounds));
      frozenMinute();
    }
    service.awaitArchives();
    service.verify(sent);
    return sent;
  }

  private void frozenMinute() {
    archives.freeze();
    try {
      minute(frozen);
    } finally {
      archives.thaw();
    }
  }

  private void minute(List<Result.Percentiles> windows) {
    for (int i = 0; i < WINDOWS_A_MINUTE; i++) {
      System.gc();
      Driver.Outcome outcome = driver.run(Side.TICKCAST, new Load.Open(Setup.RATE), WINDOW_SECONDS);
      sent += outcome.window().bars();
      windows.add(Result.Percentiles.of(outcome.window().latency()));
    }
  }

  /** The figures of both kinds of minutes, and their ratios window by window. */
  String report() {
    return String.format(
            Locale.ROOT,
            "%-14s %16s %16s   %s%n",
            "%,d bars/s".formatted(Setup.RATE),
            "at work",
            "frozen",
            "ratio  (from .. to)")
        + row("p50", Result.Percentiles::p50)
        + row("p99", Result.Percentiles::p99)
        + row("p99.9", Result.Percentiles::p999)
        + row("max", Result.Percentiles::max);
  }

  private String row(String title, ToDoubleFunction<Result.Percentiles> of) {
    double[] still = frozen.stream().mapToDouble(of).toArray();
    double[] busy = atWork.stream().mapToDouble(of).toArray();
    Spread ratio = Spread.ofRatios(still, busy);
    return String.format(
        Locale.ROOT,
        "  %-12s %,13.0f us %,13.0f us   %5.2f  (%.2f .. %.2f)%n",
        title,
        Spread.of(busy).median(),
        Spread.of(still).median(),
        ratio.median(),
        ratio.min(),
        ratio.max());
  }
}
