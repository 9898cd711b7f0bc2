package io.tickcast.core;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a file, one line of JSON each. A batch is finished when it is on the disk; one
 * that fails leaves nothing behind, not even a part of a line. <i>Confined</i>, but for {@link
 * #detail}.
 */
public final class JsonLinesSink implements SignalSink {
  private static final int TAIL_BYTES = 1 << 16;

  /** Opens the file; the seam where a test puts a disk that fails. */
  interface Opener {
    LineFile open(Path file) throws IOException;
  }

  private final Path path;
  private final Set<RecordKind> kinds;
  private final Opener opener;
  private final JsonWriter lines = new JsonWriter(1 << 14);
  private @Nullable LineFile file;
  private boolean closed;

  /** The length up to which the file holds whole lines that are on the disk. */
  private volatile long finished;

  /**
   * Creates a sink; opens nothing yet.
   *
   * @param path the file; it and its folders are made when they are not there
   * @param kinds the kinds of records that it takes, at least one
   */
  public JsonLinesSink(Path path, Set<RecordKind> kinds) {
    this(path, kinds, LineFile::open);
  }

  JsonLinesSink(Path path, Set<RecordKind> kinds, Opener opener) {
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("expected at least one kind of record, found none");
    }
    this.path = path;
    this.kinds = Set.copyOf(kinds);
    this.opener = opener;
  }

  @Override
  public Delivery delivery() {
    return Delivery.ARCHIVE;
  }

  @Override
  public Set<RecordKind> kinds() {
    return kinds;
  }

  @Override
  public void open() {
    if (closed || file != null) {
      throw illegalState("a new sink", closed ? "a closed one" : "an open one");
    }
    try {
      file = opener.open(path);
      finished = cutUnfinishedLine(file);
    } catch (IOException e) {
      InferenceException failure = unavailable(e);
      closeAfter(failure);
      throw failure;
    } catch (InferenceException e) {
      closeAfter(e);
      throw e;
    }
  }

  /**
   * Writes a batch whole.
   *
   * @return {@code batch.size()}
   * @throws InferenceException (RESOURCE_UNAVAILABLE) naming the file when the disk fails; nothing
   *     of the batch is in it then; (ILLEGAL_STATE) when the sink is not open
   */
  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    LineFile open = file;
    if (open == null) {
      throw illegalState("an open sink", closed ? "a closed one" : "a new one");
    }
    collect(batch);
    try {
      append(open);
    } catch (IOException e) {
      throw unavailable(e);
    }
    refuseOthers(batch, refusals);
    return batch.size();
  }

  @Override
  public String detail() {
    return OneLine.text(path.toString()) + ", " + finished + " bytes";
  }

  @Override
  public void close() {
    closed = true;
    LineFile open = file;
    file = null;
    if (open == null) {
      return;
    }
    try (open) {
      open.force();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private void collect(SinkBatch batch) {
    lines.reset();
    for (int i = 0; i < batch.size(); i++) {
      if (isLine(batch.value(i))) {
        lines.raw(batch.value(i)).raw('\n');
      }
    }
  }

  /** Once the others are finished: a batch that failed comes again, and is not refused twice. */
  private static void refuseOthers(SinkBatch batch, Refusals refusals) {
    for (int i = 0; i < batch.size(); i++) {
      if (!isLine(batch.value(i))) {
        refusals.refuse(i, "expected a value of one line, found a line feed in it");
      }
    }
  }

  private static boolean isLine(byte[] value) {
    for (byte b : value) {
      if (b == '\n') {
        return false;
      }
    }
    return true;
  }

  private void append(LineFile open) throws IOException {
    try {
      // An earlier failure may have left a part behind that could not be cut off then.
      if (open.length() != finished) {
        open.truncate(finished);
      }
      long start = finished;
      open.write(start, lines.buffer(), lines.length());
      open.force();
      finished = start + lines.length();
    } catch (IOException e) {
      undo(open, e);
      throw e;
    }
  }

  private void undo(LineFile open, IOException failure) {
    try {
      open.truncate(finished);
    } catch (IOException e) {
      // The next write tries again before it writes anything.
      failure.addSuppressed(e);
    }
  }

  /** Cuts off a line that a crash left unfinished; gives the length of the rest. */
  private long cutUnfinishedLine(LineFile open) throws IOException {
    long length = open.length();
    long start = lastLineStart(open, length);
    if (start == length) {
      return length;
    }
    byte[] first = new byte[1];
    open.read(start, first);
    if (first[0] != '{') {
      throw new InferenceException(
          ErrorCode.RESOURCE_UNAVAILABLE,
          OneLine.text(path.toString())
              + ": expected lines of JSON to append to, found a last line of something else");
    }
    open.truncate(start);
    return start;
  }

  private static long lastLineStart(LineFile open, long length) throws IOException {
    for (long end = length; end > 0; end -= Math.min(TAIL_BYTES, end)) {
      byte[] tail = new byte[(int) Math.min(TAIL_BYTES, end)];
      open.read(end - tail.length, tail);
      for (int i = tail.length - 1; i >= 0; i--) {
        if (tail[i] == '\n') {
          return end - tail.length + i + 1;
        }
      }
    }
    return 0;
  }

  private void closeAfter(InferenceException failure) {
    LineFile open = file;
    file = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private InferenceException unavailable(IOException e) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        OneLine.text(path.toString())
            + ": expected to append lines to the file, found "
            + OneLine.of(e),
        e);
  }

  private InferenceException illegalState(String expected, String found) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        OneLine.text(path.toString()) + ": expected " + expected + ", found " + found);
  }
}
