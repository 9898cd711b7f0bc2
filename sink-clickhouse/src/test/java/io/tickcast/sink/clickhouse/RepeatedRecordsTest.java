package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.SignalSink;
import io.tickcast.tck.ListBatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** At least once in, once by id out. */
@ExtendWith(SharedServer.class)
class RepeatedRecordsTest {
  private static void writeAnew(Archive archive, List<ListBatch.Record> records) {
    try (SignalSink sink = archive.openSink()) {
      assertThat(Archive.writeAll(sink, records)).isEmpty();
    }
  }

  private static String counts(Archive archive, ArchiveTable table) {
    return archive.query(
        "SELECT (SELECT count() FROM db.%1$s), (SELECT count() FROM db.%1$s FINAL)"
            .formatted(table.tableName()));
  }

  @Test
  void write_sameBatchFromAnotherProcess_isThereOnce(Archive archive) {
    archive.initialized();
    List<ListBatch.Record> records = Samples.both(0, 250);
    for (int i = 0; i < 3; i++) {
      writeAnew(archive, records);
    }
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(250);
    assertThat(archive.count(ArchiveTable.PREDICTIONS)).isEqualTo(250);
  }

  @Test
  void write_sameBatchOverManyMonths_isThereOnce(Archive archive) {
    archive.initialized();
    long monthMillis = 2_629_800_000L;
    List<ListBatch.Record> records =
        Samples.signals(0, 200).stream()
            .map(
                record ->
                    Samples.signal(
                        (int) record.sequence() / 2,
                        Samples.signalJson((int) record.sequence() / 2)
                            .replaceFirst(
                                "\"timestamp_ms\":\\d+",
                                "\"timestamp_ms\":" + monthMillis * (record.sequence() + 2))))
            .toList();
    writeAnew(archive, records);
    writeAnew(archive, records);
    assertThat(archive.count(ArchiveTable.SIGNALS)).isEqualTo(200);
  }

  @Test
  void write_sameRecordsInOtherBatches_collapseById(Archive archive) {
    archive.initialized();
    List<ListBatch.Record> records = Samples.both(0, 100);
    writeAnew(archive, records);
    writeAnew(archive, records.subList(0, 60));
    writeAnew(archive, records.subList(60, 200));
    assertThat(counts(archive, ArchiveTable.SIGNALS)).isEqualTo("200\t100");
    assertThat(counts(archive, ArchiveTable.PREDICTIONS)).isEqualTo("200\t100");
    archive.query("OPTIMIZE TABLE db.trading_signals FINAL");
    assertThat(counts(archive, ArchiveTable.SIGNALS)).isEqualTo("100\t100");
  }

  @Test
  void write_otherContentUnderOneId_isNotDroppedInSilence(Archive archive) {
    archive.initialized();
    writeAnew(archive, List.of(Samples.signal(1)));
    ListBatch.Record other = Samples.signal(1, Samples.signalJson(1).replace("0.85", "0.86"));
    writeAnew(archive, List.of(other));
    assertThat(counts(archive, ArchiveTable.SIGNALS)).isEqualTo("2\t1");
    assertThat(archive.query("SELECT confidence_score FROM db.trading_signals FINAL"))
        .isEqualTo("0.86");
  }

  @Test
  void write_sameRecordTwiceInABatch_collapsesById(Archive archive) {
    archive.initialized();
    ListBatch.Record again = Samples.signal(7);
    ListBatch.Record later =
        new ListBatch.Record(
            again.kind(),
            99,
            again.symbol(),
            again.timeframe(),
            again.idHigh(),
            again.idLow(),
            again.value());
    writeAnew(archive, List.of(again, later));
    assertThat(archive.query("SELECT count() FROM db.trading_signals FINAL")).isEqualTo("1");
  }
}
