package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.OneLine;
import java.util.Set;

/**
 * Where past bars stand. <i>Immutable.</i>
 *
 * @param server on which server, and how that is reached
 * @param table in which table
 * @param timeColumn the column of a bar's time
 * @param symbolColumn the column of its instrument's name
 * @param timeframeColumn the column of its timeframe's code
 * @param stampsOpen whether a bar's time is that of its opening, not of its close
 */
record FeatureSettings(
    ClickHouseSettings server,
    String table,
    String timeColumn,
    String symbolColumn,
    String timeframeColumn,
    boolean stampsOpen) {
  private static final Set<String> KEYS =
      Set.of("table", "time_column", "symbol_column", "timeframe_column", "bar_time");

  /** Reads the settings; does no I/O. */
  static FeatureSettings from(ComponentConfig config) {
    ClickHouseSettings server = ClickHouseSettings.from(config, KEYS);
    Options options = new Options(config);
    FeatureSettings settings =
        new FeatureSettings(
            server,
            options.identifier("table", "ml_features"),
            options.identifier("time_column", "time"),
            options.identifier("symbol_column", "symbol"),
            options.identifier("timeframe_column", "timeframe"),
            options.word("bar_time", "close", "open"));
    settings.requireThreeColumns(options);
    return settings;
  }

  private void requireThreeColumns(Options options) {
    if (timeColumn.equals(symbolColumn)
        || timeColumn.equals(timeframeColumn)
        || symbolColumn.equals(timeframeColumn)) {
      throw options.invalid(
          "time_column",
          "another column than symbol_column and timeframe_column, which differ too",
          OneLine.quote(timeColumn)
              + ", "
              + OneLine.quote(symbolColumn)
              + " and "
              + OneLine.quote(timeframeColumn));
    }
  }

  /** The table with its database, for people. */
  String place() {
    return server.database() + "." + table;
  }

  /** The table with its database, for SQL. */
  String tableInSql() {
    return SqlText.identifier(server.database()) + "." + SqlText.identifier(table);
  }
}
