package io.tickcast.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries records from the journal to one archive sink, in order, behind its own cursor.
 * <i>Confined</i> to its thread, but for {@link #status}.
 */
final class Relay {
  private static final int BATCH = 500;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 3_000;
  private static final long IDLE_WAIT_MILLIS = 100;

  private final SinkTap sink;
  private final Journal.Cursor cursor;
  private final Duration timeout;
  private final ArchiveBatch batch;
  private long batchEnd;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private volatile boolean running;

  Relay(SinkTap sink, Journal.Cursor cursor, Duration timeout) {
    this.sink = sink;
    this.cursor = cursor;
    this.timeout = timeout;
    this.batch = new ArchiveBatch(sink.kinds);
    this.batchEnd = cursor.position();
  }

  /**
   * Writes one batch, or what is left of the last one.
   *
   * @return how far the cursor moved
   */
  int runOnce() {
    return runOnce(timeout);
  }

  private int runOnce(Duration longest) {
    if (batch.isEmpty()) {
      batchEnd = cursor.position() + cursor.read(batch, BATCH);
    }
    long before = cursor.position();
    if (!batch.isEmpty()) {
      int finished = sink.write(batch, longest);
      batch.dropFirst(finished);
    }
    cursor.advanceTo(batch.isEmpty() ? batchEnd : batch.sequence(0));
    return (int) (cursor.position() - before);
  }

  /** Writes until told to stop, with growing pauses while the sink takes nothing. */
  void run(StopSignal stop) {
    running = true;
    try {
      while (!stop.isSet()) {
        gather(stop);
        runAndPause(stop);
      }
    } finally {
      running = false;
    }
  }

  private void runAndPause(StopSignal stop) {
    int moved = runOnce();
    if (moved > 0) {
      pauseMillis = FIRST_PAUSE_MILLIS;
    } else if (batch.isEmpty()) {
      cursor.await(IDLE_WAIT_MILLIS);
    } else {
      stop.await(pauseMillis);
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  /** Lets records gather behind the first one, for sinks that like few large batches. */
  private void gather(StopSignal stop) {
    long waiting = cursor.lag();
    if (!sink.linger.isZero() && batch.isEmpty() && waiting > 0 && waiting < BATCH) {
      stop.await(sink.linger.toMillis());
    }
  }

  /**
   * Writes what is left until a deadline, trying again while the sink takes nothing. A thread that
   * is stuck inside the sink keeps the relay to itself.
   *
   * @param deadlineNanos a reading of {@link System#nanoTime}
   * @return the records that are left
   */
  long drain(long deadlineNanos) {
    long left = deadlineNanos - System.nanoTime();
    while (!running && cursor.lag() > 0 && left > 0) {
      if (runOnce(shorter(timeout, left)) == 0) {
        LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS)));
      }
      left = deadlineNanos - System.nanoTime();
    }
    return cursor.lag();
  }

  private static Duration shorter(Duration duration, long nanos) {
    Duration other = Duration.ofNanos(nanos);
    return duration.compareTo(other) < 0 ? duration : other;
  }

  String name() {
    return sink.name;
  }

  EngineStatus.SinkStatus status() {
    return sink.status(cursor.lag());
  }
}
