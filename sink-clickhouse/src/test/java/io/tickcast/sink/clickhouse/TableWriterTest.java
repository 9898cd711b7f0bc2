package io.tickcast.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.sink.clickhouse.FakeServer.Answer;
import io.tickcast.sink.clickhouse.FakeServer.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire, and what an answer makes of the rows. */
class TableWriterTest {
  private static final Answer GOOD = new Answer(200, Map.of("X-ClickHouse-Query-Id", "1"), "");
  private final Verdicts verdicts = new Verdicts();

  private static Row row(int index, String json) {
    return new Row(new RecordId(RecordKind.SIGNAL, index, 0, index), Samples.bytes(json));
  }

  private static List<Row> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> row(i, Samples.signalJson(i))).toList();
  }

  private static ClickHouseSettings settings(FakeServer server) {
    Map<String, String> options =
        Map.of("url", server.url(), "database", "db", "user", "me", "password", "top-secret");
    return ClickHouseSettings.from(
        new ComponentConfig("sink 'archive'", options, () -> 0), Set.of());
  }

  private InferenceException write(FakeServer server, List<Row> rows) {
    try (ClickHouseLink link = new ClickHouseLink(settings(server));
        Deadline deadline = link.deadline(Duration.ofSeconds(20))) {
      TableWriter writer = new TableWriter(link, verdicts, () -> {});
      return catchThrowableOfType(
          InferenceException.class, () -> writer.write(ArchiveTable.SIGNALS, rows, deadline));
    }
  }

  private static Function<Request, Answer> always(Answer answer) {
    return request -> answer;
  }

  private static Answer error(int code, String words) {
    return new Answer(
        500,
        Map.of("X-ClickHouse-Query-Id", "1", "X-ClickHouse-Exception-Code", "" + code),
        "Code: " + code + ". DB::Exception: " + words + " (SOME_NAME) (version 25.3.1.1)\n");
  }

  @Test
  void write_rows_sendsThemWithEverySettingSaid() {
    try (FakeServer server = FakeServer.start(always(GOOD))) {
      assertThat(write(server, rows(3))).isNull();
      assertThat(server.requests()).hasSize(1);
      Request request = server.requests().get(0);
      assertThat(request.body())
          .isEqualTo(
              Samples.signalJson(0)
                  + "\n"
                  + Samples.signalJson(1)
                  + "\n"
                  + Samples.signalJson(2)
                  + "\n");
      assertThat(request.query().split("&"))
          .contains(
              "query=INSERT INTO `db`.trading_signals FORMAT JSONEachRow",
              "async_insert=0",
              "wait_for_async_insert=1",
              "insert_deduplicate=1",
              "insert_deduplication_token=" + InsertToken.of(ArchiveTable.SIGNALS, rows(3)),
              "input_format_skip_unknown_fields=0",
              "precise_float_parsing=1")
          .noneMatch(parameter -> parameter.contains("top-secret"));
    }
  }

  @Test
  void write_moreBytesThanAnInsertTakes_makesSeveral() {
    String large = Samples.signalJson(1).replace("xgboost\"", "x".repeat(6 << 20) + "\"");
    List<Row> rows = List.of(row(0, large), row(1, large), row(2, large), row(3, large));
    try (FakeServer server = FakeServer.start(always(GOOD))) {
      assertThat(write(server, rows)).isNull();
      assertThat(server.requests())
          .extracting(request -> request.body().length())
          .containsExactly(2 * large.length() + 2, 2 * large.length() + 2);
    }
    assertThat(rows).noneMatch(row -> verdicts.isOpen(row.id()));
  }

  @Test
  void write_answerWithoutAQueryId_isNoAcknowledgement() {
    try (FakeServer server = FakeServer.start(always(new Answer(200, Map.of(), "")))) {
      assertThat(write(server, rows(2)))
          .hasMessage(
              "url: expected an answer of ClickHouse at %s, found one of something else",
              server.url())
          .extracting(InferenceException::code)
          .isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
    }
    assertThat(rows(2)).allMatch(row -> verdicts.isOpen(row.id()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          497 | me: Not enough privileges. To execute this query, it's necessary to have the grant INSERT ON db.trading_signals. | EXTERNAL_MISMATCH    | user: expected the rights that are needed on db at URL/db, found me: Not enough privileges. To execute this query, it's necessary to have the grant INSERT ON db.trading_signals
          193 | Wrong password for user me.                     | EXTERNAL_MISMATCH    | user: expected that 'me' may come in with the password at URL/db, found Wrong password for user me
          81  | Database db does not exist.                     | EXTERNAL_MISMATCH    | database: expected database 'db' at URL/db, found none, './tickcast clickhouse init' makes it
          60  | Table db.trading_signals does not exist.        | EXTERNAL_MISMATCH    | database: expected the tables of './tickcast clickhouse init' at URL/db, found Table db.trading_signals does not exist
          115 | Unknown setting 'precise_float_parsing'.        | EXTERNAL_MISMATCH    | url: expected a server that knows the settings of a request at URL, found Unknown setting 'precise_float_parsing'
          117 | Unknown field found while parsing JSONEachRow format: x: (at row 1) | EXTERNAL_MISMATCH | database: expected that a request is carried out at URL/db, found code 117: Unknown field found while parsing JSONEachRow format: x
          164 | Cannot execute query in readonly mode.          | EXTERNAL_MISMATCH    | database: expected that a request is carried out at URL/db, found code 164: Cannot execute query in readonly mode
          243 | Cannot reserve 1.00 MiB, not enough space.      | EXTERNAL_UNAVAILABLE | url: expected that a request is carried out at URL, found code 243: Cannot reserve 1.00 MiB, not enough space
          252 | Too many parts (300).                           | EXTERNAL_UNAVAILABLE | url: expected that a request is carried out at URL, found code 252: Too many parts (300)
          33  | Cannot read all data: (at row 2)                | EXTERNAL_UNAVAILABLE | url: expected that a request is carried out at URL, found code 33: Cannot read all data
          """)
  void write_serverThatRefuses_saysWhatToDoAndRefusesNoRow(
      int code, String words, ErrorCode expected, String message) {
    try (FakeServer server = FakeServer.start(always(error(code, words)))) {
      InferenceException failure = write(server, rows(2));
      assertThat(failure).hasMessage(message.replace("URL", server.url()));
      assertThat(failure.code()).isEqualTo(expected);
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(rows(2)).allMatch(row -> verdicts.isOpen(row.id()));
  }

  @Test
  void write_badRows_areFoundByHalving() {
    Function<Request, Answer> picky =
        request ->
            request.body().contains(Samples.id("signal", 37).toString())
                    || request.body().contains(Samples.id("signal", 40).toString())
                ? error(27, "Cannot parse input: (at row 3)")
                : GOOD;
    try (FakeServer server = FakeServer.start(picky)) {
      assertThat(write(server, rows(100))).isNull();
      assertThat(server.requests()).hasSizeLessThan(30);
    }
    assertThat(rows(100)).noneMatch(row -> verdicts.isOpen(row.id()));
  }

  @Test
  void write_failureInTheMiddle_keepsWhatIsTakenAndSendsTheRestAgain() {
    int[] calls = {0};
    String large = Samples.signalJson(1).replace("xgboost\"", "x".repeat(9 << 20) + "\"");
    List<Row> rows = List.of(row(0, large), row(1, large), row(2, large));
    Function<Request, Answer> breaking =
        request -> calls[0]++ == 1 ? error(241, "Memory limit exceeded.") : GOOD;
    try (FakeServer server = FakeServer.start(breaking)) {
      assertThat(write(server, rows)).isNotNull();
    }
    assertThat(rows)
        .extracting(row -> verdicts.isOpen(row.id()))
        .containsExactly(false, true, true);
  }

  @Test
  void write_timeIsUp_sendsNothing() {
    try (FakeServer server = FakeServer.start(always(GOOD));
        ClickHouseLink link = new ClickHouseLink(settings(server));
        Deadline deadline = link.deadline(Duration.ofNanos(1))) {
      await().until(deadline::hasPassed);
      TableWriter writer = new TableWriter(link, verdicts, () -> {});
      assertThat(
              catchThrowableOfType(
                  InferenceException.class,
                  () -> writer.write(ArchiveTable.SIGNALS, rows(1), deadline)))
          .hasMessageContaining("expected an answer within 0 s");
      assertThat(server.requests()).isEmpty();
    }
  }
}
