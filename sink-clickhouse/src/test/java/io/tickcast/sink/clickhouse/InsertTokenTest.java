package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.tck.ListBatch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InsertTokenTest {
  private static String token(ArchiveTable table, List<ListBatch.Record> records) {
    ListBatch batch = ListBatch.of(records);
    List<Row> rows =
        java.util.stream.IntStream.range(0, batch.size())
            .mapToObj(i -> new Row(RecordId.of(batch, i), batch.value(i)))
            .toList();
    return InsertToken.of(table, rows);
  }

  @Test
  void of_sameRows_isTheSameEverywhere() {
    assertThat(token(ArchiveTable.SIGNALS, Samples.signals(0, 2)))
        .isEqualTo(token(ArchiveTable.SIGNALS, Samples.signals(0, 2)))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void of_positionsAlone_makeNoDifference() {
    ListBatch.Record moved = Samples.signal(5, Samples.signalJson(1));
    assertThat(token(ArchiveTable.SIGNALS, List.of(moved)))
        .isEqualTo(token(ArchiveTable.SIGNALS, List.of(Samples.signal(1))));
  }

  @Test
  void of_anythingElse_isAnother() {
    Set<String> tokens = new HashSet<>();
    tokens.add(token(ArchiveTable.SIGNALS, Samples.signals(0, 3)));
    tokens.add(token(ArchiveTable.PREDICTIONS, Samples.signals(0, 3)));
    tokens.add(token(ArchiveTable.SIGNALS, Samples.signals(0, 2)));
    tokens.add(token(ArchiveTable.SIGNALS, Samples.signals(1, 3)));
    tokens.add(token(ArchiveTable.SIGNALS, Samples.both(0, 3)));
    tokens.add(
        token(
            ArchiveTable.SIGNALS,
            List.of(Samples.signal(0, Samples.signalJson(0) + Samples.signalJson(1)))));
    tokens.add(token(ArchiveTable.SIGNALS, List.of(Samples.signal(0), Samples.signal(1, " "))));
    tokens.add(
        token(ArchiveTable.SIGNALS, List.of(Samples.signal(0, Samples.signalJson(0) + " "))));
    assertThat(tokens).hasSize(8);
  }
}
