package io.tickcast.sink.clickhouse;

import io.tickcast.api.OneLine;
import java.util.Map;
import java.util.Set;

/**
 * A table of checkpoints as it is configured. <i>Immutable.</i>
 *
 * @param database where it is
 * @param name what it is called
 * @param mustBeThere whether somebody has named it
 * @param agents whether it holds agents, not models
 * @param columns what its columns are called
 * @param named the columns that somebody has named, which have to be there then
 */
record CheckpointTable(
    String database,
    String name,
    boolean mustBeThere,
    boolean agents,
    Map<CheckpointColumn, String> columns,
    Set<CheckpointColumn> named) {
  /** Copies the columns. */
  CheckpointTable {
    columns = Map.copyOf(columns);
    named = Set.copyOf(named);
  }

  /** The table with its database, for people. */
  String place() {
    return database + "." + name;
  }

  /** The table with its database, for SQL. */
  String inSql() {
    return SqlText.identifier(database) + "." + SqlText.identifier(name);
  }

  /** What a column is called. */
  String columnName(CheckpointColumn column) {
    return columns.get(column);
  }

  /** Whether a table without that column can not be read. */
  boolean needs(CheckpointColumn column) {
    return column.isNeeded() || named.contains(column);
  }

  /** A column of a row, for people. */
  String place(String id, CheckpointColumn column) {
    return place() + ": column " + OneLine.quote(columnName(column)) + ", row " + OneLine.quote(id);
  }
}
