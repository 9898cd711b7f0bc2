package io.tickcast.examples.service;

import io.tickcast.core.PaperSettings;
import io.tickcast.core.PositionFeed;
import io.tickcast.core.PositionFeed.Unconfirmed;
import io.tickcast.core.PositionRules;
import io.tickcast.core.PositionRules.Opposite;
import io.tickcast.core.SizingSettings;
import io.tickcast.core.SizingSettings.Mode;
import io.tickcast.core.TradingSettings;
import io.tickcast.core.TradingState;
import java.util.Map;
import java.util.Optional;

/** Reads how decisions follow positions and account. <i>Confined.</i> */
final class TradingReader {
  private static final SettingType<TradingState> STATE =
      SettingType.choice(
          Map.of(
              TradingState.ACTIVE.code(), TradingState.ACTIVE,
              TradingState.REDUCING.code(), TradingState.REDUCING,
              TradingState.HALTED.code(), TradingState.HALTED));
  private static final SettingType<Unconfirmed> UNCONFIRMED =
      SettingType.choice(
          Map.of(
              Unconfirmed.EXITS.code(), Unconfirmed.EXITS,
              Unconfirmed.HOLD.code(), Unconfirmed.HOLD,
              Unconfirmed.TRUST.code(), Unconfirmed.TRUST));
  private static final SettingType<Opposite> OPPOSITE =
      SettingType.choice(
          Map.of(
              Opposite.ENTRY.code(), Opposite.ENTRY,
              Opposite.HOLD.code(), Opposite.HOLD,
              Opposite.CLOSE.code(), Opposite.CLOSE));
  private static final SettingType<Mode> MODE =
      SettingType.choice(
          Map.of(
              Mode.FIXED.code(), Mode.FIXED,
              Mode.CONFIDENCE.code(), Mode.CONFIDENCE,
              Mode.RISK.code(), Mode.RISK));

  private TradingReader() {}

  static TradingSettings read(ConfigSection block) {
    TradingSettings d = TradingSettings.defaults();
    TradingState state = block.value("state", STATE, d.state());
    PositionFeed feed = feed(block, d.feed());
    PositionRules rules = rules(block.section("rules"), d.rules());
    SizingSettings sizing = sizing(block.section("sizing"), d.sizing());
    TradingSettings settings =
        block.build(() -> new TradingSettings(state, feed, rules, sizing), d.withFeed(feed));
    block.refuseUnknown();
    return settings;
  }

  private static PositionFeed feed(ConfigSection block, PositionFeed d) {
    Optional<PaperSettings> paper = paper(block.section("paper"));
    return block.build(
        () ->
            new PositionFeed(
                block.value("fills", SettingType.FLAG, d.fills()),
                block.value("account", SettingType.FLAG, d.account()),
                block.value("unconfirmed", UNCONFIRMED, d.unconfirmed()),
                paper),
        d);
  }

  private static Optional<PaperSettings> paper(ConfigSection block) {
    PaperSettings d = PaperSettings.defaults();
    Optional<Double> cash =
        block.optional("initial_cash", SettingType.POSITIVE_NUMBER, "no paper trading");
    double fee = block.value("fee", SettingType.FINITE_NUMBER, d.fee());
    block.refuseUnknown();
    return cash.map(
        amount -> block.build(() -> new PaperSettings(amount, fee), new PaperSettings(amount, 0)));
  }

  private static PositionRules rules(ConfigSection block, PositionRules d) {
    PositionRules rules =
        block.build(
            () ->
                new PositionRules(
                    block.value("pyramiding", SettingType.FLAG, d.pyramiding()),
                    block.value("opposite_signal", OPPOSITE, d.oppositeSignal()),
                    block.optional("max_bars_held", SettingType.WHOLE_NUMBER, "never"),
                    block.optional("close_below_confidence", SettingType.FINITE_NUMBER, "never"),
                    block.value("cooldown_bars", SettingType.WHOLE_NUMBER, d.cooldownBars())),
            d);
    block.refuseUnknown();
    return rules;
  }

  private static SizingSettings sizing(ConfigSection block, SizingSettings d) {
    SizingSettings sizing =
        block.build(
            () ->
                new SizingSettings(
                    block.value("mode", MODE, d.mode()),
                    block.value("risk_fraction", SettingType.FINITE_NUMBER, d.riskFraction()),
                    block.optional("max_size", SettingType.POSITIVE_NUMBER, "no cap")),
            d);
    block.refuseUnknown();
    return sizing;
  }
}
