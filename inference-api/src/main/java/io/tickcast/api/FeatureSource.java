package io.tickcast.api;

import java.time.Duration;
import java.util.Optional;

/**
 * Delivers frames when it is polled. <i>Confined</i> to one polling thread, but for {@link #state}
 * and {@link #detail}.
 *
 * <p>A source starts no work in its constructor. It reconnects by itself, for ever, with back-off;
 * a lost connection is a state, not an exception.
 */
public interface FeatureSource extends AutoCloseable {
  /**
   * Starts to listen. Does not wait for a connection.
   *
   * @throws InferenceException (INVALID_CONFIGURATION, RESOURCE_UNAVAILABLE) when it can never work
   *     as configured
   */
  void open();

  /**
   * Hands over the frames that are there.
   *
   * @param handler called on this thread, in the order of arrival, at most {@code limit} times
   * @param limit the most frames to hand over, positive
   * @param longestWait how long to wait for the first frame; zero for not at all
   * @return the number of frames handed over
   * @throws InferenceException (MALFORMED_DATA) when a finite origin is damaged from here on; the
   *     same at every further call
   */
  int poll(FrameHandler handler, int limit, Duration longestWait);

  /** Where the source stands. <i>Thread-safe.</i> */
  SourceState state();

  /**
   * One line for people about the state: what it is connected to, or why not. <i>Thread-safe.</i>
   */
  default String detail() {
    return "";
  }

  /** The past bars, where the origin keeps them. */
  default Optional<FeatureHistory> history() {
    return Optional.empty();
  }

  /** Stops listening, for good. Calling it again has no effect. */
  @Override
  void close();
}
