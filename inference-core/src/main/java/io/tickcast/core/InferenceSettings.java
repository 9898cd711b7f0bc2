package io.tickcast.core;

import java.time.Duration;

/**
 * When a prediction is good enough to act on: the card's {@code inference_settings}.
 * <i>Immutable.</i>
 *
 * @param confidenceThreshold entries below it are blocked; in [0, 1]
 * @param maxLatency from receipt of the message to the decision; later ones are blocked
 * @param fallbackToHold whether a blocked action goes out as a hold, or nothing goes out
 */
public record InferenceSettings(
    double confidenceThreshold, Duration maxLatency, boolean fallbackToHold) {
  /** Checks the ranges. */
  public InferenceSettings {
    Checks.inRange("confidence_threshold", confidenceThreshold, 0, 1);
    Checks.positive("max_latency_ms", maxLatency);
  }

  /** 0.7, 100 ms, hold. */
  public static InferenceSettings defaults() {
    return new InferenceSettings(0.7, Duration.ofMillis(100), true);
  }

  /**
   * The same with another threshold.
   *
   * @param threshold in [0, 1]
   */
  public InferenceSettings withConfidenceThreshold(double threshold) {
    return new InferenceSettings(threshold, maxLatency, fallbackToHold);
  }
}
