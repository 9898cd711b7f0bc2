package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {
  private static final String SOURCES =
      "sources: [{name: history, type: recording, file: eurusd_1h.rec.gz}]\n";
  private static final String SINKS =
      "sinks: [{name: audit, type: jsonl, file: audit.jsonl, kinds: SIGNAL}]\n";
  private static final String HTTP = "http: {port: 0}\n";

  @TempDir private Path folder;
  private Path models = Path.of("");

  @BeforeEach
  void copyFiles() throws IOException {
    DemoFiles.recording(folder);
    models = Files.createDirectory(folder.resolve("models"));
  }

  @Test
  void service_ofARecording_servesDecidesArchivesAndEndsClean() throws Exception {
    DemoFiles.model(models);
    Path file =
        config(
            SOURCES
                + SINKS
                + HTTP
                + "operational: {inference_settings: {confidence_threshold: 0.5, max_latency_ms: 60000}}\n");
    try (BackgroundCli serve = BackgroundCli.start("serve", "--config", file.toString())) {
      String address = serve.awaitLine("ready on (http://127\\.0\\.0\\.1:[0-9]+)");
      serve.awaitLine(".* the recording has ended: .*\"bars\":6262,.*");
      JsonNode status =
          new ObjectMapper().readTree(BackgroundCli.get(address + "/api/v1/status").body());
      assertThat(status.get("bars").intValue()).isEqualTo(6_262);
      Cli.Result shown = Cli.run("config", "show", "--url", address + "/").succeeded();
      assertThat(shown.lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "operational\\.inference_settings\\.confidence_threshold +0\\.5 +"
                              + file
                              + ":[0-9]+"))
          .anySatisfy(line -> assertThat(line).endsWith(" default  (fixed until a restart)"))
          .anySatisfy(
              line -> assertThat(line).startsWith("operational config id ").contains("start"))
          .contains("0 changes, 0 updates refused");
      Path audit = folder.resolve(".tickcast").resolve("audit.jsonl");
      List<String> records = Files.readAllLines(audit);
      assertThat(records).hasSize(6_262);
      assertThat(records.get(0)).contains("\"symbol\":\"EURUSD\"", "\"timeframe\":\"1h\"");
      Cli.Result result = serve.end().succeeded();
      assertThat(result.lines()).allMatch(line -> line.startsWith("ready") || line.contains("Z "));
    }
  }

  @Test
  void service_withFlags_takesThemBeforeTheFile() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    DemoFiles.model(elsewhere);
    Path data = folder.resolve("data here");
    Path file = config(SOURCES + SINKS + "http: {port: 70000}\ndata: not-here\n");
    String[] args = {
      "serve",
      "--config",
      file.toString(),
      "--http",
      "0",
      "--models",
      elsewhere.toString(),
      "--data",
      data.toString()
    };
    try (BackgroundCli serve = BackgroundCli.start(args)) {
      serve.awaitLine("ready on (.*)");
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(data.resolve("audit.jsonl")));
      serve.end().succeeded();
    }
  }

  @Test
  void service_ofAVersionOrACheckpoint_servesThatModel() throws Exception {
    Path model = DemoFiles.model(models);
    Files.copy(model, models.resolve("xgboost_eurusd_1h_v0.9.0.ubj"));
    for (String selection :
        List.of("model_version: 1.0.0", "checkpoint_path: models/" + DemoFiles.MODEL_NAME)) {
      Path file =
          config(SOURCES + SINKS + HTTP + "operational: {model_config: {" + selection + "}}\n");
      try (BackgroundCli serve = BackgroundCli.start("serve", "--config", file.toString())) {
        String address = serve.awaitLine("ready on (.*)");
        assertThat(BackgroundCli.get(address + "/api/v1/status").body())
            .contains("xgboost-v1.0.0")
            .doesNotContain("v0.9.0");
        serve.end().succeeded();
      }
    }
  }

  @Test
  void service_ofARecordingThatIsNotThere_isRefused() throws IOException {
    DemoFiles.model(models);
    Path file = config(SINKS + HTTP + "sources: [{name: a, type: recording, file: gone.rec}]\n");
    Cli.run("serve", "--config", file.toString()).failed(1, "expected a recording", "gone.rec");
  }

  @Test
  void service_withoutArchive_mustBeSaid() throws Exception {
    DemoFiles.model(models);
    Path file = config(SOURCES + HTTP);
    Cli.run("serve", "--config", file.toString())
        .failed(1, "expected a sink that archives", "--without-archive");
    String[] args = {"serve", "--without-archive", "--config", file.toString()};
    try (BackgroundCli serve = BackgroundCli.start(args)) {
      serve.awaitLine("ready on (.*)");
      serve.end().succeeded();
    }
  }

  @Test
  void service_withoutSource_isRefused() throws IOException {
    DemoFiles.model(models);
    Cli.run("serve", "--config", config(SINKS).toString()).failed(1, "at least one source");
  }

  @Test
  void service_withoutModel_isRefused() throws IOException {
    Cli.run("serve", "--config", config(SOURCES + SINKS).toString())
        .failed(1, "expected model files in", "found none", "--models");
    Path version =
        config(SOURCES + SINKS + "operational: {model_config: {model_version: 9.9.9}}\n");
    Cli.run("serve", "--config", version.toString())
        .failed(1, "expected a model file of xgboost version 9.9.9");
  }

  @Test
  void service_withTwoModelsOfOneSeries_isRefused() throws IOException {
    Path model = DemoFiles.model(models);
    Path other = models.resolve("xgboost_eurusd_1h_v1.0.1.ubj");
    Files.copy(model, other);
    Files.writeString(
        models.resolve(other.getFileName() + ".manifest.json"),
        Files.readString(Path.of(model + ".manifest.json")).replace("\"1.0.0\"", "\"1.0.1\""));
    Cli.run("serve", "--config", config(SOURCES + SINKS).toString())
        .failed(1, "expected one model for EURUSD 1h, found", "v1.0.0.ubj", "v1.0.1.ubj");
  }

  @Test
  void service_ofACheckpointWithAnotherVersion_isRefused() throws IOException {
    DemoFiles.model(models);
    Path file =
        config(
            SOURCES
                + SINKS
                + "operational: {model_config: {model_version: 2.0.0, checkpoint_path: models/"
                + DemoFiles.MODEL_NAME
                + "}}\n");
    Cli.run("serve", "--config", file.toString())
        .failed(1, "expected version 2.0.0", "found 1.0.0");
  }

  @Test
  void service_withARecordingBesidesAnother_isRefused() throws IOException {
    DemoFiles.model(models);
    Path file =
        config(
            SINKS
                + "sources:\n  - {name: a, type: recording, file: eurusd_1h.rec.gz}\n"
                + "  - {name: b, type: recording, file: eurusd_1h.rec.gz}\n");
    Cli.run("serve", "--config", file.toString())
        .failed(1, "expected a recording as the only source", "found 2 sources");
  }

  @Test
  void service_onAPortInUse_isRefused() throws IOException {
    DemoFiles.model(models);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = config(SOURCES + SINKS + "http: {port: " + taken.getLocalPort() + "}\n");
      Cli.run("serve", "--config", file.toString()).failed(1, "in use");
    }
  }

  @Test
  void service_ofABrokenConfiguration_isRefusedWithAllFaults() throws IOException {
    Path file = config(SOURCES + "engine: {lanes: 0}\nhttp: {port: x}\n");
    Cli.run("serve", "--config", file.toString())
        .failed(1, "expected no faults, found 2: line 2: ", "; line 3: ");
    Cli.run("serve", "--config", "gone.yaml").failed(1, "gone.yaml");
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("tickcast.yaml"), text);
  }
}
