package io.tickcast.core;

import java.util.Objects;

/**
 * How decisions follow positions and account. <i>Immutable.</i>
 *
 * @param state what may be done at all; the stricter of this and the one that was set while running
 *     is in force
 * @param feed where positions and account come from
 * @param rules what an open position changes
 * @param sizing how the size of an entry comes about
 */
public record TradingSettings(
    TradingState state, PositionFeed feed, PositionRules rules, SizingSettings sizing) {
  /** Checks that nothing is missing, and that sizes by risk have an equity to go by. */
  public TradingSettings {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(feed, "feed");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(sizing, "sizing");
    if (sizing.mode() == SizingSettings.Mode.RISK && !feed.tracksAccount()) {
      throw Checks.invalid(
          "sizing.mode", "account states or paper trading for sizes by risk", "neither");
    }
  }

  /** All is allowed, nothing is known of positions, sizes are fixed. */
  public static TradingSettings defaults() {
    return new TradingSettings(
        TradingState.ACTIVE,
        PositionFeed.defaults(),
        PositionRules.defaults(),
        SizingSettings.defaults());
  }

  /**
   * The same with positions and account from elsewhere.
   *
   * @param other replaces it
   */
  public TradingSettings withFeed(PositionFeed other) {
    return new TradingSettings(state, other, rules, sizing);
  }

  /**
   * The same with other rules.
   *
   * @param other replaces them
   */
  public TradingSettings withRules(PositionRules other) {
    return new TradingSettings(state, feed, other, sizing);
  }

  /**
   * The same with other sizes.
   *
   * @param other replaces them
   */
  public TradingSettings withSizing(SizingSettings other) {
    return new TradingSettings(state, feed, rules, other);
  }

  /**
   * The same in another state.
   *
   * @param other replaces it
   */
  public TradingSettings withState(TradingState other) {
    return new TradingSettings(other, feed, rules, sizing);
  }

  /** Stands for all values that decide; empty for the defaults, so that their id stays. */
  String canonical() {
    if (equals(defaults())) {
      return "";
    }
    return String.join(
        "\n",
        "",
        state.code(),
        String.valueOf(feed.fills()),
        String.valueOf(feed.account()),
        feed.unconfirmed().code(),
        feed.paper().map(it -> bits(it.initialCash()) + ' ' + bits(it.fee())).orElse(""),
        String.valueOf(rules.pyramiding()),
        rules.oppositeSignal().code(),
        rules.maxBarsHeld().map(String::valueOf).orElse(""),
        rules.closeBelowConfidence().map(TradingSettings::bits).orElse(""),
        String.valueOf(rules.cooldownBars()),
        sizing.mode().code(),
        bits(sizing.riskFraction()),
        sizing.maxSize().map(TradingSettings::bits).orElse(""));
  }

  private static String bits(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }
}
