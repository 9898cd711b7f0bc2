package io.tickcast.sink.clickhouse;

import io.tickcast.sink.clickhouse.FoundTable.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a server says of itself and of its tables. <i>Confined.</i> */
record ServerTables(Connection connection) {
  private static final long ALWAYS = -1;
  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\b");

  /** Its version, such as {@code 26.7.2.1}. */
  String version() throws SQLException {
    return single("SELECT version()").orElse("");
  }

  /** Its clock, in microseconds since 1970. */
  long epochMicros() throws SQLException {
    return single("SELECT toUnixTimestamp64Micro(now64(6))").map(Long::parseLong).orElse(0L);
  }

  /**
   * Whether a server reads each number of JSON as the double closest to it; older ones are off by
   * one or two units in the last place for one in five of those with 16 digits and more, whatever
   * the settings.
   */
  static boolean readsNumbersExactly(String version) {
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.lookingAt()) {
      return true;
    }
    int year = Integer.parseInt(matcher.group(1));
    return year > 26 || (year == 26 && Integer.parseInt(matcher.group(2)) >= 7);
  }

  /** Whether a database is there, and may be seen. */
  boolean hasDatabase(String database) throws SQLException {
    return single("SELECT name FROM system.databases WHERE name = ?", database).isPresent();
  }

  /** A table, if it is there and may be seen. */
  Optional<FoundTable> find(String database, ArchiveTable table) throws SQLException {
    String sql =
        "SELECT engine, sorting_key, partition_key, engine_full"
            + " FROM system.tables WHERE database = ? AND name = ?";
    try (PreparedStatement statement = prepared(sql, database, table.tableName());
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      String engine = rows.getString(1);
      String sortingKey = rows.getString(2);
      String partitionKey = rows.getString(3);
      long window = deduplicationWindow(engine, rows.getString(4));
      return Optional.of(
          new FoundTable(engine, sortingKey, partitionKey, window, columns(database, table)));
    }
  }

  private Map<String, Column> columns(String database, ArchiveTable table) throws SQLException {
    String sql =
        "SELECT name, type, default_kind FROM system.columns WHERE database = ? AND table = ?";
    try (PreparedStatement statement = prepared(sql, database, table.tableName());
        ResultSet rows = statement.executeQuery()) {
      Map<String, Column> columns = new HashMap<>();
      while (rows.next()) {
        columns.put(rows.getString(1), new Column(rows.getString(2), rows.getString(3)));
      }
      return columns;
    }
  }

  /** A table of bars with the columns that can be read, if it is there and may be seen. */
  Optional<FeatureTable> features(FeatureSettings settings) throws SQLException {
    return readable(settings.server().database(), settings.table());
  }

  /** A table with the columns that can be read, if it is there and may be seen. */
  Optional<FeatureTable> readable(String database, String table) throws SQLException {
    String engines = "SELECT engine FROM system.tables WHERE database = ? AND name = ?";
    Optional<String> engine = single(engines, database, table);
    if (engine.isEmpty()) {
      return Optional.empty();
    }
    String sql =
        "SELECT name, type, if(default_kind = 'ALIAS', default_expression, '')"
            + " FROM system.columns WHERE database = ? AND table = ?"
            + " AND default_kind != 'EPHEMERAL' ORDER BY position";
    try (PreparedStatement statement = prepared(sql, database, table);
        ResultSet rows = statement.executeQuery()) {
      List<FeatureTable.Column> columns = new ArrayList<>();
      while (rows.next()) {
        columns.add(
            new FeatureTable.Column(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
      return Optional.of(new FeatureTable(engine.get(), columns));
    }
  }

  /** What the table itself says, else what the server says for all tables. */
  private long deduplicationWindow(String engine, String definition) throws SQLException {
    if (engine.startsWith("Shared")) {
      return ALWAYS;
    }
    String setting = TableCheck.windowSetting(engine);
    Matcher own = Pattern.compile("\\b" + setting + " = (\\d{1,18})\\b").matcher(definition);
    if (own.find()) {
      return Long.parseLong(own.group(1));
    }
    String table =
        engine.startsWith("Replicated") ? "replicated_merge_tree_settings" : "merge_tree_settings";
    String sql = "SELECT value FROM system." + table + " WHERE name = ?";
    return single(sql, setting).map(Long::parseLong).orElse(0L);
  }

  private Optional<String> single(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = prepared(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  private PreparedStatement prepared(String sql, String... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setString(i + 1, parameters[i]);
    }
    return statement;
  }
}
