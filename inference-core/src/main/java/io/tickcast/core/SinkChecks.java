package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.time.Duration;
import java.util.List;

/**
 * Finds out now and then whether the targets of all sinks answer, so that a path that broke while
 * nothing went over it is seen before a signal needs it. At a start connections are still being
 * made: a target that does not answer then is asked again soon, and told of when that lasts.
 * <i>Confined</i> to its thread.
 */
final class SinkChecks {
  static final long PERIOD_MILLIS = 10_000;

  /** As long as a connection may take, and a few attempts of it. */
  static final long GRACE_MILLIS = 5_000;

  private static final long FIRST_PERIOD_MILLIS = 250;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final List<SinkTap> sinks;
  private final EpochNanoClock clock;

  SinkChecks(List<SinkTap> sinks, EpochNanoClock clock) {
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
  }

  /**
   * Checks every sink once.
   *
   * @param tells whether somebody is told of one that does not answer
   * @return whether all answer
   */
  boolean runOnce(boolean tells) {
    boolean all = true;
    for (SinkTap sink : sinks) {
      all &= sink.check(TIMEOUT, clock.epochNanos() / NANOS_PER_MILLI, tells);
    }
    return all;
  }

  /** Checks at a steady pace until told to stop. */
  void run(StopSignal stop) {
    long begun = clock.epochNanos();
    while (!stop.isSet()) {
      boolean starting = clock.epochNanos() - begun < GRACE_MILLIS * NANOS_PER_MILLI;
      boolean all = runOnce(!starting);
      stop.await(starting && !all ? FIRST_PERIOD_MILLIS : PERIOD_MILLIS);
    }
  }
}
