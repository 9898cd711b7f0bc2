package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Trading settings in the files that a replay takes up. <i>Stateless.</i> */
final class TradingJson {
  private TradingJson() {}

  static void write(TradingSettings trading, ObjectNode to) {
    to.put("state", trading.state().code());
    PositionFeed feed = trading.feed();
    to.put("fills", feed.fills()).put("account", feed.account());
    to.put("unconfirmed", feed.unconfirmed().code());
    feed.paper()
        .ifPresent(
            paper ->
                to.put("initial_cash", text(paper.initialCash())).put("fee", text(paper.fee())));
    PositionRules rules = trading.rules();
    to.put("pyramiding", rules.pyramiding());
    to.put("opposite_signal", rules.oppositeSignal().code());
    rules.maxBarsHeld().ifPresent(bars -> to.put("max_bars_held", bars));
    rules.closeBelowConfidence().ifPresent(low -> to.put("close_below_confidence", text(low)));
    to.put("cooldown_bars", rules.cooldownBars());
    SizingSettings sizing = trading.sizing();
    to.put("mode", sizing.mode().code()).put("risk_fraction", text(sizing.riskFraction()));
    sizing.maxSize().ifPresent(size -> to.put("max_size", text(size)));
  }

  private static String text(double value) {
    return BigDecimal.valueOf(value).toString();
  }

  static TradingSettings read(JsonNode node) {
    Optional<PaperSettings> paper =
        said(node, "initial_cash", Double::valueOf)
            .map(cash -> new PaperSettings(cash, said(node, "fee", Double::valueOf).orElse(0.0)));
    return new TradingSettings(
        TradingState.of(node.path("state").asText()),
        new PositionFeed(
            node.path("fills").asBoolean(),
            node.path("account").asBoolean(),
            PositionFeed.Unconfirmed.valueOf(upper(node, "unconfirmed")),
            paper),
        new PositionRules(
            node.path("pyramiding").asBoolean(),
            PositionRules.Opposite.valueOf(upper(node, "opposite_signal")),
            said(node, "max_bars_held", Integer::valueOf),
            said(node, "close_below_confidence", Double::valueOf),
            node.path("cooldown_bars").asInt()),
        new SizingSettings(
            SizingSettings.Mode.valueOf(upper(node, "mode")),
            said(node, "risk_fraction", Double::valueOf).orElseThrow(),
            said(node, "max_size", Double::valueOf)));
  }

  private static String upper(JsonNode node, String key) {
    return node.path(key).asText().toUpperCase(Locale.ROOT);
  }

  private static <T> Optional<T> said(JsonNode node, String key, Function<String, T> parse) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText).map(parse);
  }
}
