package io.tickcast.benchmarks.live;

import java.util.concurrent.locks.LockSupport;

/**
 * The times of an open loop: each bar is due a fixed period after the one before, whatever became
 * of that. <i>Immutable.</i>
 *
 * @param startNanos when the first is due, a reading of {@link System#nanoTime}
 * @param perSecond bars a second
 */
record Schedule(long startNanos, double perSecond) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** A sleep ends so much late at most, as a rule; the rest of the wait is spun. */
  private static final long SPIN_NANOS = 80_000;

  Schedule {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("expected more than 0 bars a second, found " + perSecond);
    }
  }

  /** When a bar is due, counted from 0. */
  long dueNanos(long index) {
    return startNanos + Math.round(index * NANOS_PER_SECOND / perSecond);
  }

  /** How many bars are due within a time. */
  long count(double seconds) {
    return Math.max(1, (long) (seconds * perSecond));
  }

  /** Waits until a bar is due; returns at once for one that is overdue. */
  void await(long index) {
    long due = dueNanos(index);
    long left = due - System.nanoTime();
    while (left > 0) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
      left = due - System.nanoTime();
    }
  }
}
