package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.servers.TcpProxy.Direction;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an insert comes to when its connection breaks; the audit rests on it. */
class ClickHouseFaultTest {
  private static final Map<String, String> INSERT =
      Map.of(
          "query", "INSERT INTO audit FORMAT JSONEachRow",
          "insert_deduplication_token", "journal-1/0",
          "async_insert", "0");

  private ClickHouseServer server;
  private TcpProxy proxy;
  private Http http;

  @BeforeEach
  void start() {
    server = ClickHouseServer.start();
    server.query(
        "CREATE TABLE audit (id Int64) ENGINE = MergeTree ORDER BY id"
            + " SETTINGS non_replicated_deduplication_window = 100");
    proxy = TcpProxy.to(server.port());
    http = new Http(HttpClient.newHttpClient(), "http://127.0.0.1:" + proxy.port());
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  private static byte[] rows(int count) {
    return "{\"id\":1}\n".repeat(count).getBytes(StandardCharsets.UTF_8);
  }

  private int insert(int rows) throws IOException, InterruptedException {
    return http.post(INSERT, rows(rows)).statusCode();
  }

  @Test
  void insert_cutInTheMiddle_writesNothing() throws Exception {
    proxy.cutAfter(Direction.TO_SERVER, 5_000);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> insert(10_000));
    assertThat(server.query("SELECT count() FROM audit")).isEqualTo("0\n");
    assertThat(insert(10)).isEqualTo(200);
    assertThat(server.query("SELECT count() FROM audit")).isEqualTo("10\n");
  }

  @Test
  void insert_answerLost_isDroppedWhenSentAgain() throws Exception {
    proxy.cutAfter(Direction.TO_CLIENT, 0);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> insert(3));
    assertThat(server.query("SELECT count() FROM audit")).isEqualTo("3\n");
    assertThat(insert(3)).isEqualTo(200);
    assertThat(server.query("SELECT count() FROM audit")).isEqualTo("3\n");
  }

  @Test
  void insert_afterKillAndRestart_isStillDroppedByItsToken() throws Exception {
    assertThat(insert(2)).isEqualTo(200);
    server.kill();
    server.restart();
    assertThat(insert(2)).isEqualTo(200);
    assertThat(server.query("SELECT count() FROM audit")).isEqualTo("2\n");
  }
}
