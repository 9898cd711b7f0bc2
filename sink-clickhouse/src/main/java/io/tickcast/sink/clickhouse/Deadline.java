package io.tickcast.sink.clickhouse;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The end of the time that a call has: what hangs then is aborted. The client's own time-outs do
 * not end a write to a server that reads no more. <i>Confined</i>, but for the abort.
 */
final class Deadline implements AutoCloseable {
  private final Duration time;
  private final long endNanos;
  private final Future<?> abort;

  private Deadline(Duration time, long endNanos, Future<?> abort) {
    this.time = time;
    this.endNanos = endNanos;
    this.abort = abort;
  }

  /**
   * Starts the time.
   *
   * @param time how long it is
   * @param watch runs the abort
   * @param abort called once, on a thread of {@code watch}, when the time has passed
   */
  static Deadline in(Duration time, ScheduledExecutorService watch, Runnable abort) {
    long nanos = time.toNanos();
    return new Deadline(
        time, System.nanoTime() + nanos, watch.schedule(abort, nanos, TimeUnit.NANOSECONDS));
  }

  /** Starts a time at whose end nothing happens. */
  static Deadline unwatched(Duration time) {
    return new Deadline(
        time, System.nanoTime() + time.toNanos(), CompletableFuture.completedFuture(null));
  }

  /** How long the time was at its start. */
  Duration time() {
    return time;
  }

  /** Whole milliseconds that are left, at least 1, because 0 means forever to the client. */
  int leftMillis() {
    long millis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, millis));
  }

  /** What is left; zero when the time has passed. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /** Whether the time has passed. */
  boolean hasPassed() {
    return System.nanoTime() - endNanos >= 0;
  }

  /** Ends the watch. */
  @Override
  public void close() {
    abort.cancel(false);
  }
}
