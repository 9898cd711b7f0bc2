package io.tickcast.sink.clickhouse;

import static io.tickcast.sink.clickhouse.NeededColumn.id;
import static io.tickcast.sink.clickhouse.NeededColumn.millis;
import static io.tickcast.sink.clickhouse.NeededColumn.number;
import static io.tickcast.sink.clickhouse.NeededColumn.numberOrNull;
import static io.tickcast.sink.clickhouse.NeededColumn.text;
import static io.tickcast.sink.clickhouse.NeededColumn.time;
import static io.tickcast.sink.clickhouse.NeededColumn.word;

import io.tickcast.api.Outcome;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A table of the archive: which records it keeps, and the columns that they need. */
enum ArchiveTable {
  /** The signals as they went out. */
  SIGNALS(
      RecordKind.SIGNAL,
      "trading_signals",
      id("signal_id"),
      word("symbol"),
      word("timeframe"),
      millis("timestamp_ms"),
      word("signal_type", Arrays.stream(SignalType.values()).map(SignalType::code).toList()),
      number("confidence_score"),
      numberOrNull("entry_price"),
      numberOrNull("stop_loss"),
      numberOrNull("take_profit"),
      number("position_size_recommended"),
      word("model_version"),
      text("metadata")),

  /** The predictions with their decisions. */
  PREDICTIONS(
      RecordKind.PREDICTION,
      "model_predictions",
      id("prediction_id"),
      id("signal_id"),
      word("symbol"),
      word("timeframe"),
      millis("timestamp_ms"),
      word("model_version"),
      word("model_sha256"),
      word("role", List.of("champion", "challenger")),
      text("raw_output"),
      text("features"),
      word("outcome", Arrays.stream(Outcome.values()).map(Outcome::code).toList()),
      word("reason"),
      text("decision"),
      number("inference_latency_us")),

  /** What happened to the models that serve. */
  EVENTS(
      RecordKind.SWAP,
      "model_events",
      id("event_id"),
      word("event"),
      word("binding"),
      word("symbol"),
      word("timeframe"),
      word("from_version"),
      word("to_version"),
      text("from_sha256"),
      text("to_sha256"),
      word("who"),
      text("reason"),
      text("verification"),
      time("created_at"));

  private static final String DATABASE = "{database:Identifier}";

  private final RecordKind kind;
  private final String tableName;
  private final List<NeededColumn> columns;

  ArchiveTable(RecordKind kind, String tableName, NeededColumn... columns) {
    this.kind = kind;
    this.tableName = tableName;
    this.columns = List.of(columns);
  }

  /** The kind of records that it keeps. */
  RecordKind kind() {
    return kind;
  }

  /** Its name in the database. */
  String tableName() {
    return tableName;
  }

  /** The columns that records have values for, in their order. */
  List<NeededColumn> columns() {
    return columns;
  }

  /** The column by which a repeated record is known. */
  String idColumn() {
    return columns.get(0).name();
  }

  /** The shipped statement that creates it, for a database whose name needs no escapes. */
  String createStatement(String database) {
    return createStatement(tableName, database);
  }

  /** The shipped statement that creates a table of that name. */
  static String createStatement(String tableName, String database) {
    String file = tableName + ".sql";
    try (InputStream in = ArchiveTable.class.getResourceAsStream(file)) {
      byte[] bytes = Objects.requireNonNull(in, file).readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.replace(DATABASE, "`" + database + "`");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
