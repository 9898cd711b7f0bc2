package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a {@link Recording}. <i>Confined.</i> */
public final class RecordingWriter implements FrameHandler, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final String location;
  private long lastReceivedAtNanos;

  private RecordingWriter(OutputStream out, String location) {
    this.out = out;
    this.location = location;
  }

  static RecordingWriter open(OutputStream out, String location) {
    RecordingWriter writer =
        new RecordingWriter(new BufferedOutputStream(out, BUFFER_BYTES), location);
    writer.write((Recording.HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
    return writer;
  }

  /**
   * Writes one frame.
   *
   * @param kind what it carries
   * @param channel where it came from: up to 256 visible ASCII characters
   * @param content at most 1 MiB; not kept
   * @param receivedAtNanos when it arrived: not negative, and not before the frame before
   * @throws IllegalArgumentException when one of these does not hold; nothing is written then
   * @throws InferenceException (RESOURCE_UNAVAILABLE) when the stream can not be written
   */
  @Override
  public void onFrame(FrameKind kind, String channel, byte[] content, long receivedAtNanos) {
    if (!Recording.CHANNEL.matcher(channel).matches()) {
      throw new IllegalArgumentException(
          "expected a channel of 1 to 256 visible ASCII characters, found "
              + OneLine.quote(channel));
    }
    if (content.length > Recording.BODY_MAX) {
      throw new IllegalArgumentException(
          "expected a body of at most " + Recording.BODY_MAX + " bytes, found " + content.length);
    }
    if (receivedAtNanos < lastReceivedAtNanos) {
      throw new IllegalArgumentException(
          "expected a receipt time of at least "
              + lastReceivedAtNanos
              + ", found "
              + receivedAtNanos);
    }
    lastReceivedAtNanos = receivedAtNanos;
    String line = receivedAtNanos + " " + kind.code() + " " + channel + " " + content.length + "\n";
    write(line.getBytes(StandardCharsets.US_ASCII));
    write(content);
    write(new byte[] {'\n'});
  }

  /** Writes what is left and closes the stream. */
  @Override
  public void close() {
    try (out) {
      out.flush();
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private InferenceException unavailable(IOException e) {
    return new InferenceException(
        ErrorCode.RESOURCE_UNAVAILABLE,
        OneLine.text(location) + ": expected to write a recording, found " + OneLine.of(e),
        e);
  }
}
