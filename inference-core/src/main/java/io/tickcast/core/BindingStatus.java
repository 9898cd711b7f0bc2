package io.tickcast.core;

import java.util.List;
import java.util.Optional;

/**
 * A binding with what serves, at one moment. <i>Immutable.</i>
 *
 * @param name what operators call it
 * @param symbols its symbols or patterns
 * @param timeframes its timeframes or patterns
 * @param model the model's name or type; empty for any
 * @param version its configured choice of a version
 * @param challenger its configured choice of a challenger; empty for none
 * @param problem why not all of it serves, one line; else empty
 * @param series what serves, by symbol and timeframe
 */
public record BindingStatus(
    String name,
    List<String> symbols,
    List<String> timeframes,
    String model,
    String version,
    String challenger,
    String problem,
    List<SeriesStatus> series) {
  /** Copies the lists. */
  public BindingStatus {
    symbols = List.copyOf(symbols);
    timeframes = List.copyOf(timeframes);
    series = List.copyOf(series);
  }

  /**
   * What serves one series.
   *
   * @param symbol the canonical symbol
   * @param timeframe the timeframe's code
   * @param champion the model that serves
   * @param challenger the model that is scored beside it
   * @param hot those that a rollback can reach at once, the last one first
   * @param pinned whether an operator's choice is in force instead of the configured one
   * @param lastSwap what made the champion serve
   * @param lastRefusal the last version that was not let in
   * @param lastChallenge what made the challenger be scored, or none any more
   * @param suspensions how often a challenger took too much time and was ended, since the start
   */
  public record SeriesStatus(
      String symbol,
      String timeframe,
      ModelInfo champion,
      Optional<ModelInfo> challenger,
      List<ModelInfo> hot,
      boolean pinned,
      Optional<ModelEvent> lastSwap,
      Optional<ModelEvent> lastRefusal,
      Optional<ModelEvent> lastChallenge,
      int suspensions) {
    /** Copies the list. */
    public SeriesStatus {
      hot = List.copyOf(hot);
    }
  }

  /**
   * A loaded model.
   *
   * @param modelVersion as signals name it
   * @param type the label of its kind
   * @param sha256 of its file
   * @param location where it came from
   * @param verification what was checked
   */
  public record ModelInfo(
      String modelVersion, String type, String sha256, String location, Verification verification) {
    static ModelInfo of(LoadedModel model) {
      return new ModelInfo(
          model.modelVersion(), model.type(), model.sha256(), model.location(), model.verified());
    }
  }
}
