package io.tickcast.api;

import java.util.Objects;

/**
 * What kind of checkpoint is asked for; an empty string asks for any.
 *
 * @param type the model type, such as {@code xgboost}
 * @param version the bare version, such as {@code 1.2.3}
 * @param symbol the canonical symbol
 * @param timeframe the timeframe's code
 * @param status the deployment status, such as {@code production}; a store that keeps none answers
 *     only when any is asked for
 */
public record CheckpointQuery(
    String type, String version, String symbol, String timeframe, String status) {
  /** Checks that nothing is missing. */
  public CheckpointQuery {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(timeframe, "timeframe");
    Objects.requireNonNull(status, "status");
  }

  /**
   * Asks for any deployment status.
   *
   * @param type the model type
   * @param version the bare version
   * @param symbol the canonical symbol
   * @param timeframe the timeframe's code
   */
  public CheckpointQuery(String type, String version, String symbol, String timeframe) {
    this(type, version, symbol, timeframe, "");
  }

  /** Asks for everything. */
  public static CheckpointQuery any() {
    return new CheckpointQuery("", "", "", "");
  }

  /**
   * Whether a checkpoint is what is asked for: the version exactly, all else in any case.
   *
   * @param found what a store has
   */
  public boolean isAnsweredBy(CheckpointRef found) {
    return fits(type, found.type())
        && (version.isEmpty() || version.equals(found.version()))
        && fits(symbol, found.symbol())
        && fits(timeframe, found.timeframe())
        && fits(status, found.status());
  }

  private static boolean fits(String asked, String found) {
    return asked.isEmpty() || asked.equalsIgnoreCase(found);
  }
}
