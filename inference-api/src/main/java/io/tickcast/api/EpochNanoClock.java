package io.tickcast.api;

/**
 * Tells the time. The only source of time on the decision path, so that a replay can play recorded
 * readings back.
 */
@FunctionalInterface
public interface EpochNanoClock {
  /**
   * Nanoseconds since 1970-01-01T00:00:00Z; never steps back within a process. <i>Thread-safe.</i>
   */
  long epochNanos();
}
