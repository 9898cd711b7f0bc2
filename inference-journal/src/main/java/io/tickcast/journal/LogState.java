package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of an open log share. Its monitor is the lock of the log: who holds it may change
 * the chain and the numbers. <i>Thread-safe</i> in that way; numbers are read by anybody.
 */
final class LogState {
  final SegmentChain chain;
  private final JournalConfig config;
  private volatile long first;
  private volatile long written;
  private volatile long durable;
  private volatile Intake intake = Intake.STOPPED;
  private volatile boolean closed;
  private volatile @Nullable InferenceException failure;

  /** Whether the last attempt to add a segment found no room; until the next maintenance. */
  private boolean cannotGrow;

  /** Whether a write found the device full all the same; until the next maintenance. */
  private boolean deviceFull;

  LogState(JournalConfig config, SegmentChain chain, Recovery recovery) {
    this.config = config;
    this.chain = chain;
    this.first = recovery.firstSequence();
    this.written = recovery.lastSequence();
    this.durable = recovery.lastSequence();
    updateIntake();
  }

  long first() {
    return first;
  }

  long written() {
    return written;
  }

  long durable() {
    return durable;
  }

  Intake intake() {
    return intake;
  }

  boolean isClosed() {
    return closed;
  }

  long limit(ReadLimit limit) {
    return limit == ReadLimit.DURABLE ? durable : written;
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure).map(InferenceException::getMessage);
  }

  synchronized void wrote(long sequence) {
    written = sequence;
    updateIntake();
    notifyAll();
  }

  synchronized void forced(long sequence) {
    durable = Math.max(durable, sequence);
    notifyAll();
  }

  synchronized void firstIs(long sequence) {
    first = sequence;
  }

  /**
   * Ends the log: what was written may be there or not, and nothing that comes after it may be
   * believed. The first reason stays.
   */
  synchronized InferenceException fail(String what, Throwable cause) {
    InferenceException reason =
        new InferenceException(
            ErrorCode.RESOURCE_UNAVAILABLE,
            "expected "
                + what
                + " in the journal "
                + config.folder()
                + ", found "
                + cause
                + "; records up to "
                + durable
                + " are durable, nothing more is taken: look at the disk, then restart",
            cause);
    if (failure == null) {
      failure = reason;
    }
    updateIntake();
    notifyAll();
    return reason;
  }

  synchronized void close() {
    closed = true;
    updateIntake();
    notifyAll();
  }

  /**
   * Checks that the log takes part in anything.
   *
   * @throws InferenceException (ILLEGAL_STATE) when it is closed; (RESOURCE_UNAVAILABLE) when it
   *     has failed
   */
  void checkUsable() {
    checkOpen();
    InferenceException reason = failure;
    if (reason != null) {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE, String.valueOf(reason.getMessage()), reason);
    }
  }

  boolean hasFailed() {
    return failure != null;
  }

  /**
   * Checks that the log is not closed; one that has failed can still be read.
   *
   * @throws InferenceException (ILLEGAL_STATE) when it is
   */
  void checkOpen() {
    if (closed) {
      throw new InferenceException(
          ErrorCode.ILLEGAL_STATE,
          "expected an open journal, found that the one in " + config.folder() + " is closed");
    }
  }

  /** Whether a record may be written now; under the lock. */
  boolean takes(int size, Priority priority) {
    long room = chain.roomBehind(size);
    boolean reserved = priority == Priority.RESERVED;
    return !deviceFull && room >= (reserved ? 0 : config.reserveBytes());
  }

  /** Whether it is worth to try to add a segment; under the lock. */
  boolean mayGrow() {
    return !cannotGrow && !deviceFull;
  }

  synchronized void blockGrowth() {
    cannotGrow = true;
    updateIntake();
  }

  synchronized void deviceIsFull() {
    deviceFull = true;
    updateIntake();
  }

  synchronized void tryAgain(boolean deviceHasRoom) {
    cannotGrow = false;
    deviceFull &= !deviceHasRoom;
    updateIntake();
  }

  synchronized void updateIntake() {
    int largest = RecordFormat.size(config.maxRecordBytes());
    Intake now = Intake.STOPPED;
    if (closed || failure != null || deviceFull) {
      now = Intake.STOPPED;
    } else if (!cannotGrow || takes(largest, Priority.NORMAL)) {
      now = Intake.OPEN;
    } else if (takes(largest, Priority.RESERVED)) {
      now = Intake.RESERVED_ONLY;
    }
    intake = now;
  }

  /** Waits for a change, or a while, or less. */
  synchronized void await(ReadLimit limit, long sequence, long waitMillis) {
    if (limit(limit) < sequence && waitMillis > 0 && !closed && failure == null) {
      waitFor(waitMillis);
    }
  }

  /** Waits until something is written and not durable, or a while, or less. */
  synchronized void awaitUnforced(long waitMillis) {
    if (written == durable && waitMillis > 0 && !closed && failure == null) {
      waitFor(waitMillis);
    }
  }

  /** Once: whoever waits looks at what it waits for, and comes again. */
  @SuppressWarnings("WaitNotInLoop")
  private void waitFor(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
