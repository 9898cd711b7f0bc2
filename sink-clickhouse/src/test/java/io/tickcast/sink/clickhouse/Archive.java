package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.tck.ListBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A database of its own on a real server, and sinks into it. */
final class Archive {
  static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String METADATA = "\"metadata\":";
  private static final String AS_WRITTEN =
      " FORMAT JSONEachRow SETTINGS output_format_json_quote_64bit_integers = 0,"
          + " output_format_json_escape_forward_slashes = 0";

  final ClickHouseServer server;
  final String database;
  private final Map<String, String> options = new HashMap<>();

  Archive(ClickHouseServer server, String database) {
    this.server = server;
    this.database = database;
    with("url", server.url()).with("database", database).with("max_delay", "0s");
  }

  Archive with(String key, String value) {
    options.put(key, value);
    return this;
  }

  Map<String, String> options() {
    return Map.copyOf(options);
  }

  ComponentConfig config() {
    return new ComponentConfig("sink 'archive'", options, () -> 0);
  }

  ClickHouseSchema schema() {
    return ClickHouseSchema.of(config());
  }

  /** The database with the tables as they are shipped. */
  Archive initialized() {
    schema().init(true);
    return this;
  }

  SignalSink openSink() {
    SignalSink sink = new ClickHouseSignalSinkProvider().create(config());
    sink.open();
    return sink;
  }

  /** Runs statements in this database, where {@code db} stands for its name. */
  String query(String sql) {
    return server.query(sql.replace("db.", "`" + database + "`.")).strip();
  }

  long count(ArchiveTable table) {
    return Long.parseLong(query("SELECT count() FROM db." + table.tableName()));
  }

  /** The values that the tables hold, as they were written. */
  List<byte[]> values() {
    return Stream.of(ArchiveTable.values())
        .map(table -> "SELECT " + columns(table) + " FROM db." + table.tableName() + AS_WRITTEN)
        .flatMap(select -> query(select).lines())
        .map(line -> withMetadataAsAnObject(line).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** When a row came is the server's to say, but for events, which happened before. */
  private static String columns(ArchiveTable table) {
    return table == ArchiveTable.EVENTS ? "*" : "* EXCEPT created_at";
  }

  private static String withMetadataAsAnObject(String line) {
    int at = line.indexOf(METADATA);
    int start = at + METADATA.length();
    return at < 0
        ? line
        : line.substring(0, start)
            + line.substring(start + 1, line.length() - 2).replace("\\\"", "\"")
            + "}";
  }

  /** Writes a batch as a relay does, until all of it is finished; gives what was refused. */
  static List<String> writeAll(SignalSink sink, List<ListBatch.Record> records) {
    List<String> refused = new ArrayList<>();
    List<ListBatch.Record> left = records;
    for (int attempt = 0; !left.isEmpty(); attempt++) {
      if (attempt > records.size()) {
        throw new AssertionError("expected progress, found none");
      }
      List<ListBatch.Record> now = left;
      int finished =
          sink.write(
              ListBatch.of(now),
              TIMEOUT,
              (index, reason) -> refused.add(now.get(index).sequence() + ": " + reason));
      left = now.subList(finished, now.size());
    }
    return refused;
  }
}
