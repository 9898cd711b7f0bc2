package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front of the library engine does by itself. */
class ClickHouseFrontTest {
  @TempDir Path folder;

  private ClickHouseServer library() {
    ClickHouseServer server = ClickHouseServer.start(new ClickHouseOptions().folder(folder));
    if (!server.isLibrary()) {
      server.close();
    }
    assumeTrue(server.isLibrary(), "this machine has a clickhouse program, which is preferred");
    return server;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void query_whatTheFrontLacks_isRefusedByName() throws Exception {
    try (ClickHouseServer server = library()) {
      Http http = Http.to(server);
      for (String lacking : new String[] {"compress", "decompress", "session_id", "role"}) {
        HttpResponse<String> answer = http.post(Map.of(lacking, "1"), bytes("SELECT 1"));
        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.body()).contains("'" + lacking + "'");
        assertThat(http.post(Map.of(lacking, "0"), bytes("SELECT 1")).statusCode()).isEqualTo(200);
      }
      assertThat(http.post("SELECT 1", "Content-Encoding", "gzip").statusCode()).isEqualTo(501);
      assertThat(http.post("").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void insert_dataBehindTheStatement_isTakenAsBytes() throws Exception {
    try (ClickHouseServer server = library()) {
      Http http = Http.to(server);
      server.query("CREATE TABLE t (raw String, settings Int8) ENGINE = MergeTree ORDER BY raw");
      byte[] head =
          bytes("INSERT INTO t (raw, settings) SETTINGS async_insert=0 FORMAT RowBinary\n");
      byte[] body = new byte[head.length + 4];
      System.arraycopy(head, 0, body, 0, head.length);
      body[head.length] = 2;
      body[head.length + 1] = (byte) 0xfe;
      body[head.length + 2] = '\n';
      body[head.length + 3] = 7;
      assertThat(http.post(Map.of(), body).statusCode()).isEqualTo(200);
      assertThat(http.post(Map.of("query", "INSERT INTO t VALUES"), bytes("('a', 1)")).statusCode())
          .isEqualTo(200);
      assertThat(server.query("SELECT hex(raw), settings FROM t ORDER BY settings"))
          .isEqualTo("61\t1\nFE0A\t7\n");
    }
  }

  @Test
  void stop_afterWork_endsInOrderAndLeavesNoBodies() throws Exception {
    try (ClickHouseServer server = library()) {
      server.query("CREATE TABLE t (a Int8) ENGINE = MergeTree ORDER BY a");
      Http http = Http.to(server);
      assertThat(http.post(Map.of("query", "INSERT INTO t FORMAT TSV"), bytes("1\n")).statusCode())
          .isEqualTo(200);
      server.stop();
      assertThat(Files.readString(server.log())).contains("ready on").endsWith("stopped\n");
      try (Stream<Path> left = Files.list(folder.resolve("data/bodies"))) {
        assertThat(left).isEmpty();
      }
    }
  }
}
