package io.tickcast.core;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final SinkTap sink;
  private final Journal.Cursor cursor;
  private final Duration timeout;
  private final Optional<DeadLetters> deadLetters;
  private final EpochNanoClock clock;
  private final Reporter reporter;
  private final ArchiveBatch batch;

  /** Refused records that are not kept yet: the cursor stays in front of them. */
  private final List<DeadLetter> unkept = new ArrayList<>();

  private long batchEnd;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private boolean keepFailed;
  private volatile long frontNanos;
  private volatile boolean running;

  /**
   * Creates a relay.
   *
   * @param timeout for one batch
   * @param deadLetters keeps what the sink refuses for good, where there is a disk for it
   */
  Relay(
      SinkTap sink,
      Journal.Cursor cursor,
      Duration timeout,
      Optional<DeadLetters> deadLetters,
      EpochNanoClock clock,
      Reporter reporter) {
    this.sink = sink;
    this.cursor = cursor;
    this.timeout = timeout;
    this.deadLetters = deadLetters;
    this.clock = clock;
    this.reporter = reporter;
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
    if (batch.isEmpty() && unkept.isEmpty()) {
      batchEnd = cursor.position() + cursor.read(batch, BATCH);
    }
    noteFront();
    if (!batch.isEmpty() && unkept.isEmpty()) {
      batch.dropFirst(sink.write(batch, longest, this::refused));
    }
    if (!keepRefused()) {
      return 0;
    }
    noteFront();
    long before = cursor.position();
    cursor.advanceTo(batch.isEmpty() ? batchEnd : batch.sequence(0));
    return (int) (cursor.position() - before);
  }

  private void noteFront() {
    frontNanos = batch.isEmpty() ? 0 : batch.firstDecidedAtNanos();
  }

  private void refused(int index, String reason) {
    if (deadLetters.isPresent()) {
      long now = clock.epochNanos() / NANOS_PER_MILLI;
      unkept.add(batch.letter(index, sink.name, now, reason));
    }
  }

  /** Whether all refused records are kept; only then nothing is lost when the cursor moves on. */
  private boolean keepRefused() {
    if (unkept.isEmpty()) {
      return true;
    }
    try {
      deadLetters.orElseThrow().keep(unkept);
      unkept.clear();
      keepFailed = false;
      return true;
    } catch (InferenceException e) {
      if (!keepFailed) {
        keepFailed = true;
        reporter.alert(
            "dead_letters_failed",
            "sink '" + sink.name + "' waits with what comes after: " + e.getMessage());
      }
      return false;
    }
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
    } else if (batch.isEmpty() && unkept.isEmpty()) {
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
    long lag = cursor.lag();
    long front = frontNanos;
    long waited = lag == 0 || front == 0 ? 0 : clock.epochNanos() - front;
    return sink.status(lag, Math.max(0, waited / NANOS_PER_MILLI));
  }
}
