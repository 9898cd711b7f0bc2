package io.tickcast.core;

/**
 * What is tracked beside the audit: the card's {@code monitoring}. <i>Immutable.</i>
 *
 * @param trackLatency whether latencies go into the histogram of the status
 * @param trackPredictions whether prediction records carry the features; the audit itself can not
 *     be switched off
 * @param alertOnDrift whether drift raises alerts; without effect as yet, for nothing looks for it
 */
public record MonitoringSettings(
    boolean trackLatency, boolean trackPredictions, boolean alertOnDrift) {
  /** Everything on. */
  public static MonitoringSettings defaults() {
    return new MonitoringSettings(true, true, true);
  }
}
