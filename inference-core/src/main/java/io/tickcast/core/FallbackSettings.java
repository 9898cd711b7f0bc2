package io.tickcast.core;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What happens while the live feed is away: the latest closed bars come from another origin.
 * <i>Immutable.</i>
 *
 * @param source the name of that origin, as signals and the status call it
 * @param signals which signals may be made of its bars
 * @param maxSize the largest recommended size of an entry made of its bars, in the unit of sizes;
 *     no cap when absent
 * @param silence how long after its close a bar may be missing from the live feed; when absent a
 *     tenth of the timeframe, at least 2 s and at most 60 s
 * @param interval how often the origin is asked, 100 ms to 1 h
 * @param timeout how long it may take to answer, up to 60 s
 */
public record FallbackSettings(
    String source,
    Signals signals,
    Optional<Double> maxSize,
    Optional<Duration> silence,
    Duration interval,
    Duration timeout) {
  private static final long SHARE = 10;
  private static final long SHORTEST_SILENCE_MILLIS = 2_000;
  private static final long LONGEST_SILENCE_MILLIS = 60_000;

  /** Which signals may be made of the bars of the fallback. */
  public enum Signals {
    /** All of them. */
    ALL,
    /** Those that close a position; entries are held. */
    EXITS,
    /** None: bars are scored and recorded, and every action is held. */
    NONE;

    /** The word in configuration and status. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  public FallbackSettings {
    if (source.isBlank()) {
      throw Checks.invalid("source", "a name", "none");
    }
    Objects.requireNonNull(signals, "signals");
    maxSize.ifPresent(size -> Checks.positive("max_size", size));
    silence.ifPresent(span -> Checks.positive("silence", span));
    within("interval", interval, Duration.ofMillis(100), Duration.ofHours(1));
    within("timeout", timeout, Duration.ofMillis(1), Duration.ofMinutes(1));
  }

  private static void within(String name, Duration value, Duration low, Duration high) {
    if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
      throw Checks.invalid(name, low + " to " + high, value.toString());
    }
  }

  /** {@code clickhouse}, all signals, no cap, asked each second for at most 2 s. */
  public static FallbackSettings defaults() {
    return new FallbackSettings(
        "clickhouse",
        Signals.ALL,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2));
  }

  /** How long after its close a bar of a series may be missing. */
  long silenceMillis(Series series) {
    long share = series.timeframe.millis() / SHARE;
    return silence
        .map(Duration::toMillis)
        .orElse(Math.max(SHORTEST_SILENCE_MILLIS, Math.min(LONGEST_SILENCE_MILLIS, share)));
  }
}
