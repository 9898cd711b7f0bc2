package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds without any server. */
class DoctorCommandTest {
  private static final String RECORDED =
      """
      sources: [{name: history, type: recording, file: eurusd_1h.rec.gz}]
      sinks: [{name: audit, type: jsonl, file: audit.jsonl, kinds: SIGNAL}]
      """;
  private static final String AWAY =
      """
      sources: [{name: feed, type: nats, url: "nats://127.0.0.1:1", user: me, password: s3cret}]
      sinks:
        - {name: out, type: nats, url: "nats://127.0.0.1:1"}
        - {name: audit, type: kafka, bootstrap_servers: "127.0.0.1:1"}
        - {name: archive, type: clickhouse, url: "http://127.0.0.1:1", password: s3cret}
      """;

  @TempDir private Path folder;
  private Path models = Path.of("");

  @BeforeEach
  void copyModel() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    DemoFiles.model(models);
  }

  private Cli.Result doctor(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("tickcast.yaml"), text);
    String[] args = new String[3 + more.length];
    System.arraycopy(new String[] {"doctor", "--config", file.toString()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.run(args);
  }

  @Test
  void doctor_ofARecording_findsAllWell() throws IOException {
    DemoFiles.recording(folder);
    Cli.Result result = doctor(RECORDED + "http: {port: 0}\n").succeeded();
    assertThat(result.lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ok    configuration: ").contains("no faults in"),
            line ->
                assertThat(line)
                    .startsWith("ok    model: ")
                    .contains("xgboost-v1.0.0 for EURUSD 1h, ", " golden rows within tolerance"),
            line -> assertThat(line).startsWith("ok    disk: ").contains("can be made", " free"),
            line -> assertThat(line).startsWith("ok    java: Java " + Runtime.version()),
            line -> assertThat(line).isEqualTo("ok    http port: any free one is taken"),
            line -> assertThat(line).isEqualTo("ok    clock: a recording brings its own time"));
    assertThat(folder.resolve(".tickcast")).doesNotExist();
  }

  @Test
  void doctor_withBindings_saysOfEachWhatItMeans() throws IOException {
    DemoFiles.recording(folder);
    String bindings =
        """
        bindings:
          - {name: euro, symbols: [EURUSD], timeframes: [1h], version: latest}
          - {name: pound, symbols: [GBPUSD], timeframes: [1h], version: 1.0.0}
        http: {port: 0}
        """;
    Cli.Result result = doctor(RECORDED + bindings);
    result.failed(1, "found 1 of 7: model");
    assertThat(result.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("ok    model: binding 'euro' (latest): ")
                    .contains("xgboost-v1.0.0 for EURUSD 1h, ", " golden rows within tolerance"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("fail  model: binding 'pound': expected a checkpoint of a model")
                    .contains("1.0.0 for GBPUSD 1h", "; to do: publish such a version"));
    assertThat(folder.resolve(".tickcast")).doesNotExist();
  }

  @Test
  void doctor_latestInModelConfig_isThatOfTheTypeAlone() throws IOException {
    DemoFiles.recording(folder);
    DemoFiles.version(models, "1.1.0");
    String latest =
        RECORDED
            + "http: {port: 0}\n"
            + "operational: {model_config: {model_type: xgboost, model_version: latest}}\n";
    assertThat(doctor(latest).succeeded().out())
        .contains("ok    model: binding 'default' (latest): ", "xgboost-v1.1.0 for EURUSD 1h");
  }

  @Test
  void doctor_allServersAway_saysSoOfEachAndChecksTheRest() throws IOException {
    Cli.Result result = doctor(AWAY + "http: {port: 0}\n");
    result.failed(
        1,
        "expected no check to fail, found 4 of 10: source 'feed' connection, sink 'out'"
            + " connection, sink 'audit' topics, sink 'archive' connection");
    assertThat(result.lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "fail  source 'feed' connection: nats://127.0.0.1:1: expected a server that"
                            + " listens, found: Connection refused")
                    .contains("; to do: start the server, or correct url"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "fail  sink 'audit' topics: 127.0.0.1:1: expected a Kafka broker, found"
                            + " nothing that listens; to do: start the brokers"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "fail  sink 'archive' connection: url: expected a ClickHouse server at"
                            + " http://127.0.0.1:1, found no connection"))
        .anySatisfy(line -> assertThat(line).startsWith("ok    model: "))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("warn  clock: expected a ClickHouse or Kafka server that tells"))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void doctor_withJson_printsOneObject() throws IOException {
    Cli.Result result = doctor(AWAY + "http: {port: 0}\n", "--json");
    result.failed(1, "found 4 of 10");
    assertThat(result.lines()).hasSize(1);
    JsonNode object = new ObjectMapper().readTree(result.out());
    assertThat(object.get("fail").intValue()).isEqualTo(4);
    assertThat(object.get("warn").intValue()).isEqualTo(1);
    assertThat(object.get("ok").intValue()).isEqualTo(5);
    assertThat(object.get("checks")).hasSize(10);
    JsonNode first = object.get("checks").get(0);
    assertThat(first.get("check").textValue()).isEqualTo("configuration");
    assertThat(first.get("status").textValue()).isEqualTo("ok");
    assertThat(object.get("checks").get(1).get("advice").textValue()).startsWith("start the");
  }

  @Test
  void doctor_brokenConfiguration_namesEachFaultAndChecksWhatItCan() throws IOException {
    Cli.Result result =
        doctor(
            """
            engine: {lanes: 0}
            http: {port: x}
            sources: [{name: feed, type: nats, url: "opentls://me:s3cret@a"}]
            sinks: [{name: audit, type: kafka, bootstrap_servers: "127.0.0.1:1"}]
            data: fresh
            """);
    result.failed(1, "configuration, sink 'audit' topics");
    assertThat(result.lines())
        .anySatisfy(
            line ->
                assertThat(line).startsWith("fail  configuration: ").contains(".yaml:1: engine."))
        .anySatisfy(
            line -> assertThat(line).startsWith("fail  configuration: ").contains(".yaml:2: http."))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("fail  configuration: ")
                    .contains(".yaml:3: source 'feed': url: expected "))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "warn  source 'feed' connection: not tried, because its settings have"
                            + " faults; to do: correct these first"))
        .anySatisfy(line -> assertThat(line).startsWith("fail  sink 'audit' topics: "))
        .anySatisfy(line -> assertThat(line).startsWith("ok    model: "))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void doctor_withoutAnything_saysWhatIsMissing() {
    Cli.Result result = Cli.run("doctor", "--data", folder.toString(), "--http", "0");
    result.failed(1, "found 3 of ", ": configuration, model");
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).contains("expected at least one source, found none"))
        .anySatisfy(line -> assertThat(line).contains("expected a sink that archives every signal"))
        .anySatisfy(
            line -> assertThat(line).startsWith("fail  model: expected a folder of checkpoints"));
    assertThat(
            Cli.run("doctor", "--config", folder.resolve("gone.yaml").toString(), "--http", "0")
                .failed(1, "configuration")
                .out())
        .contains("fail  configuration: ", "found nothing at");
  }

  @Test
  void doctor_severalModels_looksAtEach() throws IOException {
    DemoFiles.recording(folder);
    Path model = models.resolve(DemoFiles.MODEL_NAME);
    Files.copy(model, models.resolve("xgboost_gbpusd_1h_v1.0.0.ubj"));
    Files.copy(model, models.resolve("model.ubj"));
    Files.writeString(models.resolve("model.ubj.manifest.json"), "{\"name\": \"mine\"}");
    Files.write(models.resolve("xgboost_usdjpy_1h_v1.0.0.ubj"), new byte[] {'{', 'L', 0});
    Cli.Result result = doctor(RECORDED + "http: {port: 0}\n");
    result.failed(1, ": model");
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).startsWith("ok    model: ").contains("for EURUSD 1h"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("warn  model: 'model.ubj' is left out: expected a manifest"))
        .anySatisfy(line -> assertThat(line).startsWith("fail  model: ").contains("usdjpy_1h"));
  }

  @Test
  void doctor_portInUse_tellsATickcastFromOthers() throws Exception {
    DemoFiles.recording(folder);
    int free = freePort();
    assertThat(doctor(RECORDED + "http: {port: " + free + "}\n").succeeded().out())
        .contains("ok    http port: " + free + " on 127.0.0.1 is free");
    Path file = Files.writeString(folder.resolve("other.yaml"), RECORDED + "http: {port: 0}\n");
    try (BackgroundCli serve = BackgroundCli.start("serve", "--config", file.toString())) {
      String port = serve.awaitLine("ready on http://127\\.0\\.0\\.1:([0-9]+)");
      assertThat(doctor(RECORDED, "--http", port).succeeded().out())
          .contains("warn  http port: " + port + " is in use by a tickcast that runs (state ")
          .contains("; to do: end that one");
      serve.end().succeeded();
    }
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      doctor(RECORDED, "--http", Integer.toString(other.getLocalPort())).failed(1, "http port");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void doctor_ofStores_asksEachOfThem() throws IOException {
    DemoFiles.recording(folder);
    Cli.Result result =
        doctor(
                RECORDED
                    + "http: {port: 0}\n"
                    + "stores:\n"
                    + "  - {name: own, type: files, folder: models}\n"
                    + "  - {name: table, type: clickhouse, url: 'http://127.0.0.1:1', user: me}\n")
            .failed(1, "expected no check to fail, found 1 of ", ": store 'table' checkpoints");
    assertThat(result.lines())
        .contains("ok    store 'own' checkpoints: 1 with a version, 0 without")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "fail  store 'table' checkpoints: url: expected a ClickHouse server")
                    .contains("a start takes what its cache holds"));
  }
}
