package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.time.Duration;

/**
 * Ends challengers that keep their lane from the bars behind: those that take longer than they may
 * several times in a row. <i>Immutable</i>: what it counts belongs to the challenger's lane.
 */
final class ChallengerBudget {
  /** A single one may be the machine's fault. */
  static final int IN_A_ROW = 10;

  private final EpochNanoClock clock;
  private final long limitNanos;
  private final Spent spent;

  /** Hears of a challenger that is to end; must return at once. */
  @FunctionalInterface
  interface Spent {
    /** It took longer than it may, the last time so long. */
    void spent(Series series, LoadedModel challenger, Duration last);
  }

  ChallengerBudget(EpochNanoClock clock, Duration limit, Spent spent) {
    this.clock = clock;
    this.limitNanos = limit.toNanos();
    this.spent = spent;
  }

  /** A reading, to be handed to {@link #end}. */
  long begin() {
    return clock.epochNanos();
  }

  /** The challenger has decided a bar. */
  void end(ServingModel challenger, long begunNanos, long decidedNanos) {
    long took = decidedNanos - begunNanos;
    challenger.slowInARow = took > limitNanos ? challenger.slowInARow + 1 : 0;
    // Until the lane is told otherwise it is scored on, so that all of it is in the records.
    if (challenger.slowInARow == IN_A_ROW) {
      spent.spent(challenger.series, challenger.loaded, Duration.ofNanos(took));
    }
  }
}
