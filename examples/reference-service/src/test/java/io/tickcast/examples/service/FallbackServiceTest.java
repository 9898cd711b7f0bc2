package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.NatsServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NATS goes away, the candle comes from ClickHouse, and NATS returns. */
class FallbackServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String CHANNEL = "features.EURUSD.1h";

  @TempDir private Path folder;

  private static ObjectNode bar(long timeMillis) throws Exception {
    ObjectNode bar = (ObjectNode) JSON.readTree(DemoAssets.bar());
    return bar.put("timestamp_ms", timeMillis);
  }

  private static byte[] bytes(JsonNode bar) {
    return bar.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The table of another team: raw names, a column for each feature, and a target. */
  private static void createFeatures(ClickHouseServer server) throws Exception {
    StringBuilder columns = new StringBuilder("time DateTime64(3,'UTC'), symbol String");
    columns.append(", timeframe String, close Float64, future_return Float64");
    for (Iterator<String> names = bar(0).get("features").fieldNames(); names.hasNext(); ) {
      columns.append(", `").append(names.next()).append("` Float64");
    }
    server.query(
        "CREATE TABLE ml_features (" + columns + ") ENGINE = MergeTree ORDER BY (symbol, time)");
  }

  private static void insertFeatures(ClickHouseServer server, long timeMillis) throws Exception {
    JsonNode bar = bar(timeMillis);
    StringBuilder names = new StringBuilder("time, symbol, timeframe, close, future_return");
    StringBuilder values = new StringBuilder("fromUnixTimestamp64Milli(" + timeMillis + ")");
    values.append(", 'C:EURUSD', '1h', ").append(bar.get("close")).append(", 0.5");
    for (Map.Entry<String, JsonNode> feature : bar.get("features").properties()) {
      names.append(", `").append(feature.getKey()).append('`');
      JsonNode value = feature.getValue();
      values.append(", ").append(value.isNull() ? "nan" : value.asText());
    }
    server.query("INSERT INTO ml_features (" + names + ") VALUES (" + values + ")");
  }

  private static JsonNode status(String address) throws Exception {
    return JSON.readTree(BackgroundCli.get(address + "/api/v1/status").body());
  }

  private static List<String> archived(ClickHouseServer server) {
    return server
        .query("SELECT timestamp_ms, metadata FROM trading_signals ORDER BY timestamp_ms")
        .lines()
        .toList();
  }

  @Test
  void natsAway_latestCandleOfClickHouse_isDecidedOnceAndLabelled() throws Exception {
    Path models = Files.createDirectory(folder.resolve("models"));
    DemoFiles.model(models);
    long now = System.currentTimeMillis();
    try (ClickHouseServer clickHouse = ClickHouseServer.start();
        NatsServer nats = NatsServer.start()) {
      createFeatures(clickHouse);
      Cli.run("clickhouse", "init", "--clickhouse", clickHouse.url()).succeeded();
      Map<String, String> environment =
          Map.of("TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_MAX_LATENCY_MS", "60000");
      try (BackgroundCli service =
          BackgroundCli.start(
              environment,
              "serve",
              "--http",
              "0",
              "--models",
              models.toString(),
              "--data",
              folder.resolve("data").toString(),
              "--nats",
              nats.url(),
              "--clickhouse",
              clickHouse.url())) {
        String address = service.awaitLine("ready on (.*)");
        service.awaitLine(".* ready to trade");
        try (NatsDesk desk = NatsDesk.at(nats)) {
          desk.publish(CHANNEL, bytes(bar(now - 2_000)));
          assertThat(desk.next().get("timestamp_ms").longValue()).isEqualTo(now - 2_000);
        }
        insertFeatures(clickHouse, now - 1_000);
        nats.stop();
        await().atMost(PATIENCE).until(() -> status(address).get("bars").intValue() == 2);
        JsonNode bridged = status(address).get("fallback");
        assertThat(bridged.get("mode").textValue()).isEqualTo("fallback");
        assertThat(bridged.get("channels").get(0).textValue()).isEqualTo(CHANNEL);
        assertThat(BackgroundCli.get(address + "/metrics").body())
            .contains("tickcast_feed_mode{mode=\"fallback\"} 1.0");

        nats.restart();
        await()
            .atMost(PATIENCE)
            .until(() -> status(address).get("fallback").get("mode").textValue().equals("live"));
        try (NatsDesk desk = NatsDesk.at(nats)) {
          desk.publish(CHANNEL, bytes(bar(now - 1_000)));
          desk.publish(CHANNEL, bytes(bar(now)));
          await().atMost(PATIENCE).until(() -> status(address).get("bars").intValue() == 3);
        }
        assertThat(status(address).get("refused").get("duplicate").intValue()).isEqualTo(1);
        await().atMost(PATIENCE).until(() -> archived(clickHouse).size() == 3);
        assertThat(archived(clickHouse).get(0)).contains("nats").doesNotContain("clickhouse");
        assertThat(archived(clickHouse).get(1))
            .contains(String.valueOf(now - 1_000))
            .contains("clickhouse");
        assertThat(archived(clickHouse).get(2)).contains("nats").doesNotContain("clickhouse");
        service.end().succeeded();
      }
    }
  }
}
