package io.tickcast.sink.clickhouse;

import static io.tickcast.sink.clickhouse.PastBars.BAR;
import static io.tickcast.sink.clickhouse.PastBars.KEY;
import static io.tickcast.sink.clickhouse.PastBars.NOW;
import static io.tickcast.sink.clickhouse.PastBars.bar;
import static io.tickcast.sink.clickhouse.PastBars.query;
import static io.tickcast.sink.clickhouse.PastBars.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.HistoryQuery.Wanted;
import io.tickcast.api.Timeframe;
import io.tickcast.sink.clickhouse.PastBars.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bars come, under which names and times. */
@ExtendWith(SharedServer.class)
class FeatureHistoryTest {
  private final PastBars bars;

  FeatureHistoryTest(Archive archive) {
    this.bars = new PastBars(archive);
  }

  @Test
  void replay_latestBar_leavesOutOlderAndThoseNotClosedYet() {
    bars.table("x Float64")
        .rows("(time(-2),'EURUSD','5m',1),(time(-1),'EURUSD','5m',2),(time(0),'EURUSD','5m',3)")
        .rows("(time(1),'EURUSD','5m',4),(time(0),'EURUSD','1h',5),(time(0),'GBPUSD','5m',6)");
    assertThat(bars.take(query(1, wanted("EURUSD"))))
        .containsExactly(new Taken("features.EURUSD.5m", bar(0, "\"x\":3"), bars.clock.get()));
  }

  @Test
  void replay_severalBars_comeOldestFirst() {
    bars.table("x Float64")
        .rows("(time(0),'EURUSD','5m',3),(time(-2),'EURUSD','5m',1),(time(-1),'EURUSD','5m',2)");
    assertThat(bars.texts(query(2, wanted("EURUSD"))))
        .containsExactly(bar(-1, "\"x\":2"), bar(0, "\"x\":3"));
    assertThat(bars.texts(query(9, wanted("EURUSD")))).hasSize(3);
  }

  @Test
  void replay_closedAfter_isExclusiveAndOfEachSeriesItsOwn() {
    bars.table("x Float64");
    for (String symbol : List.of("EURUSD", "GBPUSD")) {
      bars.rows(
          "(time(-2),'%1$s','5m',1),(time(-1),'%1$s','5m',2),(time(0),'%1$s','5m',3)"
              .formatted(symbol));
    }
    Wanted euro = new Wanted("EURUSD", Set.of(), Timeframe.M5, NOW - BAR);
    Wanted pound = new Wanted("GBPUSD", Set.of(), Timeframe.M5, NOW - 2 * BAR);
    assertThat(bars.texts(query(9, euro, pound)))
        .containsExactly(
            bar("GBPUSD", NOW - BAR, "\"x\":2"),
            bar("EURUSD", NOW, "\"x\":3"),
            bar("GBPUSD", NOW, "\"x\":3"));
    Wanted late = new Wanted("EURUSD", Set.of(), Timeframe.M5, NOW);
    assertThat(bars.texts(query(9, late))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "EURUSD",
    "C:EURUSD",
    "fx:EURUSD",
    "EUR/USD",
    "C:EUR/USD",
    "EUR.C:1",
    "eurusd",
    "X:eurusd"
  })
  void replay_rawNames_comeUnderTheCanonicalOne(String raw) {
    bars.table("x Float64").rows("(time(0),'" + raw + "','5m',1)");
    assertThat(bars.take(query(1, wanted("EURUSD", "EURUSD", "EUR/USD", "EUR.C:1"))))
        .extracting(Taken::channel, Taken::text)
        .containsExactly(tuple("features.EURUSD.5m", bar(0, "\"x\":1")));
  }

  @ParameterizedTest
  @CsvSource({"A:C:EURUSD", "EURUSD:C", "XEURUSD", "EURUSDX", "EUR_USD", "''", "'EURUSD '"})
  void replay_otherNames_areOtherInstruments(String raw) {
    bars.table("x Float64").rows("(time(0),'" + raw + "','5m',1)");
    assertThat(bars.texts(query(1, wanted("EURUSD", "EURUSD", "EUR/USD")))).isEmpty();
  }

  @Test
  void replay_severalNamesAtOneTime_giveOneBarAndCountAsOne() {
    bars.table("x Float64")
        .rows("(time(0),'C:EURUSD','5m',1),(time(0),'EURUSD','5m',2),(time(0),'EUR/USD','5m',3)")
        .rows(
            "(time(-1),'EUR/USD','5m',4),(time(-1),'C:EURUSD','5m',5),(time(-2),'A:EURUSD','5m',6)");
    assertThat(bars.texts(query(3, wanted("EURUSD", "EUR/USD"))))
        .containsExactly(bar(-2, "\"x\":6"), bar(-1, "\"x\":5"), bar(0, "\"x\":2"));
  }

  @Test
  void replay_theSameRowTwice_givesOneBar() {
    bars.table("x Float64").rows("(time(0),'EURUSD','5m',1)").rows("(time(0),'EURUSD','5m',1)");
    assertThat(bars.texts(query(5, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":1"));
  }

  @Test
  void replay_engineThatReplacesRows_givesTheLastState() {
    bars.create("(" + PastBars.PLAIN + ", x Float64) ENGINE = ReplacingMergeTree" + KEY);
    bars.archive.query("SYSTEM STOP MERGES db.ml_features");
    for (int i = 1; i <= 3; i++) {
      bars.rows("(time(0),'EURUSD','5m'," + i + ")");
    }
    assertThat(bars.archive.query("SELECT count() FROM db.ml_features")).isEqualTo("3");
    assertThat(bars.texts(query(5, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DateTime                    | toDateTime(%d / 1000, 'UTC')
          DateTime('Asia/Tokyo')      | toDateTime(%d / 1000, 'UTC')
          DateTime64(0)               | fromUnixTimestamp64Milli(%d)
          DateTime64(3, 'Asia/Tokyo') | fromUnixTimestamp64Milli(%d)
          DateTime64(6, 'UTC')        | fromUnixTimestamp64Milli(%d)
          DateTime64(9)               | fromUnixTimestamp64Milli(%d)
          Nullable(DateTime64(3))     | fromUnixTimestamp64Milli(%d)
          Int64                       | %d
          UInt64                      | %d
          Nullable(Int64)             | %d
          """)
  void replay_anyColumnOfTimes_givesMillisecondsOfTheClose(String type, String value) {
    bars.create(
        "(time "
            + type
            + ", symbol String, timeframe String, x Float64) ENGINE = MergeTree"
            + " ORDER BY symbol");
    for (int i = -2; i <= 1; i++) {
      bars.archive.query(
          ("INSERT INTO db.ml_features SELECT " + value + ", 'EURUSD', '5m', %d")
              .formatted(NOW + i * BAR, i));
    }
    assertThat(bars.texts(query(2, wanted("EURUSD"))))
        .containsExactly(bar(-1, "\"x\":-1"), bar(0, "\"x\":0"));
    Wanted after = new Wanted("EURUSD", Set.of(), Timeframe.M5, NOW - BAR);
    assertThat(bars.texts(query(2, after))).containsExactly(bar(0, "\"x\":0"));
    bars.with("bar_time", "open");
    assertThat(bars.texts(query(2, wanted("EURUSD"))))
        .containsExactly(bar(-1, "\"x\":-2"), bar(0, "\"x\":-1"));
    assertThat(bars.texts(query(2, after))).containsExactly(bar(0, "\"x\":-1"));
  }

  @Test
  void replay_fractionsOfAMillisecond_areCutOff() {
    bars.create(
        "(time DateTime64(6), symbol String, timeframe String, x Float64) ENGINE = MergeTree"
            + " ORDER BY symbol");
    for (String micros : List.of("000", "999", "1000")) {
      bars.archive.query(
          "INSERT INTO db.ml_features SELECT fromUnixTimestamp64Micro("
              + NOW
              + "000 + "
              + micros
              + "), 'EURUSD', '5m', 1");
    }
    assertThat(bars.texts(query(5, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":1"));
  }

  @Test
  void replay_openTimesOfSeveralTimeframes_areEachShiftedByTheirOwn() {
    bars.with("bar_time", "open").table("x Float64");
    List<Wanted> wanted = new ArrayList<>();
    for (Timeframe timeframe : Timeframe.values()) {
      wanted.add(new Wanted("EURUSD", Set.of(), timeframe, 0));
      for (int i = 0; i < 2; i++) {
        bars.archive.query(
            "INSERT INTO db.ml_features SELECT fromUnixTimestamp64Milli(%d), 'EURUSD', '%s', %d"
                .formatted(NOW - timeframe.millis() + i, timeframe, i));
      }
    }
    List<Taken> taken = bars.take(query(3, wanted.toArray(Wanted[]::new)));
    assertThat(taken)
        .extracting(Taken::channel)
        .containsExactlyInAnyOrderElementsOf(
            wanted.stream().map(one -> "features.EURUSD." + one.timeframe()).toList());
    assertThat(taken)
        .allSatisfy(one -> assertThat(one.text()).contains("\"timestamp_ms\":" + NOW + ",\"x\":0"));
  }

  @Test
  void replay_otherNamesOfColumns_areRead() {
    bars.with("table", "bars.v2")
        .with("time_column", "timestamp_ms")
        .with("symbol_column", "ticker")
        .with("timeframe_column", "tf");
    bars.archive.query(
        "CREATE TABLE db.`bars.v2` (timestamp_ms Int64, ticker FixedString(8),"
            + " tf Enum8('1m' = 1, '5m' = 2), time String, symbol Int8, x Float64)"
            + " ENGINE = MergeTree ORDER BY ticker");
    bars.archive.query(
        "INSERT INTO db.`bars.v2` VALUES (" + NOW + ", 'C:EURUSD', '5m', 'noon', 7, 2.5)");
    assertThat(bars.texts(query(1, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":2.5"));
  }

  @Test
  void replay_shorterNameInAFixedString_isFound() {
    bars.create(
        "(time Int64, symbol FixedString(16), timeframe String, x Int8) ENGINE = MergeTree"
            + " ORDER BY symbol");
    bars.archive.query("INSERT INTO db.ml_features VALUES (" + NOW + ", 'EURUSD', '5m', 1)");
    assertThat(bars.texts(query(1, wanted("EURUSD")))).containsExactly(bar(0, "\"x\":1"));
  }

  @Test
  void replay_manySeries_isOneStatement() {
    bars.table("x Float64");
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      wanted.add(new Wanted("SYM" + i, Set.of("S/" + i, "SYM" + i), Timeframe.M5, 0));
      wanted.add(new Wanted("SYM" + i, Set.of("S/" + i, "SYM" + i), Timeframe.H1, 0));
    }
    bars.archive.query(
        "INSERT INTO db.ml_features SELECT fromUnixTimestamp64Milli(toInt64("
            + NOW
            + ")),"
            + " 'C:SYM' || toString(number), '5m', number FROM numbers(500)");
    try (Relayed relayed = new Relayed(bars.archive.server.url(), "");
        FeatureSource source = bars.with("url", relayed.url()).open()) {
      HistoryQuery query = query(2, wanted.toArray(Wanted[]::new));
      assertThat(PastBars.take(source, query)).hasSize(500);
      assertThat(PastBars.take(source, query)).hasSize(500);
      assertThat(relayed.statements("`ml_features`")).hasSize(2);
    }
  }

  @Test
  void replay_oneSeriesTwice_comesOnceFromTheEarlierTime() {
    bars.table("x Int8").rows("(time(0),'EURUSD','5m',1),(time(-1),'C:EURUSD','5m',2)");
    Wanted early = new Wanted("EURUSD", Set.of(), Timeframe.M5, NOW - 2 * BAR);
    Wanted late = new Wanted("EURUSD", Set.of("EURUSD"), Timeframe.M5, NOW - BAR);
    assertThat(bars.texts(query(5, late, early)))
        .containsExactly(bar(-1, "\"x\":2"), bar(0, "\"x\":1"));
  }

  @Test
  void replay_oneNameForTwoSymbols_isRefused() {
    try (FeatureSource source = bars.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PastBars.take(source, query(1, wanted("A", "X/Y"), wanted("B", "X/Y"))))
          .withMessage("expected each name for one symbol, found 'X/Y' for A and B");
    }
  }

  @Test
  void replay_noLowerBound_looksBackOverAWeekWithoutTrade() {
    bars.table("x Int8")
        .rows("(time(-400),'EURUSD','5m',1)")
        .rows("('%s','EURUSD','5m',2)".formatted(PastBars.iso(NOW - 10 * 86_400_000L)));
    assertThat(bars.texts(query(5, wanted("EURUSD")))).containsExactly(bar(-400, "\"x\":1"));
  }

  /** A million bars of each; the server would refuse to read more than a small part of them. */
  @ParameterizedTest
  @CsvSource({"PARTITION BY toYYYYMM(time)", "''"})
  void replay_largeTable_readsItsEndAlone(String partitions) {
    bars.create("(" + PastBars.PLAIN + ", x Float64) ENGINE = MergeTree " + partitions + KEY);
    bars.archive.query(
        "INSERT INTO db.ml_features SELECT fromUnixTimestamp64Milli(toInt64("
            + NOW
            + " - intDiv(number, 4) * 300000)), ['C:EURUSD', 'GBPUSD', 'USDJPY', 'AUDUSD'][number %"
            + " 4 + 1], '5m', number FROM numbers(4000000) SETTINGS"
            + " max_partitions_per_insert_block = 0");
    String limit = " max_rows_to_read = 400000";
    assertThatThrownBy(
            () -> bars.archive.query("SELECT sum(x) FROM db.ml_features SETTINGS" + limit))
        .hasMessageContaining("Code: 158");
    String setting = limit.replace(" ", "") + "&";
    try (Relayed relayed = new Relayed(bars.archive.server.url(), setting);
        FeatureSource source = bars.with("url", relayed.url()).open()) {
      assertThat(PastBars.take(source, query(1, wanted("EURUSD"), wanted("GBPUSD")))).hasSize(2);
      Wanted recent = new Wanted("EURUSD", Set.of(), Timeframe.M5, NOW - 3 * BAR);
      assertThat(PastBars.take(source, query(9, recent)))
          .extracting(Taken::text)
          .containsExactly(bar(-2, "\"x\":8"), bar(-1, "\"x\":4"), bar(0, "\"x\":0"));
    }
  }
}
