package io.tickcast.sink.clickhouse;

import java.util.List;

/**
 * What a table says of a checkpoint, each value as text. <i>Immutable.</i>
 *
 * @param id what the row is known by
 * @param type the model type or the algorithm
 * @param version as it stands there
 * @param symbol as it stands there
 * @param timeframe as it stands there
 * @param sha256 as it stands there
 * @param status the deployment status
 * @param createdAt Unix milliseconds; 0 when the table does not say
 * @param name the name in the manifest
 */
record StoredRow(
    String id,
    String type,
    String version,
    String symbol,
    String timeframe,
    String sha256,
    String status,
    String createdAt,
    String name) {
  /** How many values it has. */
  static final int WIDTH = 9;

  /** From the values in their order. */
  static StoredRow of(List<String> values) {
    return new StoredRow(
        values.get(0),
        values.get(1),
        values.get(2),
        values.get(3),
        values.get(4),
        values.get(5),
        values.get(6),
        values.get(7),
        values.get(8));
  }
}
