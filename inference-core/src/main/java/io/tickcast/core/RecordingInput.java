package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The bytes of a recording, inflated and counted. <i>Confined.</i> */
final class RecordingInput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final InputStream in;
  private final String location;
  private final byte[] line = new byte[Recording.LINE_MAX];
  private long offset;

  private RecordingInput(InputStream in, String location) {
    this.in = in;
    this.location = location;
  }

  static RecordingInput open(InputStream stream, String location) {
    RecordingInput raw =
        new RecordingInput(new BufferedInputStream(stream, BUFFER_BYTES), location);
    try {
      return raw.isGzip() ? new RecordingInput(raw.inflated(), location) : raw;
    } catch (IOException e) {
      throw raw.closedAfter(raw.failed(e, "at offset 0"));
    }
  }

  private boolean isGzip() throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return gzip;
  }

  private InputStream inflated() throws IOException {
    return new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES);
  }

  /** The number of bytes read, after inflating. */
  long offset() {
    return offset;
  }

  /** Whether nothing is left. */
  boolean atEnd() {
    try {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0;
    } catch (IOException e) {
      throw failed(e, "at offset " + offset);
    }
  }

  /** A line without its line feed; characters beyond ASCII come out as single bytes. */
  String line(String place) {
    int length = 0;
    for (int c = read(place); c != '\n'; c = read(place)) {
      if (length == line.length) {
        throw malformed("a line of at most " + line.length + " bytes", "a longer one", place);
      }
      line[length++] = (byte) c;
    }
    return new String(line, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** Fills an array and takes the line feed after it. */
  void body(byte[] body, String place) {
    try {
      int read = in.readNBytes(body, 0, body.length);
      offset += read;
      if (read < body.length) {
        throw truncated(body.length - read + " more bytes of the body", place);
      }
    } catch (IOException e) {
      throw failed(e, place);
    }
    int end = read(place);
    if (end != '\n') {
      throw malformed("a line feed after the body", "byte " + end, place);
    }
  }

  /** The fault, once the stream is closed. */
  InferenceException closedAfter(InferenceException fault) {
    try {
      close();
    } catch (InferenceException e) {
      fault.addSuppressed(e);
    }
    return fault;
  }

  void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw failed(e, "at offset " + offset);
    }
  }

  InferenceException malformed(String expected, String found, String place) {
    return malformed(expected, found, place, null);
  }

  private InferenceException malformed(
      String expected, String found, String place, @Nullable IOException cause) {
    return new InferenceException(
        ErrorCode.MALFORMED_DATA,
        OneLine.text(location) + ": expected " + expected + ", found " + found + ", " + place,
        cause);
  }

  private int read(String place) {
    try {
      int next = in.read();
      if (next < 0) {
        throw truncated("more", place);
      }
      offset++;
      return next;
    } catch (IOException e) {
      throw failed(e, place);
    }
  }

  private InferenceException truncated(String expected, String place) {
    return malformed(
        expected, "the end of the recording at offset " + offset + ": it is truncated", place);
  }

  private InferenceException failed(IOException e, String place) {
    if (e instanceof EOFException) {
      return malformed("more gzip data", "its end: it is truncated", place, e);
    }
    if (e instanceof ZipException) {
      return malformed("sound gzip data", OneLine.of(e), place, e);
    }
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        OneLine.text(location)
            + ": expected a recording that can be read, found "
            + OneLine.of(e)
            + ", "
            + place,
        e);
  }
}
