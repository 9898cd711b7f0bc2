package io.tickcast.core;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How the size of an entry comes about. <i>Immutable.</i>
 *
 * @param mode which rule
 * @param riskFraction of the equity that the stop may cost, for {@link Mode#RISK}: above 0 and up
 *     to 1
 * @param maxSize the largest size, in the unit of sizes; no cap when absent
 */
public record SizingSettings(Mode mode, double riskFraction, Optional<Double> maxSize) {
  /** A rule for sizes. */
  public enum Mode {
    /** {@code position_size}. */
    FIXED,
    /** {@code position_size} times the confidence. */
    CONFIDENCE,
    /** So large that the stop costs a fraction of the equity. */
    RISK;

    /** The word in configuration. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks the ranges. */
  public SizingSettings {
    Objects.requireNonNull(mode, "mode");
    Checks.positive("risk_fraction", riskFraction);
    Checks.inRange("risk_fraction", riskFraction, 0, 1);
    maxSize.ifPresent(size -> Checks.positive("max_size", size));
  }

  /** Fixed, one hundredth at risk where it matters, no cap. */
  public static SizingSettings defaults() {
    return new SizingSettings(Mode.FIXED, 0.01, Optional.empty());
  }
}
