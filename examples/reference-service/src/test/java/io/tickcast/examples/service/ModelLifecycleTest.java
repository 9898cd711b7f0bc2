package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's way into a running service, and out of it, by the commands of an operator. */
class ModelLifecycleTest {
  private static final String TOKEN = "a-token-of-sixteen-or-more";
  private static final Map<String, String> OPERATOR = Map.of("TICKCAST_ADMIN_TOKEN", TOKEN);

  @TempDir private Path folder;
  private Path models = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    data = folder.resolve("data");
  }

  private void version(String version) throws IOException {
    DemoFiles.version(models, version);
  }

  private BackgroundCli serve(NatsServer nats, String choice, boolean autoReload)
      throws IOException {
    Path file = folder.resolve("service.yaml");
    Path token = Files.writeString(folder.resolve("token"), TOKEN);
    Files.writeString(
        file,
        "operational: {model_config: {auto_reload: "
            + autoReload
            + "}}\n"
            + "models: {reload_interval: 100ms}\n"
            + "bindings: [{name: euro, symbols: [EURUSD], timeframes: [1h], version: \""
            + choice
            + "\"}]\n"
            + "http: {admin_token_file: "
            + token
            + "}\n");
    return BackgroundCli.start(
        "serve",
        "--without-archive",
        "--config",
        file.toString(),
        "--http",
        "0",
        "--models",
        models.toString(),
        "--data",
        data.toString(),
        "--nats",
        nats.url());
  }

  private static Cli.Result model(String address, String... args) {
    return Cli.run(OPERATOR, concat(args, "--url", address));
  }

  private static String[] concat(String[] args, String... more) {
    String[] all = new String[1 + args.length + more.length];
    all[0] = "model";
    System.arraycopy(args, 0, all, 1, args.length);
    System.arraycopy(more, 0, all, 1 + args.length, more.length);
    return all;
  }

  private static String serving(String address) throws Exception {
    JsonNode status =
        new ObjectMapper().readTree(BackgroundCli.get(address + "/api/v1/status").body());
    return status.path("models").path(0).path("model_version").asText();
  }

  @Test
  void promoteAndRollBack_byCommands_changeWhatServesAndAreRemembered() throws Exception {
    version("1.0.0");
    version("1.1.0");
    try (NatsServer nats = NatsServer.start();
        BackgroundCli service = serve(nats, "1.0.0", false)) {
      String address = service.awaitLine("ready on (.*)");
      assertThat(serving(address)).endsWith("-v1.0.0");
      assertThat(model(address, "list").succeeded().out()).contains("euro (1.0.0)", "golden rows");
      assertThat(model(address, "list", "--checkpoints").succeeded().out()).contains("1.1.0");
      assertThat(model(address, "verify", "1.1.0", "euro").succeeded().out())
          .matches("(?s)1\\.1\\.0, sha256 [0-9a-f]{64}: [0-9]+ golden rows within tolerance.*");
      assertThat(model(address, "verify", "latest", "EURUSD/1h", "--json").succeeded().out())
          .contains("\"worst_difference\":");
      model(address, "verify", "9.9.9", "euro").failed(1, "only 1.0.0, 1.1.0");
      model(address, "verify", "1.1.0", "euro", "--manifest", "m.json").failed(2, "no --manifest");
      model(address, "load", "1.1.0", "euro").succeeded();
      Cli.Result promoted =
          model(address, "promote", "1.1.0", "euro", "--who", "ann", "--reason", "better");
      assertThat(promoted.succeeded().out()).contains("promoted EURUSD 1h", "by ann (better)");
      assertThat(serving(address)).endsWith("-v1.1.0");
      assertThat(model(address, "promote", "1.1.0", "euro").succeeded().out())
          .startsWith("nothing to change since ")
          .contains("by ann (better)");
      model(address, "promote", "9.9.9", "euro").failed(1, "9.9.9", "only 1.0.0, 1.1.0");
      assertThat(model(address, "list").out()).contains("refused EURUSD 1h");
      assertThat(model(address, "challenge", "1.0.0", "euro").succeeded().out())
          .contains("challenger EURUSD 1h: nothing -> xgboost-v1.0.0");
      assertThat(model(address, "list").out()).contains("    challenger: xgboost-v1.0.0");
      model(address, "challenge", "none", "euro").succeeded();
      assertThat(model(address, "list").out()).doesNotContain("    challenger: ");
      model(address, "rollback", "euro", "--who", "ann").succeeded();
      assertThat(serving(address)).endsWith("-v1.0.0");
      assertThat(model(address, "history").succeeded().lines()).hasSize(6);
      assertThat(service.end().succeeded().out())
          .doesNotContain("by program", "path_failed", "not connected yet");
    }
    Cli.Result offline = Cli.run(Map.of(), "model", "history", "--data", data.toString(), "--json");
    assertThat(offline.succeeded().out())
        .contains("\"rolled_back\"", "\"refused\"", "\"who\":\"ann\"");
  }

  @Test
  void change_withoutTheToken_isRefused() throws Exception {
    version("1.0.0");
    try (NatsServer nats = NatsServer.start();
        BackgroundCli service = serve(nats, "1.0.0", false)) {
      String address = service.awaitLine("ready on (.*)");
      String body = "{\"target\":\"euro\",\"version\":\"1.0.0\",\"who\":\"eve\"}";
      assertThat(BackgroundCli.post(address + "/api/v1/models/promote", body).statusCode())
          .isEqualTo(401);
      Map<String, String> other = Map.of("TICKCAST_ADMIN_TOKEN", "another-token-of-sixteen");
      Cli.run(other, "model", "rollback", "euro", "--url", address)
          .failed(1, "expected the admin token, found another one");
      Cli.run(Map.of(), "model", "rollback", "euro", "--url", address)
          .failed(1, "expected the admin token in --token-file or in the variable");
      Cli.run("model", "history", "--url", address, "--limit", "0").failed(2, "expected 1 to 1000");
      Cli.run("model", "history", "--data", models.toString())
          .failed(1, "expected the data folder");
      Cli.run("model", "list", "--url", "http://127.0.0.1:1").failed(1, "found ConnectException");
      service.end().succeeded();
    }
  }

  @Test
  void serve_emptyStoreWithAutoReload_isLiveNotReadyAndTakesUpWhatComes() throws Exception {
    try (NatsServer nats = NatsServer.start();
        BackgroundCli service = serve(nats, "latest", true)) {
      service.awaitLine(".*binding_failed: binding 'euro': .*expected a checkpoint.*");
      version("1.0.0");
      String address = service.awaitLine("ready on (.*)");
      assertThat(serving(address)).endsWith("-v1.0.0");
      version("1.1.0");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(serving(address)).endsWith("-v1.1.0"));
      assertThat(model(address, "history").succeeded().out()).contains("by auto_reload");
      service.end().succeeded();
    }
  }

  @Test
  void verify_fileWithAWrongGoldenRow_isRefusedOffline() throws Exception {
    version("1.0.0");
    Path model = models.resolve("xgboost_eurusd_1h_v1.0.0.ubj");
    Cli.run(Map.of(), "model", "verify", model.toString()).succeeded();
    Cli.run(Map.of(), "model", "verify", model.toString(), "euro").failed(2, "no TARGET");
    Path manifest = Path.of(model + ".manifest.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode tree = json.readTree(Files.readString(manifest));
    ((ArrayNode) tree.at("/golden/expected/0")).set(0, 0.123);
    Files.writeString(manifest, tree.toString());
    Cli.run(Map.of(), "model", "verify", model.toString()).failed(1, "golden row 0");
  }
}
