package io.tickcast.core;

import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The format of recordings: the frames that a source gave, to be given again.
 *
 * <p>A line {@code tickcast-recording 1}, then for each frame a line {@code
 * <received_at_epoch_nanos> <kind> <channel> <body_length>}, the body, and a line feed; plain or in
 * gzip. Receipt times do not decrease. <i>Stateless.</i>
 */
public final class Recording {
  /** The first line of a recording. */
  static final String HEADER = "tickcast-recording 1";

  /** The most bytes of a body. */
  static final int BODY_MAX = 1 << 20;

  /** The most bytes of a line, without the line feed. */
  static final int LINE_MAX = 512;

  static final Pattern CHANNEL = Pattern.compile("[\\x21-\\x7e]{1,256}");

  private Recording() {}

  /**
   * Starts to read a recording; gzip is recognised by its first bytes.
   *
   * @param in the recording; the reader closes it
   * @param location where it comes from, for people
   * @throws InferenceException (MALFORMED_DATA) when the first line is another;
   *     (RESOURCE_UNAVAILABLE) when the stream can not be read
   */
  public static RecordingReader read(InputStream in, String location) {
    return RecordingReader.open(in, location);
  }

  /**
   * Starts to write a recording with its first line.
   *
   * @param out where to; the writer closes it; wrap it for gzip
   * @param location where it goes to, for people
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the stream can not be written
   */
  public static RecordingWriter write(OutputStream out, String location) {
    return RecordingWriter.open(out, location);
  }

  static Optional<FrameKind> kind(String code) {
    for (FrameKind kind : FrameKind.values()) {
      if (kind.code().equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
