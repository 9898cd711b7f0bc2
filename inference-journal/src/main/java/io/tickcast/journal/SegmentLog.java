package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An append-only log of records in a folder of its own. A record that {@link #append} has given a
 * sequence survives the end of this process; one up to {@link #durableSequence} survives the end of
 * the machine's power. After a crash the log holds a prefix of what was appended, with all that was
 * durable in it.
 *
 * <p>It starts no threads. Lanes append, one thread calls {@link #force} every few milliseconds or
 * whenever {@link #awaitUnforced} returns true, one calls {@link #maintain} about once a second.
 * <i>Thread-safe.</i> Threads that use it are never interrupted: Java closes the file under an
 * interrupted thread, and the log fails for good.
 */
public final class SegmentLog implements AutoCloseable {
  /** What {@link #append} returns when there is no room for the record. */
  public static final long NO_ROOM = -1;

  private final JournalConfig config;
  private final UUID id;
  private final Recovery recovery;
  private final LogState state;
  private final Appender appender;
  private final Housekeeping housekeeping;

  /** One force at a time; taken before the lock of the log, never inside it. */
  private final Object forcing = new Object();

  SegmentLog(
      JournalConfig config,
      UUID id,
      Recovery recovery,
      LogState state,
      Appender appender,
      Housekeeping housekeeping) {
    this.config = config;
    this.id = id;
    this.recovery = recovery;
    this.state = state;
    this.appender = appender;
    this.housekeeping = housekeeping;
  }

  /**
   * Opens the log in a folder on disk, and makes one when there is none.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the folder is in use or can not be read
   *     and written; (MALFORMED_DATA) when it is damaged, with the place and what to do
   */
  public static SegmentLog open(JournalConfig config) {
    return open(config, DiskFiles.in(config.folder()));
  }

  /**
   * Opens the log in a folder that is reached in another way.
   *
   * @throws InferenceException as {@link #open(JournalConfig)}
   */
  public static SegmentLog open(JournalConfig config, LogFiles files) {
    SegmentLog log = new Opening(config, files).open();
    boolean done = false;
    try {
      log.housekeeping.addSpares(log.state);
      done = true;
      return log;
    } finally {
      if (!done) {
        log.close();
      }
    }
  }

  /**
   * Writes a record, and returns when the operating system has it.
   *
   * @param type the caller's, any number
   * @param bytes holds the payload, which is copied
   * @return its sequence, one more than that of the record before it; or {@link #NO_ROOM}, when
   *     nothing was written
   * @throws InferenceException (LIMIT_EXCEEDED) when it is longer than the settings allow;
   *     (RESOURCE_UNAVAILABLE) when the log fails or has failed; (ILLEGAL_STATE) when it is closed
   */
  public long append(int type, byte[] bytes, int offset, int length, Priority priority) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    Objects.requireNonNull(priority, "priority");
    if (length > config.maxRecordBytes()) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          "expected a journal record of at most "
              + config.maxRecordBytes()
              + " bytes, found "
              + length);
    }
    long sequence = tryAppend(type, bytes, offset, length, priority);
    // Only when maintain() is late: the segments that it keeps ready are used up.
    while (sequence == NO_ROOM && housekeeping.grow(state)) {
      sequence = tryAppend(type, bytes, offset, length, priority);
    }
    return sequence;
  }

  private long tryAppend(int type, byte[] bytes, int offset, int length, Priority priority) {
    int size = RecordFormat.size(length);
    synchronized (state) {
      state.checkUsable();
      if (!state.takes(size, priority)) {
        return NO_ROOM;
      }
      long sequence = state.written() + 1;
      boolean known = false;
      try {
        Segment segment = state.chain.forRecord(size);
        appender.append(segment, sequence, state.durable(), type, bytes, offset, length);
        known = true;
      } catch (NoSpaceException e) {
        known = true;
        state.deviceIsFull();
        return NO_ROOM;
      } catch (IOException e) {
        throw state.fail("record " + sequence + " to be written", e);
      } finally {
        if (!known) {
          failIfStillUsable(sequence);
        }
      }
      state.wrote(sequence);
      return sequence;
    }
  }

  /** What stopped a write half-way, even lack of memory, has left half a record. */
  private void failIfStillUsable(long sequence) {
    if (!state.hasFailed()) {
      state.fail(
          "record " + sequence + " to be written", new IllegalStateException("a write cut short"));
    }
  }

  /**
   * Brings all that is written to the device, as one group, while others go on appending.
   *
   * @return the last sequence that is durable now
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when it fails or has failed: what was not
   *     durable before may be lost, and no later call can tell; (ILLEGAL_STATE) when it is closed
   */
  public long force() {
    synchronized (forcing) {
      long target;
      List<Segment> segments;
      synchronized (state) {
        state.checkUsable();
        target = state.written();
        segments = state.chain.behind(state.durable());
      }
      try {
        for (Segment segment : segments) {
          segment.file.force(false);
        }
      } catch (IOException | RuntimeException e) {
        throw state.fail("records up to " + target + " to be forced to the device", e);
      }
      state.forced(target);
      return target;
    }
  }

  /** The last record that is written, 0 when there has been none. */
  public long writtenSequence() {
    return state.written();
  }

  /** The last record that is durable, 0 when there has been none. */
  public long durableSequence() {
    return state.durable();
  }

  /** The oldest record, or the next one to be written when there is none. */
  public long firstSequence() {
    return state.first();
  }

  /** What {@link #append} takes at the moment: one read of a field. */
  public Intake intake() {
    return state.intake();
  }

  /** Why the log has failed for good, when it has. */
  public Optional<String> failure() {
    return state.failure();
  }

  /** The id of this log, which no other one has; new after a repair. */
  public UUID id() {
    return id;
  }

  /** What was found and done when the log was opened. */
  public Recovery recovery() {
    return recovery;
  }

  /** What there is at the moment, for people. */
  public LogStatus status() {
    return housekeeping.status(state);
  }

  /**
   * Waits until something is written that is not durable, or for a while; it may return early.
   *
   * @return whether there is something
   */
  public boolean awaitUnforced(long waitMillis) {
    state.awaitUnforced(waitMillis);
    return state.written() > state.durable();
  }

  /**
   * Waits until a record is durable, or for a while; it may return early.
   *
   * @return whether it is
   */
  public boolean awaitDurable(long sequence, long waitMillis) {
    state.await(ReadLimit.DURABLE, sequence, waitMillis);
    return state.durable() >= sequence;
  }

  /**
   * Opens a reader of the records from a sequence on.
   *
   * @param from from {@link #firstSequence} to one more than {@link #writtenSequence}
   * @throws InferenceException (NOT_FOUND) when the record has been released or is not yet due;
   *     (ILLEGAL_STATE) when the log is closed
   */
  public LogReader read(long from, ReadLimit limit) {
    state.checkOpen();
    return new LogReader(housekeeping.files(), state, from, limit);
  }

  /**
   * Opens the cursor of a name. From its first call on, until {@link #removeCursor}, no record is
   * released that the cursor has not passed.
   *
   * @param name 1 to 64 of [a-z0-9_-]
   * @param nextIfNew where it begins when it does not exist; a cursor begins no later than behind
   *     the last durable record
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the device fails
   */
  public LogCursor cursor(String name, long nextIfNew) {
    return housekeeping.openCursor(this, state, name, nextIfNew);
  }

  /**
   * Forgets a cursor, opened or not, whose reader will not come back.
   *
   * @return whether there was one
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the device fails
   */
  public boolean removeCursor(String name) {
    return housekeeping.removeCursor(state, name);
  }

  /**
   * Deletes the segments that hold nothing but records below a sequence and below all cursors, as
   * far as these are persisted. The last record always stays.
   *
   * @return how many segments were deleted
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the device fails
   */
  public int releaseBefore(long sequence) {
    return housekeeping.release(state, sequence);
  }

  /**
   * Does what is due now and then: persists cursors and how far the log is durable, makes segments
   * ready, and looks whether there is room again. It may take as long as a segment takes to be
   * written, and holds up no append.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the device fails
   */
  public void maintain() {
    housekeeping.maintain(state);
  }

  void checkOpen() {
    state.checkOpen();
  }

  /**
   * Forces what is written, persists the cursors, and lets go of the folder. Twice does no harm.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when not all of it is durable
   */
  @Override
  public synchronized void close() {
    if (state.isClosed()) {
      return;
    }
    try {
      if (!state.hasFailed()) {
        force();
        housekeeping.persist(state);
      }
    } finally {
      synchronized (forcing) {
        state.close();
        housekeeping.close(state);
      }
    }
  }
}
