package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a lane knows of one instrument on one timeframe. <i>Confined</i> to the lane, but for the
 * final fields.
 */
final class Series {
  final String channel;
  final String symbol;
  final Timeframe timeframe;
  final int lane;

  /** When its instrument trades; absent when nobody said. */
  final Optional<TradingCalendar> calendar;

  /** The order of the keys on the top level of its messages. */
  final KeyOrder topLevelKeys = new KeyOrder();

  /** The order of the keys among the features of its messages. */
  final KeyOrder featureKeys = new KeyOrder();

  /** The symbol as its messages wrote it last, where that is another name of it. */
  String rawSymbol;

  /** Close time of the last decided bar, Unix milliseconds; read by the status too. */
  volatile long lastBarMillis = Long.MIN_VALUE;

  /** The stretch of its calendar that the last bar lay in. */
  TradingCalendar.@Nullable Span span;

  /** The versions of the models whose decision of the last bar is recorded: one for each. */
  final List<String> published = new ArrayList<>();

  /** What is known of its symbol beside the position; null before the first bar. */
  @Nullable SymbolBook book;

  /** The windows of those of its models that see several bars. */
  final SeriesWindows windows = new SeriesWindows();

  /** The bindings that this series feeds; replaced when one changes. */
  ServingModel[] models = new ServingModel[0];

  /** What is scored beside them without consequence. */
  @Nullable ServingModel challenger;

  /** What made the present model serve, to be said again for those who read from later on. */
  @Nullable ModelEvent championEvent;

  /** What made the challenger one. */
  @Nullable ModelEvent challengerEvent;

  Series(String channel, String symbol, Timeframe timeframe, int lane) {
    this(channel, symbol, timeframe, lane, Optional.empty());
  }

  Series(
      String channel,
      String symbol,
      Timeframe timeframe,
      int lane,
      Optional<TradingCalendar> calendar) {
    this.channel = channel;
    this.symbol = symbol;
    this.rawSymbol = symbol;
    this.timeframe = timeframe;
    this.lane = lane;
    this.calendar = calendar;
  }

  /**
   * The names of the values that its bars have had, those of prices too; empty before the first
   * bar, and when there were more than are kept.
   */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    return topLevelKeys.addTo(names) && featureKeys.addTo(names) ? names : Set.of();
  }
}
