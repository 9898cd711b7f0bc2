package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.tck.ListBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bad record is refused alone, and a bad table never makes a record bad. */
@ExtendWith(SharedServer.class)
class RefusedRecordsTest {
  private static void assertMismatch(
      SignalSink sink, List<ListBatch.Record> records, String... parts) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> Archive.writeAll(sink, records))
        .withMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static List<ListBatch.Record> with(
      List<ListBatch.Record> records, int index, String from, String to) {
    List<ListBatch.Record> changed = new ArrayList<>(records);
    changed.set(index, Samples.signal(index, Samples.signalJson(index).replace(from, to)));
    return changed;
  }

  @Test
  void write_oneBadOf500_refusesItAlone(Archive archive) {
    List<ListBatch.Record> records = with(Samples.signals(0, 500), 321, "\"buy\"", "\"bye\"");
    try (SignalSink sink = archive.initialized().openSink()) {
      assertThat(Archive.writeAll(sink, records))
          .containsExactly(
              "642: Unknown element 'bye' for enum: (while reading the value of key signal_type)");
    }
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(499);
  }

  @Test
  void write_badOnesOfBothTables_refusesEachInTheOrderOfTheBatch(Archive archive) {
    List<ListBatch.Record> records = Samples.both(0, 50);
    records.set(11, Samples.prediction(5, Samples.predictionJson(5).replace("45.5", "\"x\"")));
    records.set(40, Samples.signal(20, Samples.signalJson(20).replace("0.85", "true")));
    records.set(62, Samples.signal(31, Samples.signalJson(31).replace("EURUSD\"", "EURUSD")));
    records.set(99, Samples.prediction(49, "{}"));
    try (SignalSink sink = archive.initialized().openSink()) {
      List<String> refused = Archive.writeAll(sink, records);
      assertThat(refused)
          .extracting(line -> line.split(":")[0])
          .containsExactly("11", "40", "62", "99");
    }
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(48);
    assertThat(archive.count(ArchiveTable.PREDICTIONS)).isEqualTo(48);
  }

  @Test
  void write_twoObjectsInOneValue_isRefused(Archive archive) {
    List<ListBatch.Record> records =
        List.of(Samples.signal(1, Samples.signalJson(1) + Samples.signalJson(2)));
    try (SignalSink sink = archive.initialized().openSink()) {
      assertThat(Archive.writeAll(sink, records))
          .singleElement()
          .asString()
          .contains("expected one JSON object, found more at byte");
    }
    assertThat(archive.count(ArchiveTable.SIGNALS)).isZero();
  }

  @Test
  void write_recordsAgainstAConstraint_refusesThose(Archive archive) {
    archive.initialized();
    archive.query("ALTER TABLE db.trading_signals ADD CONSTRAINT c CHECK confidence_score < 0.9");
    try (SignalSink sink = archive.openSink()) {
      List<ListBatch.Record> records = with(Samples.signals(0, 5), 3, "0.85", "0.95");
      assertThat(Archive.writeAll(sink, records))
          .singleElement()
          .asString()
          .startsWith("6: Constraint `c`");
    }
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(4);
  }

  @Test
  void write_viewThatFails_refusesNoRecord(Archive archive) {
    archive.initialized();
    archive.query("CREATE TABLE db.numbers (x UInt8) ENGINE = MergeTree ORDER BY x");
    archive.query(
        "CREATE MATERIALIZED VIEW db.view TO db.numbers"
            + " AS SELECT toUInt8(symbol) AS x FROM db.trading_signals");
    try (SignalSink sink = archive.openSink()) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> Archive.writeAll(sink, Samples.signals(0, 3)))
          .withMessageContaining("Cannot parse string 'EURUSD' as UInt8")
          .satisfies(e -> assertThat(e.code().group()).isEqualTo(ErrorCode.Group.EXTERNAL));
      archive.query("DROP TABLE db.view");
      assertThat(Archive.writeAll(sink, Samples.signals(0, 3))).isEmpty();
    }
    assertThat(archive.query("SELECT count() FROM db.trading_signals FINAL")).isEqualTo("3");
  }

  @Test
  void write_tableThatChangedUnderWay_refusesNoRecord(Archive archive) {
    try (SignalSink sink = archive.initialized().openSink()) {
      assertThat(Archive.writeAll(sink, Samples.signals(0, 3))).isEmpty();
      archive.query(
          "ALTER TABLE db.trading_signals MODIFY COLUMN signal_type Enum8('buy' = 1, 'sell' = 2)");
      List<ListBatch.Record> holds = with(Samples.signals(0, 4), 3, "\"buy\"", "\"hold\"");
      assertMismatch(
          sink,
          holds,
          "trading_signals: column 'signal_type': expected",
          "found Enum8('buy' = 1, 'sell' = 2)");
    }
  }

  @Test
  void write_memberWithoutAColumn_isAFaultOfTheTable(Archive archive) {
    List<ListBatch.Record> records =
        with(Samples.signals(0, 2), 1, "\"symbol\"", "\"a\":1,\"symbol\"");
    try (SignalSink sink = archive.initialized().openSink()) {
      assertMismatch(sink, records, "Unknown field found while parsing JSONEachRow format: a");
      archive.query("ALTER TABLE db.trading_signals ADD COLUMN a Int64");
      assertThat(Archive.writeAll(sink, records)).isEmpty();
    }
    assertThat(archive.query("SELECT sum(a) FROM db.trading_signals")).isEqualTo("1");
  }
}
