package io.tickcast.api;

import java.util.Objects;

/**
 * A checkpoint in a store. Strings are empty where the store does not know.
 *
 * @param location where it is, unique in its store
 * @param name the model's name
 * @param type the model type
 * @param version the bare version
 * @param symbol the canonical symbol
 * @param timeframe the timeframe's code
 */
public record CheckpointRef(
    String location, String name, String type, String version, String symbol, String timeframe) {
  /** Checks that nothing is missing. */
  public CheckpointRef {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
  }
}
