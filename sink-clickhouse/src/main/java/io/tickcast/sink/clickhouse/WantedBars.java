package io.tickcast.sink.clickhouse;

import io.tickcast.api.HistoryQuery;
import io.tickcast.api.HistoryQuery.Wanted;
import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a query asks for, each series once. <i>Immutable.</i>
 *
 * @param series each series with the time that its bars have to close after
 * @param symbolByName the canonical symbol of each raw name
 * @param upTo the time that bars have to close at or before
 * @param bars how many of each at most
 */
record WantedBars(Map<Series, Long> series, Map<String, String> symbolByName, long upTo, int bars) {
  private static final Pattern CANONICAL = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /** Instruments that trade for a few hours a day have one bar in five or six intervals. */
  private static final int INTERVALS_PER_BAR = 8;

  /** The longest run of days without trade. */
  private static final long CLOSED_MILLIS = 7 * 86_400_000L;

  private static final long MOST_BARS_LOOKED_BACK = 1_000_000;

  /** An instrument on one timeframe. */
  record Series(String symbol, Timeframe timeframe) {
    String key() {
      return symbol + "." + timeframe.code();
    }
  }

  /**
   * What a query asks for.
   *
   * @throws IllegalArgumentException when a symbol is not canonical, or one name stands for two
   */
  static WantedBars of(HistoryQuery query) {
    Map<Series, Long> series = new LinkedHashMap<>();
    Map<String, String> symbols = new TreeMap<>();
    long upTo = TimeColumn.inRange(query.closedByMillis());
    for (Wanted wanted : query.wanted()) {
      if (!CANONICAL.matcher(wanted.symbol()).matches()) {
        throw new IllegalArgumentException(
            "expected 1 to 32 of letters, digits, _ and - for a symbol, found "
                + OneLine.quote(wanted.symbol()));
      }
      name(symbols, wanted.symbol(), wanted.symbol());
      wanted.names().forEach(name -> name(symbols, name, wanted.symbol()));
      long after = Math.max(wanted.closedAfterMillis(), upTo - lookBack(query, wanted));
      series.merge(
          new Series(wanted.symbol(), wanted.timeframe()), TimeColumn.inRange(after), Math::min);
    }
    return new WantedBars(
        Collections.unmodifiableMap(series),
        Collections.unmodifiableMap(symbols),
        upTo,
        query.bars());
  }

  private static void name(Map<String, String> symbols, String name, String symbol) {
    String other = symbols.putIfAbsent(name, symbol);
    if (other != null && !other.equals(symbol)) {
      throw new IllegalArgumentException(
          "expected each name for one symbol, found "
              + OneLine.quote(name)
              + " for "
              + other
              + " and "
              + symbol);
    }
  }

  /** How far back bars are looked for, so that no query reads a whole table. */
  private static long lookBack(HistoryQuery query, Wanted wanted) {
    long bars = Math.min(MOST_BARS_LOOKED_BACK, query.bars());
    return bars * INTERVALS_PER_BAR * wanted.timeframe().millis() + CLOSED_MILLIS;
  }

  /** The timeframes of the series. */
  Collection<Timeframe> timeframes() {
    return series.keySet().stream().map(Series::timeframe).distinct().sorted().toList();
  }

  /** The most rows that the answer can have. */
  long mostRows() {
    return (long) series.size() * bars;
  }
}
