package io.tickcast.core;

import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;

/**
 * One frame of a recording.
 *
 * @param kind what it carries
 * @param channel where it came from
 * @param content the bytes; not copied, they belong to whoever gets the frame
 * @param receivedAtNanos when it arrived, epoch nanoseconds
 */
public record RecordedFrame(FrameKind kind, String channel, byte[] content, long receivedAtNanos) {
  /**
   * Gives the frame away.
   *
   * @param handler owns the content from now on
   */
  public void handTo(FrameHandler handler) {
    handler.onFrame(kind, channel, content, receivedAtNanos);
  }
}
