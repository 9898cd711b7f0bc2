package io.tickcast.core;

import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Recording} frame by frame; holds one frame at a time. After a fault every call
 * throws it again. <i>Confined.</i>
 */
public final class RecordingReader implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final int FIELDS = 4;

  private final RecordingInput in;
  private long frames;
  private long lastReceivedAtNanos;
  private @Nullable InferenceException fault;

  private RecordingReader(RecordingInput in) {
    this.in = in;
  }

  /** What the line before a body says. */
  private record FrameLine(long receivedAtNanos, FrameKind kind, String channel, int length) {}

  static RecordingReader open(InputStream stream, String location) {
    RecordingInput in = RecordingInput.open(stream, location);
    try {
      String header = in.line("the first line");
      if (!header.equals(Recording.HEADER)) {
        throw in.malformed(
            "'" + Recording.HEADER + "'", OneLine.quote(header), "in the first line");
      }
      return new RecordingReader(in);
    } catch (InferenceException e) {
      throw in.closedAfter(e);
    }
  }

  /**
   * The next frame; empty after the last one.
   *
   * @throws InferenceException (MALFORMED_DATA) naming frame and offset when the recording is
   *     truncated or damaged; (RESOURCE_UNAVAILABLE) when the stream can not be read
   */
  public Optional<RecordedFrame> next() {
    if (fault != null) {
      throw fault;
    }
    try {
      return in.atEnd() ? Optional.empty() : Optional.of(frame());
    } catch (InferenceException e) {
      fault = e;
      throw e;
    }
  }

  /** The number of frames read. */
  public long frames() {
    return frames;
  }

  /** Closes the stream. */
  @Override
  public void close() {
    in.close();
  }

  private RecordedFrame frame() {
    String place = "frame " + (frames + 1) + " at offset " + in.offset();
    FrameLine line = frameLine(place);
    byte[] body = new byte[line.length()];
    in.body(body, place);
    frames++;
    lastReceivedAtNanos = line.receivedAtNanos();
    return new RecordedFrame(line.kind(), line.channel(), body, line.receivedAtNanos());
  }

  private FrameLine frameLine(String place) {
    String line = in.line(place);
    String[] fields = line.split(" ", -1);
    if (fields.length != FIELDS) {
      throw in.malformed(
          "'<received_at_epoch_nanos> <kind> <channel> <body_length>'", OneLine.quote(line), place);
    }
    long receivedAtNanos = number(fields[0], Long.MAX_VALUE, "a receipt time", place);
    if (receivedAtNanos < lastReceivedAtNanos) {
      throw in.malformed(
          "a receipt time of at least " + lastReceivedAtNanos, "" + receivedAtNanos, place);
    }
    Optional<FrameKind> kind = Recording.kind(fields[1]);
    if (kind.isEmpty()) {
      throw in.malformed("features, fill, account or config", OneLine.quote(fields[1]), place);
    }
    if (!Recording.CHANNEL.matcher(fields[2]).matches()) {
      throw in.malformed(
          "a channel of 1 to 256 visible characters", OneLine.quote(fields[2]), place);
    }
    long length = number(fields[3], Recording.BODY_MAX, "a body length", place);
    return new FrameLine(receivedAtNanos, kind.get(), fields[2], (int) length);
  }

  private long number(String field, long most, String what, String place) {
    if (NUMBER.matcher(field).matches() && fitsLong(field) && Long.parseLong(field) <= most) {
      return Long.parseLong(field);
    }
    throw in.malformed(what + " from 0 to " + most, OneLine.quote(field), place);
  }

  private static boolean fitsLong(String digits) {
    String largest = String.valueOf(Long.MAX_VALUE);
    return digits.length() < largest.length() || digits.compareTo(largest) <= 0;
  }
}
