package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The time of this machine: {@link System#nanoTime} for its steadiness, tied to the wall clock once
 * a second. It never steps back: when the wall clock was put forward it jumps after it, and when it
 * was put back this clock runs slower by a tenth until both agree. A reading allocates nothing, but
 * for the one of each second that ties it. <i>Thread-safe</i>, without locks.
 */
public final class SystemClock implements EpochNanoClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long RETIE_AFTER_NANOS = NANOS_PER_SECOND;

  /** Differences below are within what a measurement can tell. */
  private static final long TOLERANCE_NANOS = 50_000L;

  /** A measurement that took longer was interrupted by something, and says little. */
  private static final long SPAN_NANOS = 20_000L;

  private static final int ATTEMPTS = 10;

  /** While ahead, the clock runs slower by one part in this many. */
  private static final int SLEW = 10;

  private final LongSupplier nanoTime;
  private final LongSupplier wallNanos;
  private final AtomicBoolean retying = new AtomicBoolean();
  private volatile Tie tie;

  /** The highest reading given out: a thread may still hold the tie before a slower one. */
  private final AtomicLong highest = new AtomicLong(Long.MIN_VALUE);

  /** Creates a clock that shows the time of this machine. */
  public SystemClock() {
    this(System::nanoTime, SystemClock::wallNow);
  }

  SystemClock(LongSupplier nanoTime, LongSupplier wallNanos) {
    this.nanoTime = nanoTime;
    this.wallNanos = wallNanos;
    this.tie = firstTie();
  }

  /**
   * What the readings follow from: at {@code nano} the clock showed {@code epoch} and was {@code
   * ahead} nanoseconds before the wall clock.
   */
  private record Tie(long nano, long epoch, long ahead) {
    long at(long nanoTime) {
      // Another thread may have tied the clock after this one read nanoTime.
      long elapsed = Math.max(0, nanoTime - nano);
      return epoch + elapsed - Math.min(ahead, elapsed / SLEW);
    }
  }

  /** How far the wall clock stood from nanoTime, and within what span that was measured. */
  private record Measured(long nano, long wall, long span) {}

  @Override
  public long epochNanos() {
    Tie current = tie;
    long nano = nanoTime.getAsLong();
    boolean fresh = nano - current.nano() < RETIE_AFTER_NANOS;
    if (fresh || !retying.compareAndSet(false, true)) {
      return atLeastHighest(current.at(nano));
    }
    try {
      Tie next = retie(tie);
      tie = next;
      return atLeastHighest(next.at(nanoTime.getAsLong()));
    } finally {
      retying.set(false);
    }
  }

  private long atLeastHighest(long reading) {
    long before = highest.get();
    while (reading > before) {
      if (highest.compareAndSet(before, reading)) {
        return reading;
      }
      before = highest.get();
    }
    return before;
  }

  private Tie retie(Tie current) {
    Measured measured = measure();
    long shown = current.at(measured.nano());
    long behind = measured.wall() - shown;
    if (Math.abs(behind) <= Math.max(TOLERANCE_NANOS, measured.span())) {
      behind = 0;
    }
    return new Tie(measured.nano(), shown + Math.max(0, behind), Math.max(0, -behind));
  }

  private Tie firstTie() {
    Measured measured = measure();
    return new Tie(measured.nano(), measured.wall(), 0);
  }

  private Measured measure() {
    Measured best = measureOnce();
    for (int i = 1; i < ATTEMPTS && best.span() > SPAN_NANOS; i++) {
      Measured other = measureOnce();
      if (other.span() < best.span()) {
        best = other;
      }
    }
    return best;
  }

  private Measured measureOnce() {
    long before = nanoTime.getAsLong();
    long wall = wallNanos.getAsLong();
    long span = nanoTime.getAsLong() - before;
    return new Measured(before + span / 2, wall, span);
  }

  private static long wallNow() {
    Instant now = Instant.now();
    return Math.addExact(Math.multiplyExact(now.getEpochSecond(), NANOS_PER_SECOND), now.getNano());
  }
}
