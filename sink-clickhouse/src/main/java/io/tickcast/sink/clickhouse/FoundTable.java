package io.tickcast.sink.clickhouse;

import java.util.Map;

/**
 * A table as a server has it. <i>Immutable.</i>
 *
 * @param engine its engine, such as {@code ReplacingMergeTree}
 * @param sortingKey what it is sorted by
 * @param partitionKey what it is partitioned by
 * @param deduplicationWindow how many inserts it remembers; -1 when the engine itself sees to that
 * @param columns its columns by their names
 */
record FoundTable(
    String engine,
    String sortingKey,
    String partitionKey,
    long deduplicationWindow,
    Map<String, Column> columns) {
  /** Copies the columns. */
  FoundTable {
    columns = Map.copyOf(columns);
  }

  /**
   * A column as a server has it.
   *
   * @param type such as {@code Nullable(Float64)}
   * @param defaultKind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL}, or
   *     empty
   */
  record Column(String type, String defaultKind) {}
}
