package io.tickcast.core;

import io.tickcast.api.Timeframe;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lane knows of one instrument on one timeframe. <i>Confined</i> to the lane, but for the
 * final fields.
 */
final class Series {
  final String channel;
  final String symbol;
  final Timeframe timeframe;
  final int lane;

  /** The order of the keys on the top level of its messages. */
  final KeyOrder topLevelKeys = new KeyOrder();

  /** The order of the keys among the features of its messages. */
  final KeyOrder featureKeys = new KeyOrder();

  /** The symbol as its messages wrote it last, where that is another name of it. */
  String rawSymbol;

  /** Close time of the last decided bar, Unix milliseconds. */
  long lastBarMillis = Long.MIN_VALUE;

  /** The versions of the models whose decision of the last bar is recorded: one for each. */
  final List<String> published = new ArrayList<>();

  /** The bindings that this series feeds; replaced when one changes. */
  ServingModel[] models = new ServingModel[0];

  Series(String channel, String symbol, Timeframe timeframe, int lane) {
    this.channel = channel;
    this.symbol = symbol;
    this.rawSymbol = symbol;
    this.timeframe = timeframe;
    this.lane = lane;
  }
}
