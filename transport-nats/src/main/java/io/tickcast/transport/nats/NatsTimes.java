package io.tickcast.transport.nats;

import java.time.Duration;
import java.util.Locale;

/**
 * The times of a connection. <i>Immutable.</i>
 *
 * @param connect how long one attempt to connect may take, with its handshakes
 * @param ping how often an answer is asked of the server; a server that stands still is noticed
 *     after {@code pingsOut + 1} to {@code pingsOut + 2} of these
 * @param pingsOut how many answers may be missing
 * @param reconnect the longest pause between two attempts to connect
 * @param close how long a close may take to flush
 */
record NatsTimes(
    Duration connect, Duration ping, int pingsOut, Duration reconnect, Duration close) {
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the time that is out of its range
   */
  public NatsTimes {
    check("connect_timeout_ms", connect, LONGEST);
    check("ping_interval_ms", ping, LONGEST);
    check("reconnect_wait_ms", reconnect, LONGEST_PAUSE);
    check("close_timeout_ms", close, LONGEST);
    if (pingsOut < 1 || pingsOut > 100) {
      throw new IllegalArgumentException("pings_out: expected 1 to 100, found " + pingsOut);
    }
  }

  /** 2 s to connect, a ping every second with 2 out, pauses up to 2 s, 2 s to close. */
  public static NatsTimes defaults() {
    Duration two = Duration.ofSeconds(2);
    return new NatsTimes(two, Duration.ofSeconds(1), 2, two, two);
  }

  static NatsTimes from(Settings settings) {
    NatsTimes defaults = defaults();
    return new NatsTimes(
        settings.millis("connect_timeout_ms", defaults.connect),
        settings.millis("ping_interval_ms", defaults.ping),
        (int) Math.min(settings.whole("pings_out", defaults.pingsOut), Integer.MAX_VALUE),
        settings.millis("reconnect_wait_ms", defaults.reconnect),
        settings.millis("close_timeout_ms", defaults.close));
  }

  /** After this time without an answer the server counts as gone. */
  Duration longestSilence() {
    return ping.multipliedBy(pingsOut + 2L);
  }

  private static void check(String name, Duration time, Duration longest) {
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected %d to %d, found %d",
              name,
              SHORTEST.toMillis(),
              longest.toMillis(),
              time.toMillis()));
    }
  }
}
