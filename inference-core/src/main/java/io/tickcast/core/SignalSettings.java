package io.tickcast.core;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a signal's levels, size and validity come about: the card's {@code signal_generation}.
 * <i>Immutable.</i>
 *
 * @param calculateEntryPrice whether signals carry an entry price
 * @param calculateSlTp whether entries carry stop and target
 * @param atrMultiplierSl distance of the stop in ATRs, positive
 * @param atrMultiplierTp distance of the target in ATRs, positive
 * @param atrFeature the feature that holds the ATR, in units of price
 * @param positionSize the recommended size of an entry, positive, in {@code sizeUnit}
 * @param sizeUnit the unit of sizes
 * @param signalValidity how long after its bar a signal may be acted on; two bars when absent, and
 *     never shorter than the feed's maximum age
 * @param maxEntriesPerMinute entries of one symbol in a minute; more of them are blocked, positive
 */
public record SignalSettings(
    boolean calculateEntryPrice,
    boolean calculateSlTp,
    double atrMultiplierSl,
    double atrMultiplierTp,
    String atrFeature,
    double positionSize,
    SizeUnit sizeUnit,
    Optional<Duration> signalValidity,
    int maxEntriesPerMinute) {
  /** A hundred a second: what no feed of bars asks for, and a feed that runs away does. */
  private static final int DEFAULT_ENTRIES_PER_MINUTE = 6_000;

  /** Checks the ranges. */
  public SignalSettings {
    Checks.positive("atr_multiplier_sl", atrMultiplierSl);
    Checks.positive("atr_multiplier_tp", atrMultiplierTp);
    Checks.positive("position_size", positionSize);
    Objects.requireNonNull(atrFeature, "atrFeature");
    Objects.requireNonNull(sizeUnit, "sizeUnit");
    signalValidity.ifPresent(validity -> Checks.positive("signal_validity", validity));
    Checks.inRange("max_entries_per_minute", maxEntriesPerMinute, 1, 10_000_000);
    if (sizeUnit == SizeUnit.FRACTION) {
      Checks.inRange("position_size", positionSize, 0, 1);
    }
  }

  /**
   * Settings with the default limit of entries.
   *
   * @param calculateEntryPrice whether signals carry an entry price
   * @param calculateSlTp whether entries carry stop and target
   * @param atrMultiplierSl distance of the stop in ATRs, positive
   * @param atrMultiplierTp distance of the target in ATRs, positive
   * @param atrFeature the feature that holds the ATR, in units of price
   * @param positionSize the recommended size of an entry, positive
   * @param sizeUnit the unit of sizes
   * @param signalValidity how long after its bar a signal may be acted on
   */
  public SignalSettings(
      boolean calculateEntryPrice,
      boolean calculateSlTp,
      double atrMultiplierSl,
      double atrMultiplierTp,
      String atrFeature,
      double positionSize,
      SizeUnit sizeUnit,
      Optional<Duration> signalValidity) {
    this(
        calculateEntryPrice,
        calculateSlTp,
        atrMultiplierSl,
        atrMultiplierTp,
        atrFeature,
        positionSize,
        sizeUnit,
        signalValidity,
        DEFAULT_ENTRIES_PER_MINUTE);
  }

  /** Entry, stop at 2 and target at 3 times {@code atr_14}, 0.01 lots, two bars, 6,000 entries. */
  public static SignalSettings defaults() {
    return new SignalSettings(
        true, true, 2.0, 3.0, "atr_14", 0.01, SizeUnit.LOTS, Optional.empty());
  }
}
