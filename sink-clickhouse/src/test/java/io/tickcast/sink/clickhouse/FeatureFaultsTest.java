package io.tickcast.sink.clickhouse;

import static io.tickcast.sink.clickhouse.PastBars.NOW;
import static io.tickcast.sink.clickhouse.PastBars.bar;
import static io.tickcast.sink.clickhouse.PastBars.query;
import static io.tickcast.sink.clickhouse.PastBars.wanted;
import static io.tickcast.sink.clickhouse.PastBars.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.HistoryQuery;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import io.tickcast.servers.ClickHouseOptions;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.TcpProxy;
import io.tickcast.servers.TcpProxy.Direction;
import io.tickcast.sink.clickhouse.FakeServer.Answer;
import io.tickcast.sink.clickhouse.PastBars.Taken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong is one line that names it, ends in time, and passes when it is put right. */
@ExtendWith(SharedServer.class)
class FeatureFaultsTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  /** The length of what ends a transfer in chunks, with the line end of the last chunk. */
  private static final int END = "\r\n0\r\n\r\n".length();

  /** Between two cuts in the middle of an answer; its end is cut at every byte. */
  private static final int STRIDE = 23;

  private final PastBars bars;

  FeatureFaultsTest(Archive archive) {
    this.bars = new PastBars(archive);
  }

  private static InferenceException failure(FeatureSource source, HistoryQuery query) {
    InferenceException failure =
        catchThrowableOfType(InferenceException.class, () -> PastBars.take(source, query));
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(500);
    return failure;
  }

  private void assertFailure(ErrorCode code, String message) {
    try (FeatureSource source = bars.open()) {
      InferenceException failure = failure(source, query(1, wanted("EURUSD")));
      assertThat(failure).hasMessageContaining(message);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      assertThat(source.detail()).isEqualTo(failure.getMessage());
    }
  }

  private String place() {
    return bars.archive.database + ".ml_features";
  }

  @Test
  void replay_noTable_namesIt() {
    assertFailure(
        ErrorCode.EXTERNAL_MISMATCH,
        place() + ": expected this table, found none that 'default' may see");
    assertThat(ClickHouseFeatureTable.of(bars.config()).check())
        .containsExactly(place() + ": expected this table, found none that 'default' may see");
  }

  @Test
  void replay_noDatabase_namesTheTable() {
    bars.with("database", "nowhere");
    assertFailure(
        ErrorCode.EXTERNAL_MISMATCH,
        "nowhere.ml_features: expected this table, found none that 'default' may see");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          symbol String, timeframe String                   | column 'time': expected DateTime, DateTime64 or Int64 milliseconds, found none
          time Date, symbol String, timeframe String        | column 'time': expected DateTime, DateTime64 or Int64 milliseconds, found Date
          time String, symbol String, timeframe String      | column 'time': expected DateTime, DateTime64 or Int64 milliseconds, found String
          time Int32, symbol String, timeframe String       | column 'time': expected DateTime, DateTime64 or Int64 milliseconds, found Int32
          time Int64, timeframe String                      | column 'symbol': expected String, FixedString or Enum, found none
          time Int64, symbol UInt32, timeframe String       | column 'symbol': expected String, FixedString or Enum, found UInt32
          time Int64, symbol String, timeframe Int8         | column 'timeframe': expected String, FixedString or Enum, found Int8
          time Int64, symbol String, timeframe String EPHEMERAL | column 'timeframe': expected String, FixedString or Enum, found none
          """)
  void replay_columnThatDoesNotFit_isNamed(String columns, String message) {
    bars.create("(" + columns + ", x Float64) ENGINE = MergeTree ORDER BY x");
    assertFailure(ErrorCode.EXTERNAL_MISMATCH, place() + ": " + message);
    assertThat(ClickHouseFeatureTable.of(bars.config()).check())
        .containsExactly(place() + ": " + message);
  }

  @Test
  void replay_neededColumnThatMayNotBeRead_isNamed() {
    bars.with("symbol_column", "label_symbol");
    bars.create(
        "(time Int64, label_symbol String, timeframe String) ENGINE = MergeTree ORDER BY time");
    assertFailure(
        ErrorCode.EXTERNAL_MISMATCH,
        "column 'label_symbol': expected one that may be read, found it among those that live rows"
            + " do not have");
    assertThat(ClickHouseFeatureTable.of(bars.config()).check()).isEmpty();
  }

  @Test
  void replay_tableMadeLater_isFoundThen() {
    try (FeatureSource source = bars.open()) {
      failure(source, query(1, wanted("EURUSD")));
      bars.table("x Float64").rows("(time(0),'EURUSD','5m',1)");
      assertThat(PastBars.take(source, query(1, wanted("EURUSD")))).hasSize(1);
      assertThat(source.state()).isEqualTo(SourceState.LIVE);
    }
  }

  @Test
  void replay_columnsChange_areSeenAtOnceWhenGoneAndWithinAMinuteWhenNew() {
    bars.table("x Float64, y Float64").rows("(time(0),'EURUSD','5m',1,2)");
    HistoryQuery query = query(1, wanted("EURUSD"));
    try (FeatureSource source = bars.open()) {
      assertThat(PastBars.take(source, query)).hasSize(1);
      bars.archive.query("ALTER TABLE db.ml_features DROP COLUMN y SETTINGS alter_sync = 2");
      assertThat(PastBars.take(source, query))
          .extracting(Taken::text)
          .containsExactly(bar(0, "\"x\":1"));
      bars.archive.query("ALTER TABLE db.ml_features MODIFY COLUMN x String");
      assertThat(PastBars.take(source, query))
          .extracting(Taken::text)
          .containsExactly(bar(0, "\"x\":\"String\""));
      bars.archive.query("ALTER TABLE db.ml_features ADD COLUMN z Float64 DEFAULT 3");
      assertThat(PastBars.take(source, query))
          .extracting(Taken::text)
          .containsExactly(bar(0, "\"x\":\"String\""));
      bars.clock.addAndGet(61_000_000_000L);
      assertThat(PastBars.take(source, query))
          .extracting(Taken::text)
          .containsExactly(bar(0, "\"x\":\"String\",\"z\":3"));
      bars.archive.query("DROP TABLE db.ml_features SYNC");
      assertThat(failure(source, query)).hasMessageContaining("expected this table, found none");
    }
  }

  @Test
  void replay_computedColumnThatFails_saysWhatTheServerSaid() {
    bars.table("x Float64, y Float64 ALIAS throwIf(materialize(1))")
        .rows("(time(0),'EURUSD','5m',1)");
    assertFailure(ErrorCode.EXTERNAL_UNAVAILABLE, "code 395");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x') OR 1=1 --",
        "x'); DROP TABLE ml_features; --",
        "\\'); DROP TABLE ml_features; --",
        "\\",
        "'",
        "x\0y",
        "x\ny",
        "{a:String}",
        "?",
        "größe 🚀",
        "%",
        "`"
      })
  void replay_namesThatAreNotHarmless_areNamesAndNothingElse(String name) {
    bars.table("x Float64").rows("(time(0),'EURUSD','5m',1),(time(0),'GBPUSD','5m',2)");
    assertThat(bars.texts(query(1, wanted("OTHER", name)))).isEmpty();
    bars.archive.query(
        "INSERT INTO db.ml_features SELECT fromUnixTimestamp64Milli("
            + NOW
            + "), "
            + SqlText.literal("C:" + name)
            + ", '5m', 3");
    assertThat(bars.texts(query(1, wanted("OTHER", name))))
        .containsExactly(bar("OTHER", NOW, "\"x\":3"));
    assertThat(bars.archive.query("SELECT count() FROM db.ml_features")).isEqualTo("3");
  }

  @Test
  void replay_symbolThatIsNotCanonical_isRefused() {
    try (FeatureSource source = bars.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PastBars.take(source, query(1, wanted("x') --"))))
          .withMessage("expected 1 to 32 of letters, digits, _ and - for a symbol, found 'x') --'");
    }
  }

  @Test
  void replay_nobodyThere_saysThatThereIsNoConnection() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    bars.with("url", "http://127.0.0.1:" + port);
    assertFailure(
        ErrorCode.EXTERNAL_UNAVAILABLE,
        "url: expected a ClickHouse server at http://127.0.0.1:" + port + ", found no connection");
  }

  @Test
  void replay_wrongPassword_namesUserAndSettingWithoutThePassword() {
    try (ClickHouseServer server =
        ClickHouseServer.start(new ClickHouseOptions().login("reader", "right-one"))) {
      bars.with("url", server.url()).with("user", "reader").with("password", "wrong-one");
      assertFailure(
          ErrorCode.EXTERNAL_MISMATCH,
          "user: expected that 'reader' may come in with the password at " + server.url());
      try (FeatureSource source = bars.open()) {
        InferenceException failure = failure(source, query(1, wanted("EURUSD")));
        assertThat(failure.toString() + source + source.detail()).doesNotContain("wrong-one");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200,<html>Welcome</html>,EXTERNAL_MISMATCH,found one of something else",
    "404,Not found,EXTERNAL_MISMATCH,found HTTP status 404",
    "503,Busy,EXTERNAL_UNAVAILABLE,found HTTP status 503"
  })
  void replay_otherHttpServer_isNotTakenForClickHouse(
      int status, String body, ErrorCode code, String found) {
    try (FakeServer server = FakeServer.start(request -> new Answer(status, Map.of(), body))) {
      bars.with("url", server.url());
      assertFailure(code, found);
    }
  }

  @Test
  void replay_frozenServer_endsInTheTimeOfTheQueryAndGoesOnLater() {
    try (ClickHouseServer mortal = ClickHouseServer.start()) {
      PastBars own = new PastBars(new Archive(mortal, "own"));
      own.table("x Float64").rows("(time(0),'EURUSD','5m',1)");
      try (FeatureSource warm = own.open();
          FeatureSource cold = own.open()) {
        assertThat(PastBars.take(warm, within(Archive.TIMEOUT))).hasSize(1);
        mortal.freeze();
        for (FeatureSource source : List.of(warm, cold)) {
          InferenceException failure = failure(source, within(SHORT));
          assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
          assertThat(failure)
              .hasMessage("url: expected an answer within 400 ms at %s, found none", mortal.url());
          assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
        }
        mortal.thaw();
        for (FeatureSource source : List.of(warm, cold)) {
          assertThat(PastBars.take(source, within(Archive.TIMEOUT))).hasSize(1);
          assertThat(source.state()).isEqualTo(SourceState.LIVE);
        }
        mortal.kill();
        assertThat(failure(warm, within(Archive.TIMEOUT)).code())
            .isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
        mortal.restart();
        assertThat(PastBars.take(warm, within(Archive.TIMEOUT))).hasSize(1);
      }
    }
  }

  /**
   * A connection that says nothing at all is given up for another one; of the last bytes of the
   * transfer, behind the last bracket, some are missed and others are not.
   */
  @Test
  void replay_answerCutAtAnyPlace_handsOverNothingOrAll() {
    bars.table("x Float64, y Float64")
        .rows("(time(-1),'EURUSD','5m',1,2),(time(0),'EURUSD','5m',3,4)");
    try (TcpProxy proxy = TcpProxy.to(bars.archive.server.port());
        FeatureSource source = bars.with("url", "http://127.0.0.1:" + proxy.port()).open()) {
      HistoryQuery query = query(2, wanted("EURUSD"));
      assertThat(PastBars.take(source, query)).hasSize(2);
      long before = proxy.bytesPassed(Direction.TO_CLIENT);
      assertThat(PastBars.take(source, query)).hasSize(2);
      long answer = proxy.bytesPassed(Direction.TO_CLIENT) - before;
      long nearItsEnd = answer - 3 * END;
      for (long cut = 0; cut < answer; cut += cut < nearItsEnd ? STRIDE : 1) {
        proxy.cutAfter(Direction.TO_CLIENT, cut);
        List<Taken> taken = new ArrayList<>();
        InferenceException failure =
            catchThrowableOfType(
                InferenceException.class, () -> taken.addAll(PastBars.take(source, query)));
        assertThat(taken).as("cut after %d", cut).hasSize(failure == null ? 2 : 0);
        // The time that it took stands in the header: answers differ by a few digits.
        if (cut < nearItsEnd) {
          assertThat(failure == null).as("cut after %d", cut).isEqualTo(cut == 0);
        }
        assertThat(PastBars.take(source, query)).hasSize(2);
      }
    }
  }

  @Test
  void replay_userWhoMayReadAlone_isEnoughUnlessSettingsAreFixed() {
    bars.table("x Float64").rows("(time(0),'EURUSD','5m',1)");
    try (Relayed reads = new Relayed(bars.archive.server.url(), "readonly=2&")) {
      assertThat(bars.with("url", reads.url()).texts(query(1, wanted("EURUSD")))).hasSize(1);
    }
    try (Relayed fixed = new Relayed(bars.archive.server.url(), "readonly=1&")) {
      bars.with("url", fixed.url());
      assertFailure(ErrorCode.EXTERNAL_MISMATCH, "setting in readonly mode");
    }
  }

  @Test
  void replay_severalThreads_eachGetsItsOwnBars() throws InterruptedException, ExecutionException {
    bars.table("x Float64");
    List<String> symbols = List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD");
    symbols.forEach(symbol -> bars.rows("(time(0),'C:" + symbol + "','5m',1)"));
    ExecutorService threads = Executors.newFixedThreadPool(symbols.size());
    try (FeatureSource source = bars.open()) {
      List<Future<List<Taken>>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String symbol = symbols.get(i % symbols.size());
        answers.add(threads.submit(() -> PastBars.take(source, query(1, wanted(symbol)))));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get())
            .extracting(Taken::channel)
            .containsExactly("features." + symbols.get(i % symbols.size()) + ".5m");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void replay_whileAnotherWaits_endsInItsOwnTime() throws InterruptedException, ExecutionException {
    bars.table("x Float64");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TcpProxy proxy = TcpProxy.to(bars.archive.server.port())) {
      FeatureSource source = bars.with("url", "http://127.0.0.1:" + proxy.port()).open();
      proxy.stall();
      Future<InferenceException> slow =
          thread.submit(() -> failure(source, within(Archive.TIMEOUT)));
      while (proxy.accepted() == 0) {
        Thread.onSpinWait();
      }
      assertThat(failure(source, within(SHORT)))
          .hasMessageContaining("expected an answer within 400 ms");
      assertThat(slow.isDone()).isFalse();
      source.close();
      assertThat(slow.get().code())
          .isIn(ErrorCode.EXTERNAL_UNAVAILABLE, ErrorCode.EXTERNAL_MISMATCH);
    } finally {
      thread.shutdownNow();
    }
  }
}
