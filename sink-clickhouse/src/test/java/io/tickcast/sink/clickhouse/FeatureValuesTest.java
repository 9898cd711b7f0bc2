package io.tickcast.sink.clickhouse;

import static io.tickcast.sink.clickhouse.PastBars.NOW;
import static io.tickcast.sink.clickhouse.PastBars.TARGETS;
import static io.tickcast.sink.clickhouse.PastBars.bar;
import static io.tickcast.sink.clickhouse.PastBars.query;
import static io.tickcast.sink.clickhouse.PastBars.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.HistoryQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What features come as: exactly what the table holds, and never what live rows do not have. */
@ExtendWith(SharedServer.class)
class FeatureValuesTest {
  private final PastBars bars;

  FeatureValuesTest(Archive archive) {
    this.bars = new PastBars(archive);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Float64                           | 0.1                    | 0.1
          Float64                           | 1e22                   | 1e22
          Float64                           | -0.0                   | -0
          Float64                           | 9007199254740993       | 9007199254740992
          Float64                           | nan                    | null
          Float64                           | inf                    | "inf"
          Float64                           | -inf                   | "-inf"
          Float32                           | 0.1                    | 0.1
          Float32                           | 16777217               | 16777216
          Float32                           | nan                    | null
          Float32                           | inf                    | "inf"
          Nullable(Float64)                 | NULL                   | null
          Nullable(Float64)                 | nan                    | null
          Nullable(Float64)                 | -inf                   | "-inf"
          LowCardinality(Nullable(Float64)) | inf                    | "inf"
          LowCardinality(Nullable(Float64)) | nan                    | null
          LowCardinality(Float32)           | 2.5                    | 2.5
          Nullable(Bool)                    | true                   | true
          Bool                              | false                  | false
          Int8                              | -128                   | -128
          UInt64                            | 18446744073709551615   | 18446744073709551615
          Int64                             | -9223372036854775808   | -9223372036854775808
          Int128                            | 12345678901234567890   | 12345678901234567890
          Nullable(UInt32)                  | NULL                   | null
          Decimal(18, 4)                    | 1.25                   | 1.25
          Decimal(38, 20)                   | -1.00000000000000000001| -1.00000000000000000001
          Nullable(Decimal(9, 2))           | NULL                   | null
          String                            | 'text'                 | "String"
          LowCardinality(String)            | '0.5'                  | "String"
          Enum8('a' = 1)                    | 'a'                    | "Enum8"
          Array(Float64)                    | [1,2]                  | "Array"
          Date                              | '2025-01-01'           | "Date"
          DateTime('UTC')                   | '2025-01-01 00:00:00'  | "DateTime"
          UUID                              | '00000000-0000-0000-0000-000000000000' | "UUID"
          """)
  void replay_anyType_comesAsALiveRowWouldHaveIt(String type, String value, String json) {
    bars.archive.query(
        "CREATE TABLE db.ml_features ("
            + PastBars.PLAIN
            + ", x "
            + type
            + ") ENGINE = MergeTree ORDER BY symbol SETTINGS allow_suspicious_indices = 1"
            + " SETTINGS allow_suspicious_low_cardinality_types = 1");
    bars.rows("(time(0),'EURUSD','5m'," + value + ")");
    assertThat(bars.texts(query(1, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":" + json));
  }

  @Test
  void replay_thousandDoubles_comeBitByBit() {
    Random random = new Random(20_251_019);
    List<Double> numbers = new ArrayList<>();
    while (numbers.size() < 1_000) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        numbers.add(number);
      }
    }
    bars.table(columns("f", 1_000, "Float64"));
    bars.archive.query(
        "INSERT INTO db.ml_features SELECT fromUnixTimestamp64Milli("
            + NOW
            + "), 'EURUSD', '5m', "
            + numbers.stream()
                .map(n -> "reinterpretAsFloat64(toInt64(" + Double.doubleToRawLongBits(n) + "))")
                .collect(Collectors.joining(", ")));
    String text = bars.texts(query(1, wanted("EURUSD"))).get(0);
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(value(text, "f" + i)).isEqualTo(numbers.get(i));
    }
  }

  private static double value(String text, String name) {
    int start = text.indexOf("\"" + name + "\":") + name.length() + 3;
    int comma = text.indexOf(',', start);
    return Double.parseDouble(text.substring(start, comma < 0 ? text.length() - 1 : comma));
  }

  private static String columns(String prefix, int count, String type) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i + " " + type)
        .collect(Collectors.joining(", "));
  }

  @Test
  void replay_columns_keepTheirOrderAndOddNames() {
    bars.table("`z.1` Float64, `we``ird'\\\\\"\\n` Float64, `größe` Float64, a Float64")
        .rows("(time(0),'EURUSD','5m',1,2,3,4)");
    assertThat(bars.texts(query(1, wanted("EURUSD"))))
        .containsExactly(bar(0, "\"z.1\":1,\"we`ird'\\\\\\\"\\n\":2,\"größe\":3,\"a\":4"));
  }

  @Test
  void replay_namesWithAMeaning_areNoFeatures() {
    bars.with("time_column", "bar_end");
    bars.create(
        "(bar_end Int64, time Int64, timestamp_ms Int64, features Float64, symbol String,"
            + " timeframe String, x Float64) ENGINE = MergeTree ORDER BY symbol");
    bars.archive.query(
        "INSERT INTO db.ml_features VALUES (" + NOW + ", 1, 2, 3, 'EURUSD', '5m', 4)");
    assertThat(bars.texts(query(1, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":4"));
  }

  /** A read of any of these columns would fail. */
  @Test
  void replay_targets_areNeverRead() {
    String fails = " Float64 ALIAS throwIf(materialize(1))";
    bars.table(
            "x Float64, future_return"
                + fails
                + ", target"
                + fails
                + ", label_5"
                + fails
                + ", secret"
                + fails
                + ", leak Float64 ALIAS future_return * 2, leak2 Float64 ALIAS leak + x"
                + ", fine Float64 ALIAS x * 2, future_stored Float64, kept Float64 MATERIALIZED x + 1")
        .rows("(time(0),'EURUSD','5m',1,2)");
    List<String> excluded = new ArrayList<>(TARGETS);
    excluded.add("secret");
    HistoryQuery query =
        new HistoryQuery(List.of(wanted("EURUSD")), NOW, 1, excluded, Archive.TIMEOUT);
    try (Relayed relayed = new Relayed(bars.archive.server.url(), "");
        FeatureSource source = bars.with("url", relayed.url()).open()) {
      assertThat(PastBars.take(source, query))
          .extracting(PastBars.Taken::text)
          .containsExactly(bar(0, "\"x\":1,\"fine\":2,\"kept\":2"));
      assertThat(relayed.statements("`ml_features`"))
          .singleElement()
          .asString()
          .doesNotContain("future", "target", "label", "secret", "leak");
    }
  }

  @Test
  void replay_ephemeralColumns_areNotThere() {
    bars.table("x Float64, raw String EPHEMERAL");
    bars.archive.query(
        "INSERT INTO db.ml_features (time, symbol, timeframe, x) VALUES ('"
            + PastBars.iso(NOW)
            + "', 'EURUSD', '5m', 1)");
    assertThat(bars.texts(query(1, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":1"));
  }

  @Test
  void replay_noFeatureAtAll_givesTheBarAlone() {
    bars.create("(" + PastBars.PLAIN + ") ENGINE = MergeTree ORDER BY symbol");
    bars.rows("(time(0),'EURUSD','5m')");
    assertThat(bars.texts(query(1, wanted("EURUSD"))))
        .containsExactly(
            "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":" + NOW + "}");
  }
}
