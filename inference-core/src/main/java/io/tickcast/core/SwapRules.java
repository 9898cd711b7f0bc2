package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.SwapDesk.Next;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to hold before a verified model may serve. <i>Stateless.</i> */
final class SwapRules {
  private SwapRules() {}

  /**
   * Checks that nobody has changed a series since a model for it began to load.
   *
   * @param generation of the series now
   */
  static void requireUnchanged(Next next, int generation) {
    if (next.generation() != generation) {
      throw new InferenceException(
          ErrorCode.CONFLICT,
          "expected "
              + next.series().symbol
              + " "
              + next.series().timeframe.code()
              + " as it was when "
              + next.model().modelVersion()
              + " began to load, found that another version serves since; ask again");
    }
  }

  /**
   * Checks that a version has the content that it has elsewhere, and had before.
   *
   * @param served what serves now
   */
  static void requireOneContent(Next next, Map<Series, LoadedModel> served, ModelEvents events) {
    LoadedModel model = next.model();
    Stream<String> serving =
        served.entrySet().stream()
            .filter(entry -> entry.getValue().modelVersion().equals(model.modelVersion()))
            .filter(entry -> isOf(next.series(), model, entry.getKey(), entry.getValue()))
            .map(entry -> entry.getValue().sha256());
    Stream<String> before = events.digest(next.series(), model.modelVersion()).stream();
    Optional<String> other =
        Stream.concat(serving, before).filter(known -> !known.equals(model.sha256())).findFirst();
    if (other.isPresent()) {
      throw new InferenceException(
          ErrorCode.CONFLICT,
          model.modelVersion()
              + (": expected one content of a version, found sha256 " + other.get())
              + (" serving or in the history and " + model.sha256() + " in " + model.location()));
    }
  }

  /**
   * Whether another model that serves is to be the same one, when its version is: models of one
   * type and version for different instruments are different models.
   */
  private static boolean isOf(
      Series series, LoadedModel model, Series otherSeries, LoadedModel other) {
    return otherSeries == series
        || (other.symbol().equals(model.symbol()) && other.timeframe().equals(model.timeframe()));
  }
}
