package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the questions about a table of checkpoints. Each answer is one array, so that one that
 * breaks off is known even when it has no rows. Of several rows with one id the youngest counts.
 *
 * @param table how it is configured
 * @param types the types of the columns that the server has
 * @param collapses whether its engine collapses rows, of which a plain read shows older states
 */
record CheckpointSql(CheckpointTable table, Map<String, String> types, boolean collapses) {
  private static final String TEXT = "String";

  /** The rows that may answer a query, without their models. */
  String find(CheckpointQuery query, int maxRows) {
    List<String> values =
        List.of(
            text(CheckpointColumn.ID),
            text(CheckpointColumn.TYPE),
            text(CheckpointColumn.VERSION),
            known(CheckpointColumn.SYMBOL, "symbol"),
            known(CheckpointColumn.TIMEFRAME, "timeframe"),
            known(CheckpointColumn.SHA256, "sha256"),
            text(CheckpointColumn.STATUS),
            "toString(" + createdAt() + ")",
            ofManifest("name"));
    String one = "SELECT " + aliased(values) + from() + where(query) + youngest();
    String status =
        query.status().isEmpty()
            ? ""
            : " WHERE lower(v6) = " + SqlText.literal(lower(query.status()));
    String names = aliases(values.size());
    return answer(
        names, "SELECT " + names + " FROM (" + one + ")" + status + " LIMIT " + (maxRows + 1L));
  }

  private static String answer(String names, String rows) {
    return "SELECT groupArray((" + names + ")) FROM (" + rows + ")";
  }

  /** One row with its model and its manifest; the model is left out when it is too long. */
  String load(String id, long maxLength) {
    String binary = text(CheckpointColumn.BINARY);
    List<String> values =
        List.of(
            "toString(length(" + binary + "))",
            text(CheckpointColumn.SHA256),
            manifest(),
            "if(length(" + binary + ") > " + maxLength + ", '', " + binary + ")",
            text(CheckpointColumn.ID));
    String where = " WHERE toString(" + column(CheckpointColumn.ID) + ") = " + SqlText.literal(id);
    return answer(
        aliases(values.size()), "SELECT " + aliased(values) + from() + where + youngest());
  }

  private static String aliases(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("v" + i);
    }
    return String.join(", ", names);
  }

  private static String aliased(List<String> values) {
    List<String> named = new ArrayList<>();
    for (String value : values) {
      named.add(value + " AS v" + named.size());
    }
    return String.join(", ", named);
  }

  private String from() {
    return " FROM " + table.inSql() + " AS t" + (collapses ? " FINAL" : "");
  }

  /** What no row of another checkpoint has; the exact look is taken at what is found. */
  private String where(CheckpointQuery query) {
    List<String> terms = new ArrayList<>();
    if (!query.type().isEmpty()) {
      terms.add(
          "lower(" + text(CheckpointColumn.TYPE) + ") = " + SqlText.literal(lower(query.type())));
    }
    if (!query.version().isEmpty()) {
      terms.add(
          text(CheckpointColumn.VERSION)
              + " IN ("
              + List.of(query.version(), "v" + query.version(), "V" + query.version()).stream()
                  .map(SqlText::literal)
                  .collect(Collectors.joining(", "))
              + ")");
    }
    if (!query.symbol().isEmpty()) {
      terms.add(
          "endsWith(lower("
              + known(CheckpointColumn.SYMBOL, "symbol")
              + "), "
              + SqlText.literal(lower(query.symbol()))
              + ")");
    }
    if (!query.timeframe().isEmpty()) {
      terms.add(
          "lower("
              + known(CheckpointColumn.TIMEFRAME, "timeframe")
              + ") = "
              + SqlText.literal(lower(query.timeframe())));
    }
    return terms.isEmpty() ? "" : " WHERE " + String.join(" AND ", terms);
  }

  private String youngest() {
    return " ORDER BY " + createdAt() + " DESC LIMIT 1 BY " + text(CheckpointColumn.ID);
  }

  private String createdAt() {
    String name = table.columnName(CheckpointColumn.CREATED_AT);
    String type = types.getOrDefault(name, "");
    return TimeColumn.of(column(CheckpointColumn.CREATED_AT), type)
        .map(time -> "ifNull(" + time.millis() + ", 0)")
        .orElse("toInt64(0)");
  }

  private String manifest() {
    String name = table.columnName(CheckpointColumn.MANIFEST);
    String type = NeededColumn.unwrapped(types.getOrDefault(name, TEXT));
    return type.equals(TEXT)
        ? text(CheckpointColumn.MANIFEST)
        : "ifNull(toJSONString(" + column(CheckpointColumn.MANIFEST) + "), '')";
  }

  private String ofManifest(String key) {
    return has(CheckpointColumn.MANIFEST)
        ? "JSONExtractString(" + manifest() + ", " + SqlText.literal(key) + ")"
        : "''";
  }

  /** A column, else what the manifest says, for a table that has no such column. */
  private String known(CheckpointColumn column, String key) {
    return has(column) ? text(column) : ofManifest(key);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private String text(CheckpointColumn column) {
    return has(column) ? "ifNull(toString(" + column(column) + "), '')" : "''";
  }

  private boolean has(CheckpointColumn column) {
    return types.containsKey(table.columnName(column));
  }

  private String column(CheckpointColumn column) {
    return "t." + SqlText.identifier(table.columnName(column));
  }
}
