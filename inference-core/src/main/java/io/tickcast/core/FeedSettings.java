package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the engine takes from a feed. <i>Immutable.</i>
 *
 * @param maxFeatureAge bars that closed longer ago are stale; two bars when absent
 * @param barTime which end of the bar the feed stamps
 * @param alignBars whether unaligned times are snapped to the end of their interval
 * @param targetColumns names that only training data has, a trailing {@code *} stands for any
 *     ending; a row with one of them is refused
 * @param maxMessageBytes longer messages are refused
 * @param maxFeatures names beyond this many are ignored, unless a model needs them
 * @param maxSeries pairs of symbol and timeframe beyond this many are refused
 */
public record FeedSettings(
    Optional<Duration> maxFeatureAge,
    BarTime barTime,
    boolean alignBars,
    List<String> targetColumns,
    int maxMessageBytes,
    int maxFeatures,
    int maxSeries) {
  private static final int MEBIBYTE = 1 << 20;

  /** Copies the list and checks the ranges. */
  public FeedSettings {
    maxFeatureAge.ifPresent(age -> Checks.positive("max_feature_age", age));
    Objects.requireNonNull(barTime, "barTime");
    targetColumns = List.copyOf(targetColumns);
    Checks.inRange("max_message_bytes", maxMessageBytes, 64, 64 * MEBIBYTE);
    Checks.inRange("max_features", maxFeatures, 1, 100_000);
    Checks.inRange("max_series", maxSeries, 1, 1_000_000);
  }

  /**
   * The same for a source that stamps another end of its bars.
   *
   * @param stamped which end
   */
  FeedSettings withBarTime(BarTime stamped) {
    return new FeedSettings(
        maxFeatureAge, stamped, alignBars, targetColumns, maxMessageBytes, maxFeatures, maxSeries);
  }

  /** How old a bar of a timeframe may be, milliseconds. */
  long maxAgeMillis(Timeframe timeframe) {
    return maxFeatureAge.isPresent() ? maxFeatureAge.get().toMillis() : 2 * timeframe.millis();
  }

  /**
   * Two bars, close times, as they are, {@code future_* target* label*}, 1 MiB, 4,096 features,
   * 10,000 series.
   */
  public static FeedSettings defaults() {
    return new FeedSettings(
        Optional.empty(),
        BarTime.CLOSE,
        false,
        List.of("future_*", "target*", "label*"),
        MEBIBYTE,
        4_096,
        10_000);
  }
}
