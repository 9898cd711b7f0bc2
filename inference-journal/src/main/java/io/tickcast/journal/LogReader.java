package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a log one after the other, as they are written, through a buffer that is
 * used again and again. <i>Confined</i> to one thread.
 */
public final class LogReader implements AutoCloseable {
  private final LogFiles files;
  private final LogState state;
  private final ReadLimit limit;
  private long next;
  private @Nullable Segment segment;
  private @Nullable LogFile file;
  private @Nullable RecordReader records;
  private long offset;

  /** The last record that was complete when the buffer was filled. */
  private long trusted;

  LogReader(LogFiles files, LogState state, long from, ReadLimit limit) {
    this.files = files;
    this.state = state;
    this.limit = limit;
    this.next = from;
    if (from < state.first() || from > state.written() + 1) {
      throw new InferenceException(
          ErrorCode.NOT_FOUND,
          "expected a record from "
              + state.first()
              + " to "
              + (state.written() + 1)
              + " to read from, found "
              + from);
    }
  }

  /**
   * Goes to the next record, when there is one within the limit.
   *
   * @return whether there is
   * @throws InferenceException (MALFORMED_DATA) when the record on the device is not the one that
   *     was written; (NOT_FOUND) when it has been released; (RESOURCE_UNAVAILABLE) when it can not
   *     be read; (ILLEGAL_STATE) when the log is closed
   */
  public boolean next() {
    state.checkOpen();
    long last = state.limit(limit);
    if (next > last) {
      return false;
    }
    try {
      RecordReader reader = atNext();
      if (next > trusted) {
        reader.forget();
        trusted = last;
      }
      read(reader, next);
      next++;
      return true;
    } catch (IOException e) {
      throw Opening.unavailable("expected record " + next + " of the journal to be readable", e);
    }
  }

  private void read(RecordReader reader, long sequence) throws IOException {
    if (!reader.read(offset, sequence, sequence)) {
      if (sequence < state.first()) {
        throw released();
      }
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          "expected record "
              + sequence
              + " in "
              + name()
              + " at offset "
              + offset
              + ", found bytes that are not it: stop the engine and run 'tickcast journal verify'");
    }
    offset += reader.size();
  }

  /** The reader, with its offset at the next record. */
  private RecordReader atNext() throws IOException {
    RecordReader reader = records;
    if (reader != null && segment != null && next <= segment.last()) {
      return reader;
    }
    close();
    Segment holding;
    synchronized (state) {
      holding = state.chain.holding(next);
    }
    if (holding == null) {
      throw released();
    }
    return goTo(holding);
  }

  private InferenceException released() {
    return new InferenceException(
        ErrorCode.NOT_FOUND,
        "expected record " + next + " to be kept, found " + state.first() + " as the oldest one");
  }

  private RecordReader goTo(Segment holding) throws IOException {
    file = files.open(holding.name, LogFiles.Access.READ);
    segment = holding;
    offset = Block.BYTES;
    trusted = 0;
    RecordReader reader = new RecordReader(file, holding.header);
    for (long skipped = holding.first(); skipped < next; skipped++) {
      read(reader, skipped);
    }
    records = reader;
    return reader;
  }

  private String name() {
    return segment == null ? "no segment" : segment.name;
  }

  /**
   * Waits until there is a next record within the limit, or for a while; it may return early.
   *
   * @return whether there is one
   */
  public boolean await(long waitMillis) {
    state.await(limit, next, waitMillis);
    return state.limit(limit) >= next;
  }

  /** The sequence that {@link #next} goes to. */
  public long position() {
    return next;
  }

  /** The sequence of the record that {@link #next} has read. */
  public long sequence() {
    return current().sequence();
  }

  /** The type of that record. */
  public int type() {
    return current().type();
  }

  /**
   * Its payload, from position to limit, until {@link #next} is called again; not to be changed.
   */
  public ByteBuffer payload() {
    return current().payload();
  }

  private RecordReader current() {
    RecordReader reader = records;
    if (reader == null) {
      throw new IllegalStateException("expected next() to have returned true, found no record");
    }
    return reader;
  }

  /** Lets go of the file that is read; the next call of {@link #next} opens it again. */
  @Override
  public void close() {
    LogFile open = file;
    file = null;
    segment = null;
    records = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw Opening.unavailable("expected a segment to be closed after reading", e);
    }
  }
}
