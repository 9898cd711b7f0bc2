package io.tickcast.journal;

import io.tickcast.api.InferenceException;
import java.io.IOException;

/**
 * How far somebody has finished the records of a log, under a name, across restarts. What is below
 * it may be deleted; what is above it comes again after a crash. <i>Thread-safe.</i>
 */
public final class LogCursor {
  private final String name;
  private final SlotFile file;
  private final SegmentLog log;
  private volatile long next;

  LogCursor(String name, SlotFile file, SegmentLog log, long next) {
    this.name = name;
    this.file = file;
    this.log = log;
    this.next = next;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The first sequence that is not finished. */
  public long next() {
    return next;
  }

  /** The number of records that are written and not finished. */
  public long lag() {
    return Math.max(0, log.writtenSequence() + 1 - next);
  }

  /**
   * Moves on, in memory: all records before a sequence are finished. Going back has no effect.
   *
   * @throws IllegalArgumentException when it is more than one beyond the last record
   */
  public synchronized void advanceTo(long sequence) {
    if (sequence > log.writtenSequence() + 1) {
      throw new IllegalArgumentException(
          "expected a sequence up to "
              + (log.writtenSequence() + 1)
              + " for cursor '"
              + name
              + "', found "
              + sequence);
    }
    next = Math.max(next, sequence);
  }

  /**
   * Makes the position durable, as far as the records below it are; nothing is written when it has
   * not moved. After a failure the position before counts, and it can be tried again.
   *
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the device fails
   */
  public void persist() {
    log.checkOpen();
    try {
      file.store(Math.max(persisted(), Math.min(next, log.durableSequence() + 1)));
    } catch (IOException e) {
      throw Opening.unavailable("expected the position of cursor '" + name + "' to be kept", e);
    }
  }

  /** The position that a restart would begin with. */
  public long persisted() {
    return file.value(0);
  }

  void close() throws IOException {
    file.close();
  }
}
