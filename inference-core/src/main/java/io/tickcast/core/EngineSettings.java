package io.tickcast.core;

import java.time.Duration;

/**
 * The size of an engine. <i>Immutable.</i>
 *
 * @param lanes threads that decide; a symbol belongs to one of them
 * @param queueCapacity bars that may wait in one lane; the oldest is dropped for a newer one
 * @param recordCapacity decisions that archive sinks may lag behind; without room there is no
 *     signal
 * @param sinkTimeout how long an archive sink may take for one batch
 * @param closeTimeout how long {@code close()} lets sinks drain
 */
public record EngineSettings(
    int lanes, int queueCapacity, int recordCapacity, Duration sinkTimeout, Duration closeTimeout) {
  /** Checks the ranges. */
  public EngineSettings {
    Checks.inRange("lanes", lanes, 1, 256);
    Checks.inRange("queue_capacity", queueCapacity, 1, 1 << 20);
    Checks.inRange("record_capacity", recordCapacity, 16, 1 << 20);
    Checks.positive("sink_timeout", sinkTimeout);
    Checks.positive("close_timeout", closeTimeout);
  }

  /** One lane, 1,024 bars, 8,192 decisions, 10 s, 5 s. */
  public static EngineSettings defaults() {
    return new EngineSettings(1, 1_024, 8_192, Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  /**
   * The same with another number of lanes.
   *
   * @param count from 1 to 256
   */
  public EngineSettings withLanes(int count) {
    return new EngineSettings(count, queueCapacity, recordCapacity, sinkTimeout, closeTimeout);
  }
}
