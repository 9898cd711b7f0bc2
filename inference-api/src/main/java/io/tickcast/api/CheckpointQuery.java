package io.tickcast.api;

import java.util.Objects;

/**
 * What kind of checkpoint is asked for; an empty string asks for any.
 *
 * @param type the model type, such as {@code xgboost}
 * @param version the bare version, such as {@code 1.2.3}
 * @param symbol the canonical symbol
 * @param timeframe the timeframe's code
 */
public record CheckpointQuery(String type, String version, String symbol, String timeframe) {
  /** Checks that nothing is missing. */
  public CheckpointQuery {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
  }

  /** Asks for everything. */
  public static CheckpointQuery any() {
    return new CheckpointQuery("", "", "", "");
  }
}
