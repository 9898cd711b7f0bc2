package io.tickcast.benchmarks.live;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Bars at a steady rate for minutes, with Kafka and ClickHouse on: each has to come back once and
 * to be in both archives, and what the service holds should stay flat. <i>Confined.</i>
 */
final class Soak {
  private static final double WINDOW_SECONDS = 30;
  private static final int WINDOWS_A_MINUTE = 2;

  private final Driver driver;
  private final Service service;
  private final Consumer<String> out;

  Soak(Driver driver, Service service, Consumer<String> out) {
    this.driver = driver;
    this.service = service;
    this.out = out;
  }

  /**
   * Sends bars.
   *
   * @return how many
   */
  long run(int minutes) {
    long sent = 0;
    out.accept("minute      bars    p50 us    p99 us    max us    heap MiB  resident MiB  threads");
    for (int minute = 1; minute <= minutes; minute++) {
      for (int i = 0; i < WINDOWS_A_MINUTE; i++) {
        Driver.Outcome outcome =
            driver.run(Side.TICKCAST, new Load.Open(Setup.RATE), WINDOW_SECONDS);
        sent += outcome.window().bars();
        if (i + 1 == WINDOWS_A_MINUTE) {
          out.accept(line(minute, sent, outcome, Vitals.of(service.processId())));
        }
      }
    }
    service.awaitArchives();
    service.verify(sent);
    return sent;
  }

  private static String line(int minute, long sent, Driver.Outcome outcome, Vitals vitals) {
    return String.format(
        Locale.ROOT,
        "%6d  %,8d  %,8d  %,8d  %,8d  %10.1f  %12.1f  %7d",
        minute,
        sent,
        outcome.window().latency().getValueAtPercentile(50) / 1_000,
        outcome.window().latency().getValueAtPercentile(99) / 1_000,
        outcome.window().latency().getMaxValue() / 1_000,
        vitals.heapKib() / 1024.0,
        vitals.residentKib() / 1024.0,
        vitals.threads());
  }
}
