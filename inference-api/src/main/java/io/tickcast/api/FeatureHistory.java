package io.tickcast.api;

/**
 * Past bars of a source: the latest ones for when the live feed is away, and those that fill the
 * windows of models that see more than one bar. <i>Thread-safe.</i>
 */
public interface FeatureHistory {
  /**
   * Hands over the last closed bars of instruments, the bars of each oldest first. Asks its origin
   * once for all of them.
   *
   * @param query which bars
   * @param handler takes the bars on the calling thread, each as a frame of {@link
   *     FrameKind#FEATURES} on the channel {@code features.{symbol}.{timeframe}} with the canonical
   *     symbol; {@code timestamp_ms} of its content is the bar's close time. A value that the
   *     origin holds as infinite is not handed over as a missing one
   * @return how many were handed over
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when the origin does not answer in time;
   *     (EXTERNAL_MISMATCH) when it does not have what was asked for
   */
  int replay(HistoryQuery query, FrameHandler handler);
}
