package io.tickcast.core;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What an open position changes, for every kind of model. <i>Immutable.</i>
 *
 * @param pyramiding whether an entry may add to an open position
 * @param oppositeSignal what an entry against the open position does
 * @param maxBarsHeld after so many bars an open position is closed, at least 1; never when absent
 * @param closeBelowConfidence a position is closed when the model's confidence in its side falls
 *     below it, above 0 and up to 1; never when absent
 * @param cooldownBars bars without an entry after a stop, from 0 to 100,000
 */
public record PositionRules(
    boolean pyramiding,
    Opposite oppositeSignal,
    Optional<Integer> maxBarsHeld,
    Optional<Double> closeBelowConfidence,
    int cooldownBars) {
  private static final int MOST_BARS = 100_000;

  /** What an entry against the open position does. */
  public enum Opposite {
    /** It goes out as an entry. */
    ENTRY,
    /** It is held: the position has to be closed first. */
    HOLD,
    /** The position is closed instead. */
    CLOSE;

    /** The word in configuration. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  public PositionRules {
    Objects.requireNonNull(oppositeSignal, "oppositeSignal");
    maxBarsHeld.ifPresent(bars -> Checks.inRange("max_bars_held", bars, 1, MOST_BARS));
    closeBelowConfidence.ifPresent(
        low -> {
          Checks.positive("close_below_confidence", low);
          Checks.inRange("close_below_confidence", low, 0, 1);
        });
    Checks.inRange("cooldown_bars", cooldownBars, 0, MOST_BARS);
  }

  /** No second entry, opposite signals as they come, nothing closed by itself, no cooldown. */
  public static PositionRules defaults() {
    return new PositionRules(false, Opposite.ENTRY, Optional.empty(), Optional.empty(), 0);
  }
}
