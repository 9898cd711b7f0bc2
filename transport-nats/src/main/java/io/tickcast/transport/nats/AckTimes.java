package io.tickcast.transport.nats;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * How long a sink in JetStream mode waits. <i>Immutable.</i>
 *
 * @param ackWait for the acknowledgement of a message before it is published again; doubled each
 *     time
 * @param resendFor how long after the first time a message may be published again
 */
record AckTimes(Duration ackWait, Duration resendFor) {
  static final String WAIT = "ack_wait_ms";
  static final Set<String> OPTIONS = Set.of(WAIT, "resend_ms");

  private static final Duration DEFAULT_WAIT = Duration.ofSeconds(2);
  private static final Duration DEFAULT_RESEND = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the time that is out of its range
   */
  AckTimes {
    check(WAIT, ackWait, SHORTEST);
    check("resend_ms", resendFor, ackWait);
  }

  static AckTimes from(Settings settings) {
    return new AckTimes(
        settings.millis(WAIT, DEFAULT_WAIT), settings.millis("resend_ms", DEFAULT_RESEND));
  }

  private static void check(String name, Duration time, Duration shortest) {
    if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected %d to %d, found %d",
              name,
              shortest.toMillis(),
              LONGEST.toMillis(),
              time.toMillis()));
    }
  }
}
