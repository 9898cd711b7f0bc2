package io.tickcast.examples.service;

import java.time.Duration;
import java.util.Locale;

/** What the difference between the clock of this machine and that of a server means. */
final class ClockVerdict {
  /** What all lines about the clock begin with. */
  static final String CHECK = "clock";

  private static final Duration WARN_FROM = Duration.ofMillis(100);
  private static final Duration FAIL_FROM = Duration.ofSeconds(1);
  private static final String WHY =
      ": latency limits, the age of bars and the refusal of bars from the future go by this clock";
  private static final String ADVICE =
      "let chrony or systemd-timesyncd set the clocks of both machines; 'timedatectl' shows whether"
          + " it does";

  private ClockVerdict() {}

  /**
   * Judges by the smallest difference that the measurement allows, so that a slow network is not
   * taken for a wrong clock.
   *
   * @param server who told the time
   * @param ahead how far the server is ahead of this machine
   * @param accuracy how far off that can be
   */
  static Diagnosis of(String server, Duration ahead, Duration accuracy) {
    String check = CHECK + " against " + server;
    Duration least = ahead.abs().minus(accuracy);
    String found =
        String.format(
            Locale.ROOT,
            "the server is %s %s this machine, give or take %s",
            millis(ahead.abs()),
            ahead.isNegative() ? "behind" : "ahead of",
            millis(accuracy));
    if (least.compareTo(FAIL_FROM) >= 0) {
      return Diagnosis.fail(check, expected(FAIL_FROM) + found + WHY, ADVICE);
    }
    if (least.compareTo(WARN_FROM) >= 0) {
      return Diagnosis.warn(check, expected(WARN_FROM) + found + WHY, ADVICE);
    }
    return Diagnosis.ok(check, found);
  }

  /** No server has told the time. */
  static Diagnosis unknown() {
    return Diagnosis.warn(
        CHECK,
        "expected a ClickHouse or Kafka server that tells the time, found none" + WHY,
        ADVICE);
  }

  private static String expected(Duration limit) {
    return "expected less than " + limit.toMillis() + " ms between the clocks, found that ";
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }
}
