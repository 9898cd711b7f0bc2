package io.tickcast.api;

/** Past bars of a source, to fill the windows of models that see more than one bar. */
public interface FeatureHistory {
  /**
   * Hands over the last closed bars of an instrument, oldest first.
   *
   * @param symbol the canonical symbol
   * @param timeframe the bars' timeframe
   * @param beforeMillis only bars that closed before this time, Unix milliseconds
   * @param bars how many at most, positive
   * @param handler takes the bars on the calling thread
   * @return how many were handed over
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when the origin does not answer in its time
   *     limit
   */
  int replay(String symbol, Timeframe timeframe, long beforeMillis, int bars, FrameHandler handler);
}
