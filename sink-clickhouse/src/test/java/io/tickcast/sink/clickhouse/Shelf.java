package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ComponentConfig;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tables of checkpoints on a real server, and stores that read them. */
final class Shelf {
  final Archive archive;
  private final Map<String, String> options = new HashMap<>();

  Shelf(Archive archive) {
    this.archive = archive;
    archive.server.query(archive.schema().databaseStatement());
    with("url", archive.server.url()).with("database", archive.database).with("timeout", "20s");
  }

  Shelf with(String key, String value) {
    options.put(key, value);
    return this;
  }

  Map<String, String> options() {
    return Map.copyOf(options);
  }

  CheckpointStore store() {
    return new ClickHouseStoreProvider()
        .create(new ComponentConfig("store 'models'", options, () -> 0));
  }

  Row model(String id) {
    return new Row("model_checkpoints", "model_binary").with("checkpoint_id", id);
  }

  Row agent(String id) {
    return new Row("agent_checkpoints", "agent_binary").with("checkpoint_id", id);
  }

  /** A row to insert. */
  final class Row {
    private final String table;
    private final String binary;
    private final Map<String, String> values = new TreeMap<>();

    private Row(String table, String binary) {
      this.table = table;
      this.binary = binary;
    }

    Row with(String column, String value) {
      values.put(column, value);
      return this;
    }

    Row content(byte[] bytes) {
      return with(binary, Base64.getEncoder().encodeToString(bytes));
    }

    void insert() {
      String names = String.join(", ", values.keySet());
      String texts =
          values.values().stream().map(SqlText::literal).collect(Collectors.joining(", "));
      archive.query("INSERT INTO db." + table + " (" + names + ") VALUES (" + texts + ")");
    }
  }
}
