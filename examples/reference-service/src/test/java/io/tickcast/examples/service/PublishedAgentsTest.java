package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.NatsServer;
import io.tickcast.sink.clickhouse.ClickHouseSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent's way from Python to a signal: the rows are those that {@code
 * tools/export-goldens/make_agents.py} had the Python package publish.
 */
class PublishedAgentsTest {
  private static final String TOKEN = "a-token-of-sixteen-or-more";
  private static final String[] SIGNALS = {"hold", "buy", "sell"};
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private long barTime = System.currentTimeMillis();

  private static List<String> rows() throws IOException {
    try (InputStream in =
        PublishedAgentsTest.class.getResourceAsStream("exported/agent_checkpoints.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The golden rows of a version. */
  private static JsonNode golden(int version) throws IOException {
    JsonNode row = JSON.readTree(rows().get(version));
    return JSON.readTree(row.get("manifest").textValue()).get("golden");
  }

  private static int action(int version, int row) throws IOException {
    return golden(version).at("/expected/" + row + "/0").intValue();
  }

  /** A row for which both versions want to trade, each on another side. */
  private static int contested() throws IOException {
    for (int row = 0; row < golden(0).get("rows").size(); row++) {
      if (action(0, row) * action(1, row) == 2) {
        return row;
      }
    }
    throw new AssertionError("expected versions that differ");
  }

  private static void publish(ClickHouseServer server) throws Exception {
    ClickHouseSchema.of(
            Components.of(() -> 0)
                .config(
                    "sink",
                    new ServiceConfig.Component(
                        "a", "clickhouse", Map.of("url", server.url()), Place.DEFAULT)))
        .init(true);
    for (String row : rows()) {
      server.query("INSERT INTO agent_checkpoints FORMAT JSONEachRow " + row);
    }
  }

  private BackgroundCli serve(ClickHouseServer tables, NatsServer nats) throws IOException {
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Path file = folder.resolve("service.yaml");
    Files.writeString(
        file,
        """
        operational: {inference_settings: {confidence_threshold: 0, max_latency_ms: 60000}}
        trading: {fills: true}
        stores: [{name: table, type: clickhouse, url: '%s'}]
        bindings: [{name: euro, symbols: [EURUSD], timeframes: [1h], model: ppo, version: 1.0.0}]
        http: {admin_token_file: %s}
        """
            .formatted(tables.url(), token));
    return BackgroundCli.start(
        "serve",
        "--without-archive",
        "--config",
        file.toString(),
        "--http",
        "0",
        "--data",
        folder.resolve("data").toString(),
        "--nats",
        nats.url());
  }

  private static void model(String address, String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "model";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--url";
    all[args.length + 2] = address;
    Cli.run(Map.of("TICKCAST_ADMIN_TOKEN", TOKEN), all).succeeded();
  }

  /** What the feed gives where the environment saw a golden row: its scale is half. */
  private byte[] bar(JsonNode seen) {
    return """
        {"symbol":"EURUSD","timeframe":"1h","timestamp_ms":%d,"close":1.1,"features":
        {"rsi_14":%s,"macd":%s,"spread":%s,"atr_14":0.001}}
        """
        .formatted(
            barTime++,
            seen.get(0).doubleValue() / 0.5,
            seen.get(1).doubleValue(),
            seen.get(2).doubleValue())
        .getBytes(StandardCharsets.UTF_8);
  }

  private void assertSignalOf(int version, int row, NatsDesk desk) throws Exception {
    desk.publish("features.EURUSD.1h", bar(golden(version).at("/rows/" + row)));
    JsonNode signal = desk.next();
    assertThat(signal.get("signal_type").textValue()).isEqualTo(SIGNALS[action(version, row)]);
    assertThat(signal.get("model_version").textValue())
        .isEqualTo(version == 0 ? "ppo-v1.0.0" : "ppo-v1.1.0");
  }

  @Test
  void agent_publishedByThePackage_tradesAndIsSwappedAndRolledBack() throws Exception {
    int row = contested();
    try (ClickHouseServer tables = ClickHouseServer.start();
        NatsServer nats = NatsServer.start()) {
      publish(tables);
      try (NatsDesk desk = NatsDesk.at(nats);
          BackgroundCli service = serve(tables, nats)) {
        String address = service.awaitLine("ready on (.*)");
        service.awaitLine(".* ready to trade");
        assertSignalOf(0, row, desk);
        model(address, "promote", "1.1.0", "euro", "--who", "ann", "--reason", "better");
        assertSignalOf(1, row, desk);
        model(address, "rollback", "euro", "--who", "ann");
        assertSignalOf(0, row, desk);
        JsonNode status = JSON.readTree(BackgroundCli.get(address + "/api/v1/status").body());
        assertThat(status.at("/models/0/verification").textValue())
            .contains("golden rows within tolerance");
        service.end().succeeded();
      }
    }
  }
}
