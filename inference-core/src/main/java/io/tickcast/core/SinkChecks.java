package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.time.Duration;
import java.util.List;

/**
 * Finds out now and then whether the targets of all sinks answer, so that a path that broke while
 * nothing went over it is seen before a signal needs it. <i>Confined</i> to its thread.
 */
final class SinkChecks {
  static final long PERIOD_MILLIS = 10_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final List<SinkTap> sinks;
  private final EpochNanoClock clock;

  SinkChecks(List<SinkTap> sinks, EpochNanoClock clock) {
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
  }

  /** Checks every sink once. */
  void runOnce() {
    for (SinkTap sink : sinks) {
      sink.check(TIMEOUT, clock.epochNanos() / NANOS_PER_MILLI);
    }
  }

  /** Checks at a steady pace until told to stop. */
  void run(StopSignal stop) {
    while (!stop.isSet()) {
      runOnce();
      stop.await(PERIOD_MILLIS);
    }
  }
}
