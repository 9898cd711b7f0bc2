package io.tickcast.core;

import java.time.Duration;

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
    if (batch.isEmpty()) {
      batchEnd = cursor.position() + cursor.read(batch, BATCH);
    }
    long before = cursor.position();
    if (!batch.isEmpty()) {
      int finished = sink.write(batch, timeout);
      batch.dropFirst(finished);
    }
    cursor.advanceTo(batch.isEmpty() ? batchEnd : batch.sequence(0));
    return (int) (cursor.position() - before);
  }

  /** Writes until told to stop, with growing pauses while the sink takes nothing. */
  void run(StopSignal stop) {
    while (!stop.isSet()) {
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
  }

  /**
   * Writes what is left, for a bounded time.
   *
   * @return the records that are left
   */
  long drain(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (cursor.lag() > 0 && System.nanoTime() - deadline < 0) {
      if (runOnce() == 0) {
        break;
      }
    }
    return cursor.lag();
  }

  String name() {
    return sink.name;
  }

  EngineStatus.SinkStatus status() {
    return sink.status(cursor.lag());
  }
}
