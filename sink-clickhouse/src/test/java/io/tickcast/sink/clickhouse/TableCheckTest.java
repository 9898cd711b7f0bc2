package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.sink.clickhouse.FoundTable.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableCheckTest {
  private static final String KEY = "symbol, timeframe, timestamp_ms, signal_id";

  private static Map<String, Column> columns() {
    Map<String, Column> columns = new HashMap<>();
    for (NeededColumn needed : ArchiveTable.SIGNALS.columns()) {
      String type = needed.expected().split(",| or ")[0];
      columns.put(needed.name(), new Column(type, ""));
    }
    return columns;
  }

  private static List<String> differences(FoundTable found) {
    return TableCheck.differences("t", ArchiveTable.SIGNALS, found, true);
  }

  private static FoundTable table(String engine, String sorting, String partition, long window) {
    return new FoundTable(engine, sorting, partition, window, columns());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ReplacingMergeTree           | 1000
          ReplicatedReplacingMergeTree | 100
          SharedReplacingMergeTree     | -1
          """)
  void differences_enginesThatCollapse_areNone(String engine, long window) {
    assertThat(differences(table(engine, KEY, "toYYYYMM(toDate(timestamp_ms))", window))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MergeTree", "Distributed", "Null", "Buffer", "MaterializedView", "Log"})
  void differences_otherEngines_areNamed(String engine) {
    assertThat(differences(table(engine, KEY, "", 1)))
        .containsExactly(
            "t: engine: expected ReplacingMergeTree, which collapses repeated ids, found "
                + engine);
  }

  @Test
  void differences_noWindow_namesTheSettingOfTheEngine() {
    assertThat(differences(table("ReplicatedReplacingMergeTree", KEY, "", 0)))
        .containsExactly(
            "t: setting replicated_deduplication_window: expected more than 0, such as 1000, so"
                + " that a repeated insert is known, found 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "signal_id",
        "(signal_id)",
        "(symbol, `signal_id`)",
        "toStartOfHour(fromUnixTimestamp64Milli(timestamp_ms, 'created_at')), signal_id",
        "intDiv(timestamp_ms, 1000), cityHash64(symbol, timeframe), signal_id"
      })
  void differences_keysOfTheRecord_areNone(String key) {
    assertThat(differences(table("ReplacingMergeTree", key, "", 1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          symbol, timestamp_ms   | t: sorting key: expected one with signal_id, found symbol, timestamp_ms
          toString(signal_id)    | t: sorting key: expected one with signal_id, found toString(signal_id)
          tuple()                | t: sorting key: expected one with signal_id, found tuple()
          signal_id, inserted_at | t: sorting key: expected columns that a record has a value for, found 'inserted_at'
          """)
  void differences_keysThatLoseOrKeepTooMuch_areNamed(String key, String difference) {
    assertThat(differences(table("ReplacingMergeTree", key, "", 1))).containsExactly(difference);
  }

  @Test
  void differences_partitionByArrival_isNamed() {
    assertThat(differences(table("ReplacingMergeTree", KEY, "toDate(created_at)", 1)))
        .containsExactly(
            "t: partition key: expected columns that a record has a value for,"
                + " found 'created_at'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          signal_id        | FixedString(36)                     | true
          signal_id        | LowCardinality(Nullable(String))    | true
          signal_id        | UInt64                              | false
          symbol           | FixedString(6)                      | false
          symbol           | Enum8('EURUSD' = 1)                 | false
          timestamp_ms     | DateTime64(3)                       | false
          timestamp_ms     | Int32                               | false
          signal_type      | Enum16('hold' = 0, 'buy' = 1, 'sell' = -1, 'close_long' = 2, 'close_short' = 3) | true
          signal_type      | Enum8('hold' = 0, 'buy' = 1, 'sell' = -1) | false
          confidence_score | Nullable(Float64)                   | true
          confidence_score | Decimal(9, 4)                       | false
          entry_price      | Float64                             | false
          entry_price      | Nullable(Float32)                   | false
          metadata         | Nullable(String)                    | true
          metadata         | JSON                                | false
          metadata         | Array(String)                       | false
          """)
  void differences_typeOfAColumn_fitsWhenItHoldsEveryValue(
      String column, String type, boolean fits) {
    Map<String, Column> columns = columns();
    columns.put(column, new Column(type, ""));
    List<String> differences =
        differences(new FoundTable("ReplacingMergeTree", KEY, "", 1, columns));
    if (fits) {
      assertThat(differences).isEmpty();
    } else {
      assertThat(differences)
          .singleElement()
          .asString()
          .startsWith("t: column '" + column + "': expected ")
          .endsWith(", found " + type);
    }
  }

  @Test
  void differences_columnThatIsComputed_isNamed() {
    Map<String, Column> columns = columns();
    columns.put("metadata", new Column("String", "MATERIALIZED"));
    assertThat(differences(new FoundTable("ReplacingMergeTree", KEY, "", 1, columns)))
        .containsExactly(
            "t: column 'metadata': expected a column that can be written,"
                + " found one of kind MATERIALIZED");
  }
}
