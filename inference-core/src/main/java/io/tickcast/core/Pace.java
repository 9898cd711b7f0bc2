package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Lets so many frames pass in a second, or as many as are asked for. <i>Confined.</i> */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double framesPerSecond;
  private final EpochNanoClock clock;
  private final LongConsumer park;
  private boolean started;
  private long startNanos;
  private long passed;

  /**
   * Creates a pace.
   *
   * @param framesPerSecond 0 for no bound
   * @param clock what the seconds are measured by
   * @param park waits for at most so many nanoseconds
   */
  Pace(double framesPerSecond, EpochNanoClock clock, LongConsumer park) {
    if (!(framesPerSecond >= 0 && framesPerSecond <= NANOS_PER_SECOND)) {
      throw new IllegalArgumentException(
          "expected 0 to 1e9 frames a second, found " + framesPerSecond);
    }
    this.framesPerSecond = framesPerSecond;
    this.clock = clock;
    this.park = park;
  }

  static Pace unbounded() {
    return new Pace(0, () -> 0, nanos -> {});
  }

  static Pace of(double framesPerSecond, EpochNanoClock clock) {
    return new Pace(framesPerSecond, clock, LockSupport::parkNanos);
  }

  /** The same pace from its beginning. */
  Pace unstarted() {
    return new Pace(framesPerSecond, clock, park);
  }

  /** How many frames may pass now; waits once for the next one when there is none. */
  int allowance(int limit, Duration longestWait) {
    if (framesPerSecond == 0) {
      return limit;
    }
    if (!started) {
      started = true;
      startNanos = clock.epochNanos();
    }
    int due = due(limit);
    if (due > 0 || longestWait.isZero()) {
      return due;
    }
    park.accept(Math.min(nanosToNext(), saturatedNanos(longestWait)));
    return due(limit);
  }

  /** A frame has passed. */
  void passed() {
    passed++;
  }

  private int due(int limit) {
    double elapsed = clock.epochNanos() - startNanos;
    double due = Math.floor(elapsed * framesPerSecond / NANOS_PER_SECOND) + 1 - passed;
    return (int) Math.max(0, Math.min(limit, due));
  }

  private long nanosToNext() {
    long next = startNanos + (long) Math.ceil(passed * NANOS_PER_SECOND / framesPerSecond);
    return Math.max(1, next - clock.epochNanos());
  }

  private static long saturatedNanos(Duration duration) {
    // Longer waits than a minute are of no use to a poller, and could overflow.
    return duration.toSeconds() >= 60 ? Duration.ofMinutes(1).toNanos() : duration.toNanos();
  }
}
