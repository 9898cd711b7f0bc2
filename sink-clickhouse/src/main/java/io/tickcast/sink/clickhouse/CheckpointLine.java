package io.tickcast.sink.clickhouse;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * A connection to the tables of checkpoints on which one question is asked at a time, within a time
 * in which its turn has to come too. <i>Thread-safe.</i>
 */
final class CheckpointLine implements AutoCloseable {
  private final ClickHouseLink link;
  private final CheckpointReader reader;
  private final Duration time;

  /** The end of a link's time is that of one call. */
  private final ReentrantLock asking = new ReentrantLock();

  private volatile boolean closed;

  CheckpointLine(StoreSettings settings, Duration time, EpochNanoClock clock) {
    this.link = new ClickHouseLink(settings.server());
    this.reader = new CheckpointReader(settings, link, clock);
    this.time = time;
  }

  /**
   * Asks something.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when there is no answer;
   *     (ILLEGAL_STATE) after the close; (RESOURCE_UNAVAILABLE, INVALID_CONFIGURATION) when
   *     certificates can not be read
   */
  <T> T ask(BiFunction<CheckpointReader, Deadline, T> question) {
    requireOpen();
    Deadline whole = Deadline.unwatched(time);
    if (!tryLock()) {
      throw link.faults().noAnswer(time, null);
    }
    try (Deadline deadline = link.deadline(whole.left())) {
      link.prepare();
      return question.apply(reader, deadline);
    } catch (InferenceException e) {
      // What a close cuts off fails as if the server were away.
      requireOpen();
      throw e;
    } finally {
      asking.unlock();
    }
  }

  private boolean tryLock() {
    try {
      return asking.tryLock(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void requireOpen() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          link.settings().name() + ": expected an open checkpoint store, found it closed");
    }
  }

  /** What is being asked is cut off. */
  @Override
  public void close() {
    closed = true;
    link.close();
  }
}
