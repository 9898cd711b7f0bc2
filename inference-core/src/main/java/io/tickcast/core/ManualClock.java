package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that moves only when it is told to; for tests and for runs that play time.
 * <i>Thread-safe.</i>
 */
public final class ManualClock implements EpochNanoClock {
  private final AtomicLong now;

  /**
   * Creates a clock.
   *
   * @param epochNanos its first reading, nanoseconds since 1970-01-01T00:00:00Z
   */
  public ManualClock(long epochNanos) {
    now = new AtomicLong(epochNanos);
  }

  /**
   * Creates a clock.
   *
   * @param epochMillis its first reading, milliseconds since 1970-01-01T00:00:00Z
   * @throws ArithmeticException when that is beyond the year 2262
   */
  public static ManualClock ofMillis(long epochMillis) {
    return new ManualClock(Math.multiplyExact(epochMillis, 1_000_000L));
  }

  @Override
  public long epochNanos() {
    return now.get();
  }

  /**
   * Moves to a time.
   *
   * @param epochNanos not before the present reading
   * @throws IllegalArgumentException when it is: a clock never steps back
   */
  public void set(long epochNanos) {
    long before = now.getAndAccumulate(epochNanos, Math::max);
    if (epochNanos < before) {
      throw new IllegalArgumentException(
          "expected a time of at least " + before + " ns, found " + epochNanos);
    }
  }

  /**
   * Moves on.
   *
   * @param by at least zero
   * @return the new reading
   * @throws IllegalArgumentException when it is negative
   */
  public long advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("expected a duration of at least 0, found " + by);
    }
    long nanos = by.toNanos();
    return now.updateAndGet(reading -> Math.addExact(reading, nanos));
  }
}
