package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service, its hub, and the real NATS server between them. */
class HubServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL = "features.EURUSD.1h";
  private static final String THRESHOLD = "operational.inference_settings.confidence_threshold";

  @TempDir private Path folder;
  private Path models = Path.of("");

  @BeforeEach
  void copyModel() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    DemoFiles.model(models);
  }

  private BackgroundCli serve(String nats, String hub) {
    List<String> args =
        new ArrayList<>(List.of("serve", "--http", "0", "--models", models.toString()));
    args.addAll(List.of("--data", folder.resolve("data").toString(), "--without-archive"));
    args.addAll(List.of("--nats", nats, "--hub", hub));
    Map<String, String> environment =
        Map.of(
            "TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_MAX_LATENCY_MS",
            "60000",
            "TICKCAST_HUB_TOKEN",
            "hunter2");
    return BackgroundCli.start(environment, args.toArray(new String[0]));
  }

  private BackgroundCli hub(String nats, int port) {
    String data = folder.resolve("versions").toString();
    String[] args = {"hub", "--port", String.valueOf(port), "--data", data, "--nats", nats};
    return BackgroundCli.start(args);
  }

  private static JsonNode config(String service) throws Exception {
    String body = BackgroundCli.get(service + "/api/v1/status").body();
    return new ObjectMapper().readTree(body).path("config");
  }

  private static String value(JsonNode config, String path) {
    for (JsonNode setting : config.path("settings")) {
      if (setting.path("path").asText().equals(path)) {
        return setting.path("value").asText();
      }
    }
    throw new AssertionError("no setting " + path);
  }

  private static void awaitVersion(String service, String version) {
    await().atMost(PATIENCE).until(() -> config(service).path("version").asText().equals(version));
  }

  private byte[] bar(long timeMillis) throws IOException {
    String bar = new String(DemoAssets.bar(), StandardCharsets.UTF_8);
    return bar.replaceFirst("\"timestamp_ms\":\\d+", "\"timestamp_ms\":" + timeMillis)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void hub_settingThatIsSet_decidesTheNextBarWithoutARestart() throws Exception {
    try (NatsServer nats = NatsServer.start();
        BackgroundCli hub = hub(nats.url(), 0)) {
      String at = hub.awaitLine("hub on (.*)");
      Cli.run("hub", "set", "--url", at, "confidence_threshold=0").succeeded();
      try (BackgroundCli service = serve(nats.url(), at);
          NatsDesk desk = NatsDesk.at(nats)) {
        String address = service.awaitLine("ready on (.*)");
        service.awaitLine(".* ready to trade");
        assertThat(value(config(address), THRESHOLD)).isEqualTo("0");
        long now = System.currentTimeMillis();
        desk.publish(CHANNEL, bar(now));
        assertThat(desk.next().get("signal_type").asText()).isNotEqualTo("hold");
        // Only the broadcast can bring it: the next fetch would be in five minutes.
        Cli.run("hub", "set", "--url", at, "confidence_threshold=1").succeeded();
        awaitVersion(address, "2");
        desk.publish(CHANNEL, bar(now + 1));
        JsonNode held = desk.next();
        assertThat(held.get("signal_type").asText()).isEqualTo("hold");
        assertThat(held.get("metadata").get("config_id")).isEqualTo(config(address).get("id"));
        Cli.run("hub", "set", "--url", at, "--unchecked", "operational.monitorin.x=1").succeeded();
        await().atMost(PATIENCE).until(() -> config(address).path("refused").asInt() == 1);
        assertThat(config(address).toString()).contains("did you mean 'monitoring'");
        Cli.run("hub", "set", "--url", at, "trading.state=reducing", "cooldown_bars=3").succeeded();
        await()
            .atMost(PATIENCE)
            .until(() -> config(address).path("refusals").path(0).toString().contains("version 4"));
        Cli.run("hub", "rollback", "--url", at, "2").succeeded();
        Cli.run("hub", "set", "--url", at, "trading.state=reducing", "cooldown_bars=3").succeeded();
        awaitVersion(address, "6");
        assertThat(value(config(address), "trading.rules.cooldown_bars")).isEqualTo("3");
        String body = BackgroundCli.get(address + "/api/v1/status").body();
        assertThat(new ObjectMapper().readTree(body).path("trading").asText())
            .isEqualTo("reducing");
        Cli.run("hub", "rollback", "--url", at, "1").succeeded();
        awaitVersion(address, "7");
        assertThat(Cli.run("config", "show", "--url", address).succeeded().lines())
            .anySatisfy(
                line -> assertThat(line).matches(THRESHOLD + " +0 +hub " + at + " version 7"));
        String services = BackgroundCli.get(at + "/api/v1/services").body();
        assertThat(services).contains("\"health\":\"" + address + "/readyz\"");
        assertThat(service.end().succeeded().out()).doesNotContain("hunter2");
      }
      assertThat(BackgroundCli.get(at + "/api/v1/services").body()).doesNotContain("readyz");
      hub.end().succeeded();
    }
  }

  @Test
  void serve_hubAway_hasTheLastGoodCopyAndThenTheSafeDefaults() throws Exception {
    try (NatsServer nats = NatsServer.start()) {
      String at;
      try (BackgroundCli hub = hub(nats.url(), 0)) {
        at = hub.awaitLine("hub on (.*)");
        Cli.run("hub", "set", "--url", at, "confidence_threshold=0.25").succeeded();
        try (BackgroundCli service = serve(nats.url(), at)) {
          awaitVersion(service.awaitLine("ready on (.*)"), "1");
        }
      }
      try (BackgroundCli service = serve(nats.url(), at)) {
        JsonNode config = config(service.awaitLine("ready on (.*)"));
        assertThat(value(config, THRESHOLD)).isEqualTo("0.25");
        assertThat(config.path("source").path("state").asText()).isEqualTo("away");
      }
      Files.delete(folder.resolve("data/hub/config.json"));
      try (BackgroundCli service = serve(nats.url(), at)) {
        JsonNode config = config(service.awaitLine("ready on (.*)"));
        assertThat(value(config, THRESHOLD)).isEqualTo("0.7");
        assertThat(config.path("by").asText()).isEqualTo("start");
      }
    }
  }

  @Test
  void serve_hubAway_loadsTheModelOfTheLastGoodCopyAlone() throws Exception {
    try (NatsServer nats = NatsServer.start()) {
      String at;
      try (BackgroundCli hub = hub(nats.url(), 0)) {
        at = hub.awaitLine("hub on (.*)");
        Cli.run("hub", "set", "--url", at, "auto_reload=true").succeeded();
        try (BackgroundCli service = serve(nats.url(), at)) {
          String address = service.awaitLine("ready on (.*)");
          DemoFiles.version(models, "1.1.0");
          Cli.run("hub", "set", "--url", at, "model_version=1.1.0").succeeded();
          awaitVersion(address, "2");
        }
      }
      // The configuration alone means the only version that there is, and there are two by now.
      try (BackgroundCli service = serve(nats.url(), at)) {
        String address = service.awaitLine("ready on (.*)");
        assertThat(Cli.run("model", "list", "--url", address).succeeded().out())
            .contains("default (1.1.0)", "xgboost-v1.1.0");
        assertThat(service.end().succeeded().out())
            .contains("xgboost-v1.1.0 from")
            .doesNotContain("xgboost-v1.0.0 from");
      }
    }
  }

  @Test
  void clients_whatDoesNotDo_isOneError() throws Exception {
    Cli.run("hub", "get", "--url", "http://127.0.0.1:1")
        .failed(1, "expected a hub at 'http://127.0.0.1:1'");
    Cli.run("hub", "set", "confidence_treshold=1")
        .failed(1, "found 'confidence_treshold'", "did you mean 'confidence_threshold'?");
    Cli.run("hub", "set", "nonsense").failed(1, "expected KEY=VALUE, found 'nonsense'");
    Cli.run("hub", "set").failed(2, "KEY=VALUE");
    try (BackgroundCli hub =
        BackgroundCli.start("hub", "--port", "0", "--data", folder.resolve("v").toString())) {
      String at = hub.awaitLine("hub on (.*)");
      Cli.run("hub", "get", "--url", at)
          .failed(1, "status 404", "expected a configuration of inference");
      Cli.run("hub", "set", "--url", at, "model_version=1.2", "auto_reload=true").succeeded();
      JsonNode got = new ObjectMapper().readTree(Cli.run("hub", "get", "--url", at).out());
      assertThat(got.at("/config/operational/model_config").toString())
          .isEqualTo("{\"model_version\":\"1.2\",\"auto_reload\":true}");
      Cli.run("hub", "set", "--url", at, "model_version=").succeeded();
      Cli.run("hub", "set", "--url", at, "trading.rules.cooldown=1")
          .failed(1, "found 'trading.rules.cooldown'");
      assertThat(Cli.run("hub", "history", "--url", at).succeeded().lines())
          .hasSize(2)
          .first()
          .asString()
          .contains("patch", "{\"auto_reload\":true}")
          .startsWith("2  ");
      hub.end().succeeded();
    }
  }
}
