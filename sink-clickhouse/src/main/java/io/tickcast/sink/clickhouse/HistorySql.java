package io.tickcast.sink.clickhouse;

import io.tickcast.api.Timeframe;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statement that reads past bars: one SELECT whose inner one finds the bars by time and name
 * alone, so that features are read of those bars only. <i>Immutable.</i>
 *
 * @param settings where the bars stand
 * @param table what the table has
 * @param time its column of times
 * @param unread the columns that are not read
 * @param wanted which bars
 */
record HistorySql(
    FeatureSettings settings,
    FeatureTable table,
    TimeColumn time,
    UnreadColumns unread,
    WantedBars wanted) {
  /** Keys with a meaning on the top level of a message; the first three are written anyway. */
  private static final Set<String> RESERVED =
      Set.of("symbol", "timeframe", "timestamp_ms", "time", "features");

  private static final Pattern FLOAT = Pattern.compile("Float(?:32|64)");
  private static final Pattern NUMBER =
      Pattern.compile("U?Int(?:8|16|32|64|128|256)|Decimal\\(.*\\)|Bool");

  /** The statement. */
  String text() {
    return "WITH "
        + SqlText.literals(wanted.symbolByName().keySet())
        + " AS tickcast_names, "
        + SqlText.literals(wanted.symbolByName().values())
        + " AS tickcast_symbols SELECT "
        + symbol()
        + " AS `symbol`, "
        + timeframe()
        + " AS `timeframe`, "
        + close()
        + " AS `timestamp_ms`"
        + features()
        + from()
        + isInBounds()
        + " AND ("
        + column(settings.symbolColumn())
        + ", "
        + column(settings.timeframeColumn())
        + ", "
        + time.sql()
        + ") IN ("
        + bars()
        + ") ORDER BY `timestamp_ms`, `symbol`, `timeframe`"
        + " LIMIT 1 BY `symbol`, `timeframe`, `timestamp_ms`";
  }

  /** Of bars that stand under several names, the one under the canonical symbol comes first. */
  private String bars() {
    String rank = "(" + rawName() + " != tickcast_symbol, " + rawName() + ", " + time.sql() + ")";
    return "WITH "
        + symbol()
        + " AS tickcast_symbol, "
        + timeframe()
        + " AS tickcast_timeframe, "
        + close()
        + " AS tickcast_close SELECT "
        + argMin(column(settings.symbolColumn()), rank)
        + ", "
        + argMin(column(settings.timeframeColumn()), rank)
        + ", "
        + argMin(time.sql(), rank)
        + from()
        + isInBounds()
        + " AND tickcast_symbol != '' AND tickcast_close <= "
        + wanted.upTo()
        + " AND tickcast_close > "
        + closedAfter()
        + " GROUP BY tickcast_symbol, tickcast_timeframe, tickcast_close"
        + " ORDER BY tickcast_close DESC LIMIT "
        + wanted.bars()
        + " BY tickcast_symbol, tickcast_timeframe";
  }

  private static String argMin(String value, String rank) {
    return "argMin(" + value + ", " + rank + ")";
  }

  private static String column(String name) {
    return "t." + SqlText.identifier(name);
  }

  private String rawName() {
    return "ifNull(toString(" + column(settings.symbolColumn()) + "), '')";
  }

  /** As a name, without a prefix, and without a prefix in upper case, as live rows are read. */
  private String symbol() {
    String bare = "substring(" + rawName() + ", position(" + rawName() + ", ':') + 1)";
    return known(rawName(), known(bare, known("upper(" + bare + ")", "''")));
  }

  private static String known(String name, String otherwise) {
    return "transform(" + name + ", tickcast_names, tickcast_symbols, " + otherwise + ")";
  }

  private String timeframe() {
    return "toString(" + column(settings.timeframeColumn()) + ")";
  }

  /** The time at which a bar closed, Unix milliseconds. */
  private String close() {
    if (!settings.stampsOpen()) {
      return time.millis();
    }
    Collection<Timeframe> timeframes = wanted.timeframes();
    return time.millis()
        + " + transform("
        + timeframe()
        + ", "
        + SqlText.literals(timeframes.stream().map(Timeframe::code).toList())
        + ", "
        + numbers(timeframes.stream().map(Timeframe::millis).toList())
        + ", toInt64(0))";
  }

  /** For each series its own time; for others one that no bar closes after. */
  private String closedAfter() {
    Map<WantedBars.Series, Long> series = wanted.series();
    return "transform(concat(tickcast_symbol, '.', tickcast_timeframe), "
        + SqlText.literals(series.keySet().stream().map(WantedBars.Series::key).toList())
        + ", "
        + numbers(series.values())
        + ", toInt64("
        + wanted.upTo()
        + "))";
  }

  private static String numbers(Collection<Long> numbers) {
    return numbers.stream()
        .map(number -> "toInt64(" + number + ")")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String from() {
    return " FROM " + settings.tableInSql() + " AS t" + (table.collapses() ? " FINAL" : "");
  }

  private String isInBounds() {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (Map.Entry<WantedBars.Series, Long> one : wanted.series().entrySet()) {
      long shift = settings.stampsOpen() ? one.getKey().timeframe().millis() : 0;
      low = Math.min(low, one.getValue() - shift);
      high = Math.max(high, wanted.upTo() - shift);
    }
    return " WHERE "
        + time.isBetween(low, high)
        + " AND "
        + column(settings.timeframeColumn())
        + " IN "
        + wanted.timeframes().stream()
            .map(timeframe -> SqlText.literal(timeframe.code()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private String features() {
    Set<String> keys =
        Set.of(settings.timeColumn(), settings.symbolColumn(), settings.timeframeColumn());
    StringBuilder features = new StringBuilder();
    for (FeatureTable.Column column : table.columns()) {
      String name = column.name();
      if (!keys.contains(name) && !RESERVED.contains(name) && !unread.contains(name)) {
        features.append(", ").append(value(column)).append(" AS ").append(SqlText.identifier(name));
      }
    }
    return features.toString();
  }

  /**
   * NaN is a missing value, infinity is not. What is no number goes out as the name of its type,
   * unread, so that a model that needs it is held by name instead of served without it.
   */
  private static String value(FeatureTable.Column column) {
    String type = NeededColumn.unwrapped(column.type());
    String sql = column(column.name());
    if (FLOAT.matcher(type).matches()) {
      return "if(isNaN(" + sql + "), NULL, " + sql + ")";
    }
    if (NUMBER.matcher(type).matches()) {
      return sql;
    }
    int end = type.indexOf('(');
    return SqlText.literal(end < 0 ? type : type.substring(0, end));
  }
}
