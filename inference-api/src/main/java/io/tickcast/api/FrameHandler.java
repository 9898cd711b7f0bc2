package io.tickcast.api;

/** Takes frames from a source. Never blocks and never throws for any content. */
@FunctionalInterface
public interface FrameHandler {
  /**
   * Takes one frame.
   *
   * @param kind what it carries
   * @param channel where it came from, such as {@code features.EURUSD.5m}; its last tokens are
   *     symbol and timeframe
   * @param content the bytes as they were received; the handler owns the array from now on
   * @param receivedAtNanos when the frame arrived, by the engine's clock
   */
  void onFrame(FrameKind kind, String channel, byte[] content, long receivedAtNanos);
}
