package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.sink.clickhouse.ClickHouseSchema.Server;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
class ClickHouseSchemaTest {
  /** What the truncation of a clock to milliseconds can add. */
  private static final Duration TRUNCATED = Duration.ofMillis(1);

  private static void assertMismatch(Archive archive, String part) {
    try (SignalSink sink = archive.openSink()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> Archive.writeAll(sink, Samples.signals(0, 1)))
          .withMessageContaining(part)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH));
      assertThat(sink.detail()).contains(part);
    }
  }

  @Test
  void init_nothingThere_makesAllAndLeavesItAloneLater(Archive archive) {
    String name = archive.database;
    assertThat(archive.schema().init(true))
        .containsExactly(
            "database " + name,
            "table " + name + ".trading_signals",
            "table " + name + ".model_predictions",
            "table " + name + ".model_events",
            "table " + name + ".model_checkpoints",
            "table " + name + ".agent_checkpoints");
    assertThat(archive.schema().check()).isEmpty();
    assertThat(archive.schema().init(true)).isEmpty();
    archive.query("DROP TABLE db.model_predictions");
    assertThat(archive.schema().init(false))
        .containsExactly("table " + name + ".model_predictions");
  }

  @Test
  void init_databaseNotToBeMade_saysThatItIsMissing(Archive archive) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> archive.schema().init(false))
        .withMessage(
            "database: expected database '%1$s' at %2$s/%1$s,"
                + " found none, './tickcast clickhouse init' makes it",
            archive.database, archive.server.url());
  }

  @Test
  void statements_runByHand_makeWhatIsNeeded(Archive archive) {
    archive.query(archive.schema().databaseStatement());
    archive.schema().statements().forEach(archive::query);
    assertThat(archive.schema().check()).isEmpty();
  }

  @Test
  void server_withoutDatabase_saysWhoItIsAndWhatTimeItIsThere(Archive archive) {
    EpochNanoClock wall = () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    Server same = ClickHouseSchema.of(config(archive, wall)).server();
    assertThat(same.place()).isEqualTo(archive.server.url() + "/" + archive.database);
    assertThat(same.version()).isEqualTo(archive.query("SELECT version()"));
    assertThat(same.ahead().abs()).isLessThanOrEqualTo(same.accuracy().plus(TRUNCATED));
    EpochNanoClock late = () -> wall.epochNanos() - TimeUnit.MINUTES.toNanos(1);
    Server ahead = ClickHouseSchema.of(config(archive, late)).server();
    assertThat(ahead.ahead().minusMinutes(1).abs())
        .isLessThanOrEqualTo(ahead.accuracy().plus(TRUNCATED));
  }

  private static ComponentConfig config(Archive archive, EpochNanoClock clock) {
    Map<String, String> options = Map.of("url", archive.server.url(), "database", archive.database);
    return new ComponentConfig("sink 'archive'", options, clock);
  }

  @Test
  void write_databaseMissing_saysSoAndGoesOnOnceItIsThere(Archive archive) {
    try (SignalSink sink = archive.openSink()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> Archive.writeAll(sink, Samples.signals(0, 1)))
          .withMessageContaining("expected database '" + archive.database + "'");
      archive.initialized();
      assertThat(Archive.writeAll(sink, Samples.signals(0, 1))).isEmpty();
    }
  }

  @Test
  void write_tableMissing_saysWhichAndWhatMakesIt(Archive archive) {
    archive.initialized().query("DROP TABLE db.trading_signals");
    assertMismatch(
        archive,
        archive.database
            + ".trading_signals: expected this table, found none, './tickcast clickhouse init'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DROP COLUMN metadata                       | column 'metadata': expected String, found no such column
          MODIFY COLUMN stop_loss Float64 DEFAULT 0  | column 'stop_loss': expected Nullable(Float64), found Float64
          MODIFY COLUMN confidence_score Float32     | column 'confidence_score': expected Float64, found Float32
          MODIFY COLUMN created_at REMOVE DEFAULT    | column 'created_at': expected DEFAULT now64(3, 'UTC'), found no default
          RENAME COLUMN model_version TO version     | column 'model_version': expected LowCardinality(String) or String, found no such column
          MODIFY SETTING non_replicated_deduplication_window = 0 | setting non_replicated_deduplication_window: expected more than 0, such as 1000
          """)
  void check_tableWithOtherColumns_namesTheDifference(
      String change, String difference, Archive archive) {
    archive.initialized().query("ALTER TABLE db.trading_signals " + change);
    assertThat(archive.schema().check())
        .singleElement()
        .asString()
        .startsWith(archive.database + ".trading_signals: " + difference);
    assertMismatch(archive, difference);
  }

  @Test
  void check_plainTableSortedOtherwise_namesEngineAndKeys(Archive archive) {
    String made = ArchiveTable.SIGNALS.createStatement(archive.database);
    archive.query("CREATE DATABASE `" + archive.database + "`");
    archive.query(
        made.replace("= ReplacingMergeTree", "= MergeTree")
            .replace(
                "ORDER BY (symbol, timeframe, timestamp_ms, signal_id)", "ORDER BY created_at"));
    archive.query(ArchiveTable.PREDICTIONS.createStatement(archive.database));
    archive.query(ArchiveTable.EVENTS.createStatement(archive.database));
    String place = archive.database + ".trading_signals: ";
    assertThat(archive.schema().check())
        .containsExactly(
            place
                + "engine: expected ReplacingMergeTree, which collapses repeated ids, found MergeTree",
            place + "sorting key: expected one with signal_id, found created_at",
            place
                + "sorting key: expected columns that a record has a value for, found 'created_at'");
    assertThat(archive.with("check", "columns").schema().check()).isEmpty();
    try (SignalSink sink = archive.openSink()) {
      assertThat(Archive.writeAll(sink, Samples.signals(0, 3))).isEmpty();
    }
  }

  @Test
  void check_tableOfAnotherTeam_isNoDifferenceWhenItHoldsTheSame(Archive archive) {
    archive.query("CREATE DATABASE `" + archive.database + "`");
    archive.query(
        """
        CREATE TABLE db.trading_signals (
          team LowCardinality(String) DEFAULT 'fx', metadata Nullable(String), signal_id String,
          symbol String, timeframe LowCardinality(String), timestamp_ms UInt64,
          signal_type LowCardinality(String), confidence_score Nullable(Float64),
          entry_price Nullable(Float64), stop_loss Nullable(Float64), take_profit Nullable(Float64),
          position_size_recommended Float64, model_version LowCardinality(Nullable(String)),
          inserted DateTime DEFAULT now()
        ) ENGINE = ReplacingMergeTree(inserted) ORDER BY (signal_id)
        SETTINGS non_replicated_deduplication_window = 10
        """);
    archive.query(ArchiveTable.PREDICTIONS.createStatement(archive.database));
    archive.query(ArchiveTable.EVENTS.createStatement(archive.database));
    assertThat(archive.schema().check()).isEmpty();
    try (SignalSink sink = archive.openSink()) {
      assertThat(Archive.writeAll(sink, Samples.both(0, 10))).isEmpty();
    }
    assertThat(archive.query("SELECT DISTINCT team, signal_type FROM db.trading_signals"))
        .isEqualTo("fx\tbuy");
    assertThat(
            archive.query(
                "SELECT DISTINCT JSONExtractFloat(assumeNotNull(metadata), 'prediction_latency_ms')"
                    + " FROM db.trading_signals"))
        .isEqualTo("0.045");
  }

  @Test
  void statement_eachTable_hasAllItsColumns(Archive archive) {
    archive.initialized();
    for (ArchiveTable table : ArchiveTable.values()) {
      List<String> names = table.columns().stream().map(NeededColumn::name).toList();
      String described =
          archive.query(
              "SELECT name FROM system.columns WHERE database = '%s' AND table = '%s'"
                  .formatted(archive.database, table.tableName()));
      assertThat(described.lines()).startsWith(names.toArray(String[]::new)).endsWith("created_at");
    }
  }
}
