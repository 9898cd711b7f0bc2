package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.servers.KafkaServer;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service between servers that are there, away, wrong, or that send anything. */
class LiveServiceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL = "features.EURUSD.1h";
  private static final int GARBAGE_BETWEEN_BARS = 500;
  private static final int BARS = 40;

  @TempDir private Path folder;
  private Path models = Path.of("");
  private String bar = "";

  @BeforeEach
  void copyModel() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    DemoFiles.model(models);
    bar = new String(DemoAssets.bar(), StandardCharsets.UTF_8);
  }

  private BackgroundCli serve(String nats, String... more) {
    List<String> args =
        new ArrayList<>(List.of("serve", "--http", "0", "--models", models.toString()));
    args.addAll(List.of("--data", folder.resolve("data").toString(), "--nats", nats));
    args.addAll(List.of(more));
    // What is measured here is what comes out, on a machine that may be busy.
    Map<String, String> environment =
        Map.of("TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_MAX_LATENCY_MS", "60000");
    return BackgroundCli.start(environment, args.toArray(new String[0]));
  }

  private byte[] bar(long timeMillis) {
    return bar.replaceFirst("\"timestamp_ms\":\\d+", "\"timestamp_ms\":" + timeMillis)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void serve_natsAwayAtStart_isLiveNotReadyAndTakesUpWhenItComes() throws Exception {
    try (NatsServer server = NatsServer.start()) {
      server.stop();
      try (BackgroundCli service = serve(server.url(), "--without-archive")) {
        String address = service.awaitLine("ready on (.*)");
        service.awaitLine(".*not ready to trade: .*source 'nats' is connecting.*");
        assertThat(BackgroundCli.get(address + "/livez").statusCode()).isEqualTo(200);
        assertThat(BackgroundCli.get(address + "/readyz").statusCode()).isEqualTo(503);
        assertThat(BackgroundCli.get(address + "/readyz").body()).contains(server.url());
        server.restart();
        service.awaitLine(".* ready to trade");
        assertThat(BackgroundCli.get(address + "/readyz").statusCode()).isEqualTo(200);
        try (NatsDesk desk = NatsDesk.at(server)) {
          long now = System.currentTimeMillis();
          desk.publish(CHANNEL, bar(now));
          assertThat(desk.next().get("timestamp_ms").longValue()).isEqualTo(now);
        }
        service.end().succeeded();
      }
    }
  }

  @Test
  void serve_garbageAtFullSpeed_goodBarsStillPass() throws Exception {
    try (NatsServer server = NatsServer.start();
        BackgroundCli service = serve(server.url(), "--without-archive");
        NatsDesk desk = NatsDesk.at(server)) {
      String address = service.awaitLine("ready on (.*)");
      service.awaitLine(".* ready to trade");
      Random random = new Random(7);
      long now = System.currentTimeMillis();
      for (int i = 0; i < BARS; i++) {
        for (int j = 0; j < GARBAGE_BETWEEN_BARS; j++) {
          byte[] garbage = new byte[random.nextInt(3_000)];
          random.nextBytes(garbage);
          desk.publish(j % 2 == 0 ? CHANNEL : "features.x" + j + "..", garbage);
        }
        // The next bar only when the one before is out: how many may wait is for other tests.
        desk.publish(CHANNEL, bar(now + i));
        assertThat(desk.next().get("timestamp_ms").longValue()).isEqualTo(now + i);
      }
      JsonNode status =
          new ObjectMapper().readTree(BackgroundCli.get(address + "/api/v1/status").body());
      assertThat(status.get("bars").intValue()).isEqualTo(BARS);
      long refused = 0;
      for (JsonNode count : status.get("refused")) {
        refused += count.longValue();
      }
      assertThat(refused).isPositive().isLessThanOrEqualTo((long) BARS * GARBAGE_BETWEEN_BARS);
      service.end().succeeded();
    }
  }

  @Test
  void replay_journalOfAService_isIdenticalAndTellsAnotherConfiguration() throws Exception {
    Path journal = folder.resolve("data").resolve("journal");
    Map<String, String> recorded =
        Map.of(
            "TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_MAX_LATENCY_MS",
            "60000",
            "TICKCAST_JOURNAL_RECORD_INPUTS",
            "true");
    String[] replay = {
      "replay", "--from", journal.toString(), "--models", models.toString(), "--lanes", "3"
    };
    try (NatsServer server = NatsServer.start();
        NatsDesk desk = NatsDesk.at(server);
        BackgroundCli service =
            BackgroundCli.start(
                recorded,
                "serve",
                "--http",
                "0",
                "--without-archive",
                "--models",
                models.toString(),
                "--data",
                folder.resolve("data").toString(),
                "--nats",
                server.url())) {
      service.awaitLine(".* ready to trade");
      long now = System.currentTimeMillis();
      for (int i = 0; i < BARS; i++) {
        desk.publish(CHANNEL, bar(now + i));
        desk.next();
      }
      Cli.run(recorded, replay).failed(1, "in use");
      service.end().succeeded();
    }
    assertThat(Cli.run(recorded, replay).succeeded().out())
        .contains(BARS + " bars, " + BARS + " decisions, 0 of them different");
    // The settings are those of the journal, whatever this process is told, unless it is asked.
    assertThat(Cli.run(replay).succeeded().out()).contains("0 of them different");
    List<String> asked = new ArrayList<>(List.of(replay));
    asked.add("--what-if");
    Cli.Result other = Cli.run(asked.toArray(new String[0]));
    assertThat(other.out()).contains("features.EURUSD.1h 20", "recorded ", "replayed ");
    other.failed(1, "expected the same " + BARS + " decisions, found " + BARS + " others");
  }

  @Test
  void serve_loginThatIsWrong_isOneLineThatNamesIt() throws Exception {
    try (NatsServer server = NatsServer.start(new NatsOptions().login("desk", "right"));
        BackgroundCli service =
            serve(server.url().replace("//", "//desk:wrong@"), "--without-archive")) {
      service.awaitLine("ready on (.*)");
      service.awaitLine(".* source 'nats': .*expected .*(?i:user|login|authorization).*");
      Cli.Result result = service.end().succeeded();
      assertThat(result.out()).doesNotContain("wrong@").doesNotContain("right");
    }
  }

  @Test
  void serve_archivesAwayUntilTheNextStart_tellsWhyAndLosesNothing() throws Exception {
    try (NatsServer server = NatsServer.start();
        KafkaServer kafka = KafkaServer.start()) {
      kafka.stop();
      String nowhere = "http://127.0.0.1:" + kafka.port();
      String[] archives = {"--kafka", kafka.bootstrapServers(), "--clickhouse", nowhere};
      String published;
      try (BackgroundCli service = serve(server.url(), archives);
          NatsDesk desk = NatsDesk.at(server)) {
        String address = service.awaitLine("ready on (.*)");
        service.awaitLine(".* ready to trade");
        desk.publish(CHANNEL, bar(System.currentTimeMillis()));
        published = desk.next().toString();
        service.awaitLine(".*sink 'kafka': .*" + kafka.bootstrapServers() + ".*");
        service.awaitLine(".*sink 'clickhouse': .*" + nowhere + ".*");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(BackgroundCli.get(address + "/api/v1/status").body())
                        .containsPattern("\"lag_records\":[1-9]"));
        assertThat(service.end().succeeded().out()).contains("records_wait: sink 'kafka'");
      }
      kafka.restart();
      kafka.createTopic("trading_signals_archive", 1, Map.of());
      try (BackgroundCli service = serve(server.url(), archives)) {
        service.awaitLine(".* ready to trade");
        List<String> archived = kafka.consume("trading_signals_archive", 1);
        assertThat(archived).hasSize(1);
        assertThat(new ObjectMapper().readTree(archived.get(0)).toString()).isEqualTo(published);
        service.end().succeeded();
      }
    }
  }

  @Test
  void serve_nothingAnswersLikeNats_isOneLineThatSaysWhatDoes() throws Exception {
    try (KafkaServer kafka = KafkaServer.start();
        BackgroundCli service = serve("nats://" + kafka.bootstrapServers(), "--without-archive")) {
      service.awaitLine("ready on (.*)");
      service.awaitLine(".* source 'nats': .*expected .*NATS.*");
      service.end().succeeded();
    }
  }
}
