package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of the program and of the library engine behind its front alike. */
class ClickHouseServerTest {
  private static ClickHouseServer server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = ClickHouseServer.start();
    http = Http.to(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void table(String name, String columns) {
    server.query(
        "CREATE TABLE "
            + name
            + " ("
            + columns
            + ") ENGINE = MergeTree ORDER BY id"
            + " SETTINGS non_replicated_deduplication_window = 100");
  }

  private static HttpResponse<String> insert(String table, String token, String rows)
      throws Exception {
    return http.post(
        Map.of(
            "query",
            "INSERT INTO " + table + " FORMAT JSONEachRow",
            "insert_deduplication_token",
            token,
            "async_insert",
            "0"),
        bytes(rows));
  }

  @Test
  void query_insertAndSelect_givesTheRows() {
    table("plain", "id Int64, name String");
    server.query("INSERT INTO plain VALUES (1, 'a'), (2, 'b')");
    assertThat(server.query("SELECT id, name FROM plain ORDER BY id")).isEqualTo("1\ta\n2\tb\n");
    assertThat(server.query("SELECT count() AS n FROM plain FORMAT JSONEachRow"))
        .isEqualTo("{\"n\":2}\n");
  }

  @Test
  void insert_sameTokenTwice_isDropped() throws Exception {
    table("tokens", "id Int64");
    for (String token : List.of("journal-1/0", "journal-1/0", "journal-1/1")) {
      assertThat(insert("tokens", token, "{\"id\":7}\n").statusCode()).isEqualTo(200);
    }
    assertThat(server.query("SELECT count() FROM tokens")).isEqualTo("2\n");
  }

  @Test
  void insert_jsonEachRow_fillsDefaultsAndKeepsObjectsAsText() throws Exception {
    table("signals", "id Int64, metadata String, note String DEFAULT 'none', p Nullable(Float64)");
    String row = "{\"id\":1,\"metadata\":{\"a\":[1,\"\\u00e9\\n\"]},\"p\":null}";
    HttpResponse<String> answer = insert("signals", "t", row);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-ClickHouse-Summary"))
        .hasValueSatisfying(text -> assertThat(text).contains("\"written_rows\":\"1\""));
    assertThat(answer.headers().firstValue("X-ClickHouse-Query-Id")).isPresent();
    assertThat(server.query("SELECT note, p IS NULL, metadata FROM signals FORMAT JSONCompact"))
        .contains("\"none\", 1, \"{\\\"a\\\":[1,\\\"");
  }

  @Test
  void insert_rowBinary_keepsEveryByte() throws Exception {
    table("binary", "id Int64, raw String, side Enum8('buy' = 1, 'sell' = 2), p Nullable(Float64)");
    byte[] raw = {0, (byte) 0xff, '\n', '\'', (byte) 0xc3, '{'};
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    row.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(5).array());
    row.write(raw.length);
    row.write(raw);
    row.write(new byte[] {2, 1});
    Map<String, String> parameters =
        Map.of("query", "INSERT INTO binary (id, raw, side, p) FORMAT RowBinary");
    assertThat(http.post(parameters, row.toByteArray()).statusCode()).isEqualTo(200);
    assertThat(server.query("SELECT hex(raw), side, p FROM binary"))
        .isEqualTo("00FF0A27C37B\tsell\t\\N\n");
  }

  @Test
  void insert_badRow_writesNothingAndSaysWhy() throws Exception {
    table("strict", "id Int64");
    HttpResponse<String> answer = insert("strict", "t", "{\"id\":1}\n{\"id\":\"x\"}\n");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code")).isPresent();
    assertThat(server.query("SELECT count() FROM strict")).isEqualTo("0\n");
  }

  @Test
  void query_wrong_givesCodeAndStatus() throws Exception {
    HttpResponse<String> answer = http.post("SELECT nothing_like_it");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("47");
    assertThat(answer.body()).startsWith("Code: 47. DB::Exception:");
    assertThat(http.post("SELEKT 1").statusCode()).isEqualTo(400);
    assertThat(http.post(Map.of("no_such_setting", "1"), bytes("SELECT 1")).statusCode())
        .isEqualTo(404);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> server.query("SELECT * FROM no_such_table"))
        .withMessageContaining("Code: 60. DB::Exception:");
  }

  @Test
  void query_parameters_areOfThatRequestAlone() throws Exception {
    server.query("CREATE DATABASE IF NOT EXISTS other");
    HttpResponse<String> answer =
        http.post(
            Map.of("database", "other", "max_threads", "3", "param_x", "4"),
            bytes("SELECT currentDatabase(), getSetting('max_threads'), {x:Int32} + 1"));
    assertThat(answer.body()).isEqualTo("other\t3\t5\n");
    assertThat(server.query("SELECT currentDatabase()")).isEqualTo("default\n");
    assertThat(http.post(Map.of("database", "none"), bytes("SELECT 1")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void query_format_isClauseThenHeaderThenParameter() throws Exception {
    assertThat(http.post("SELECT 1 AS x", "X-ClickHouse-Format", "JSONEachRow").body())
        .isEqualTo("{\"x\":1}\n");
    Map<String, String> csv = Map.of("default_format", "CSV");
    HttpResponse<String> answer = http.post(csv, bytes("SELECT 'a'"));
    assertThat(answer.body()).isEqualTo("\"a\"\n");
    assertThat(answer.headers().firstValue("X-ClickHouse-Format")).hasValue("CSV");
    assertThat(http.post(csv, bytes("SELECT 'a' FORMAT TSV")).body()).isEqualTo("a\n");
  }

  @Test
  void read_byGet_readsAndNeverWrites() throws Exception {
    assertThat(http.read(Map.of("query", "SELECT 41 + 1")).body()).isEqualTo("42\n");
    HttpResponse<String> answer = http.read(Map.of("query", "CREATE DATABASE by_get"));
    assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("164");
    assertThat(server.query("SELECT count() FROM system.databases WHERE name = 'by_get'"))
        .isEqualTo("0\n");
  }

  @Test
  void query_atTheSameTime_allAreAnswered() throws Exception {
    table("many", "id Int64");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> inserts = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String row = "{\"id\":" + i + "}";
        inserts.add(() -> insert("many", row, row).statusCode());
      }
      for (Future<Integer> status : threads.invokeAll(inserts)) {
        assertThat(status.get()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(server.query("SELECT count(), sum(id) FROM many")).isEqualTo("12\t66\n");
  }

  @Test
  void start_withLogin_letsInThatUserOnly(@TempDir Path folder) throws Exception {
    ClickHouseOptions options = new ClickHouseOptions().folder(folder).login("audit", "s3cret!");
    try (ClickHouseServer locked = ClickHouseServer.start(options)) {
      Http other = Http.to(locked);
      assertThat(locked.query("SELECT 1")).isEqualTo("1\n");
      String basic = Base64.getEncoder().encodeToString(bytes("audit:s3cret!"));
      assertThat(other.post("SELECT 1", "Authorization", "Basic " + basic).statusCode())
          .isEqualTo(200);
      HttpResponse<String> refused =
          other.post("SELECT 1", "X-ClickHouse-User", "audit", "X-ClickHouse-Key", "wrong");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("516");
      assertThat(other.post("SELECT 1").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void restart_afterStopAndKill_hasTheSameData(@TempDir Path folder) throws Exception {
    ClickHouseOptions options = new ClickHouseOptions().folder(folder);
    try (ClickHouseServer own = ClickHouseServer.start(options)) {
      own.query("CREATE TABLE kept (id Int64) ENGINE = MergeTree ORDER BY id");
      own.query("INSERT INTO kept VALUES (1)");
      own.stop();
      own.restart();
      own.query("INSERT INTO kept VALUES (2)");
      own.kill();
      own.restart();
      assertThat(own.query("SELECT sum(id) FROM kept")).isEqualTo("3\n");
    }
    try (ClickHouseServer again = ClickHouseServer.start(options)) {
      assertThat(again.query("SELECT sum(id) FROM kept")).isEqualTo("3\n");
    }
    assertThat(Files.isDirectory(folder)).isTrue();
  }

  @Test
  void engine_forPeople_saysWhichAndItsVersion() {
    assertThat(server.engine()).containsPattern("\\d+\\.\\d+");
    assertThat(server.engine().contains("library")).isEqualTo(server.isLibrary());
  }
}
