package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.servers.ClickHouseOptions;
import io.tickcast.servers.ClickHouseServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables on a real server. */
class ClickHouseInitCommandTest {
  private static final String PASSWORD = "right-s3cret";
  private static ClickHouseServer server;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = ClickHouseServer.start(new ClickHouseOptions().login("default", PASSWORD));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, String> environment(String database) {
    return Map.of(
        "TICKCAST_SINKS_CLICKHOUSE_PASSWORD", PASSWORD,
        "TICKCAST_SINKS_CLICKHOUSE_DATABASE", database);
  }

  private static Cli.Result init(String database, String... more) {
    String[] args = new String[4 + more.length];
    System.arraycopy(
        new String[] {"clickhouse", "init", "--clickhouse", server.url()}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run(environment(database), args);
  }

  @Test
  void init_nothingThere_saysWhatIsMadeAndLaterThatAllWasThere() {
    assertThat(init("fresh").succeeded().lines())
        .containsExactly(
            "sink 'clickhouse': made database fresh",
            "sink 'clickhouse': made table fresh.trading_signals",
            "sink 'clickhouse': made table fresh.model_predictions",
            "sink 'clickhouse': made table fresh.model_events",
            "sink 'clickhouse': made table fresh.model_checkpoints",
            "sink 'clickhouse': made table fresh.agent_checkpoints");
    assertThat(init("fresh").succeeded().lines())
        .containsExactly("sink 'clickhouse': the database and all tables were there");
    assertThat(server.query("SELECT count() FROM fresh.trading_signals").strip()).isEqualTo("0");
  }

  @Test
  void init_tableThatDiffers_makesTheOtherAndNamesTheDifference() {
    server.query("CREATE DATABASE differs");
    server.query(
        "CREATE TABLE differs.model_predictions (prediction_id UUID) ENGINE = MergeTree"
            + " ORDER BY prediction_id");
    Cli.Result result = init("differs");
    result.failed(
        1,
        "the tables differ: sink 'clickhouse': differs.model_predictions: ",
        "column 'features': expected String, found no such column");
    assertThat(result.lines())
        .containsExactly(
            "sink 'clickhouse': made table differs.trading_signals",
            "sink 'clickhouse': made table differs.model_events",
            "sink 'clickhouse': made table differs.model_checkpoints",
            "sink 'clickhouse': made table differs.agent_checkpoints");
  }

  @Test
  void init_withJson_printsOneObject() throws IOException {
    JsonNode sink = only(init("json", "--json").succeeded());
    assertThat(sink.get("sink").textValue()).isEqualTo("sink 'clickhouse'");
    assertThat(sink.get("made")).hasSize(6);
    assertThat(sink.get("differences")).isEmpty();
    assertThat(only(init("json", "--dry-run", "--json").succeeded()).get("statements")).hasSize(6);
  }

  private static JsonNode only(Cli.Result result) throws IOException {
    assertThat(result.lines()).hasSize(1);
    JsonNode sinks = new ObjectMapper().readTree(result.out()).get("sinks");
    assertThat(sinks).hasSize(1);
    return sinks.get(0);
  }

  @Test
  void init_dryRun_printsTheStatementsAndConnectsToNobody() {
    for (String flag : List.of("--dry-run", "--print")) {
      Cli.Result result =
          Cli.run("clickhouse", "init", "--clickhouse", "http://127.0.0.1:1", flag).succeeded();
      assertThat(result.out())
          .startsWith("-- sink 'clickhouse'\nCREATE DATABASE IF NOT EXISTS `default`;\n")
          .contains("CREATE TABLE IF NOT EXISTS `default`.trading_signals\n")
          .contains("CREATE TABLE IF NOT EXISTS `default`.model_predictions\n")
          .contains("CREATE TABLE IF NOT EXISTS `default`.model_events\n")
          .contains("CREATE TABLE IF NOT EXISTS `default`.model_checkpoints\n")
          .contains("CREATE TABLE IF NOT EXISTS `default`.agent_checkpoints\n")
          .endsWith(
              "SETTINGS index_granularity = 64, non_replicated_deduplication_window = 100;\n");
    }
  }

  @Test
  void init_eachSinkOfAFile_isMade() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("two.yaml"),
            "sinks:\n  - {name: one, type: clickhouse, url: \"%1$s\", database: one, password: %2$s}\n"
                    .formatted(server.url(), PASSWORD)
                + "  - {name: two, type: clickhouse, url: \"%1$s\", database: two, password: %2$s}\n"
                    .formatted(server.url(), PASSWORD));
    assertThat(Cli.run("clickhouse", "init", "--config", file.toString()).succeeded().lines())
        .hasSize(12)
        .contains("sink 'one': made database one", "sink 'two': made database two");
  }

  @Test
  void init_withoutSuchASink_saysWhatToAdd() {
    Cli.run("clickhouse", "init")
        .failed(
            1,
            "expected a sink of type clickhouse, found none: say --clickhouse URL, such as",
            "or add one under 'sinks'");
  }

  @Test
  void init_serverThatRefusesOrIsAway_isOneLine() {
    String message =
        Cli.run(
                Map.of("TICKCAST_SINKS_CLICKHOUSE_PASSWORD", "wr0ng"),
                "clickhouse",
                "init",
                "--clickhouse",
                server.url())
            .failed(1, "user: expected that 'default' may come in with the password")
            .error();
    assertThat(message).doesNotContain("wr0ng");
    Cli.run("clickhouse", "init", "--clickhouse", "http://127.0.0.1:1")
        .failed(1, "url: expected a ClickHouse server at http://127.0.0.1:1, found no connection");
    Cli.run("clickhouse", "init", "--clickhouse", "127.0.0.1")
        .failed(1, "--clickhouse: sink 'clickhouse': url: expected ");
  }
}
