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
 * @param sha256 of the model's bytes, 64 lower-case hexadecimal digits
 * @param status the deployment status, such as {@code staging} or {@code production}
 * @param createdAtMillis when it was stored, Unix milliseconds; 0 when the store does not know
 */
public record CheckpointRef(
    String location,
    String name,
    String type,
    String version,
    String symbol,
    String timeframe,
    String sha256,
    String status,
    long createdAtMillis) {
  /** Checks that nothing is missing. */
  public CheckpointRef {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(status, "status");
  }

  /**
   * A checkpoint of which the store knows neither digest, status nor time.
   *
   * @param location where it is, unique in its store
   * @param name the model's name
   * @param type the model type
   * @param version the bare version
   * @param symbol the canonical symbol
   * @param timeframe the timeframe's code
   */
  public CheckpointRef(
      String location, String name, String type, String version, String symbol, String timeframe) {
    this(location, name, type, version, symbol, timeframe, "", "", 0);
  }
}
