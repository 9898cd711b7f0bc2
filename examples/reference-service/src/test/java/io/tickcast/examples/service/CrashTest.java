package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.tickcast.servers.KafkaServer;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed while bars come in, again and again, and started on its journal. */
class CrashTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL = "features.EURUSD.1h";
  private static final String TOPIC = "trading_signals_archive";
  private static final int LIVES = 3;
  private static final int BARS_OF_A_LIFE = 400;

  @TempDir private Path folder;
  private Path models = Path.of("");

  @BeforeEach
  void copyModel() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    DemoFiles.model(models);
  }

  @Test
  void serve_killedAgainAndAgain_losesNoSignalAndDecidesNoBarTwice() throws Exception {
    try (NatsServer nats = NatsServer.start();
        KafkaServer kafka = KafkaServer.start()) {
      kafka.createTopic(TOPIC, 1, Map.of());
      Map<Long, String> published = new LinkedHashMap<>();
      Connection desk = Nats.connect(nats.url());
      try {
        Subscription signals = desk.subscribe("signals.*");
        desk.flush(PATIENCE);
        long first = System.currentTimeMillis();
        for (int life = 0; life < LIVES; life++) {
          live(life, nats, kafka, desk, signals, first, published);
        }
        try (Service last = new Service(LIVES, nats, kafka)) {
          last.awaitReady();
          desk.publish(CHANNEL, bar(first + LIVES * (long) BARS_OF_A_LIFE));
          await().atMost(PATIENCE).until(() -> collect(signals, published) > 0);
          last.process.destroy();
          assertThat(last.process.waitFor()).isZero();
        }
      } finally {
        desk.close();
      }
      assertThat(archived(kafka)).containsAllEntriesOf(published);
      assertThat(published.size()).isGreaterThan(LIVES * BARS_OF_A_LIFE / 4);
    }
  }

  /** Sends the bars of one life, kills the service in the middle of them, and sends the rest. */
  private void live(
      int life,
      NatsServer nats,
      KafkaServer kafka,
      Connection desk,
      Subscription signals,
      long first,
      Map<Long, String> published)
      throws Exception {
    try (Service service = new Service(life, nats, kafka)) {
      service.awaitReady();
      long begin = first + life * (long) BARS_OF_A_LIFE;
      int before = published.size();
      for (int i = 0; i < BARS_OF_A_LIFE; i++) {
        desk.publish(CHANNEL, bar(begin + i));
        collect(signals, published);
        if (published.size() - before > BARS_OF_A_LIFE / 2) {
          break;
        }
      }
      await().atMost(PATIENCE).until(() -> collect(signals, published) + published.size() > before);
      service.process.destroyForcibly().waitFor();
    }
    desk.flush(PATIENCE);
    collect(signals, published);
  }

  /** What the topic holds, to its end. */
  private static Map<Long, String> archived(KafkaServer kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    Map<Long, String> archived = new LinkedHashMap<>();
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(PATIENCE).forEach(record -> keep(archived, record.value()));
      }
    }
    return archived;
  }

  private byte[] bar(long timeMillis) throws IOException {
    return new String(DemoAssets.bar(), StandardCharsets.UTF_8)
        .replaceFirst("\"timestamp_ms\":\\d+", "\"timestamp_ms\":" + timeMillis)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static int collect(Subscription signals, Map<Long, String> into) throws Exception {
    int taken = 0;
    Message message = signals.nextMessage(Duration.ofMillis(1));
    while (message != null) {
      keep(into, new String(message.getData(), StandardCharsets.UTF_8));
      taken++;
      message = signals.nextMessage(Duration.ofMillis(1));
    }
    return taken;
  }

  /** A bar has one signal, with one content, however often it comes. */
  private static void keep(Map<Long, String> signals, String text) {
    JsonNode signal;
    try {
      signal = new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError("expected a signal, found " + text, e);
    }
    String before = signals.putIfAbsent(signal.get("timestamp_ms").longValue(), text);
    assertThat(before == null || before.equals(text))
        .as("one content of a signal, found%n%s%nand%n%s", before, text)
        .isTrue();
  }

  /** The service in a process of its own, so that it can be killed. */
  private final class Service implements AutoCloseable {
    private final Path out;
    private final Process process;

    Service(int number, NatsServer nats, KafkaServer kafka) throws IOException {
      out = folder.resolve("service-" + number + ".log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(Main.class.getName(), "serve", "--http", "0"));
      command.addAll(List.of("--models", models.toString(), "--nats", nats.url()));
      command.addAll(List.of("--kafka", kafka.bootstrapServers()));
      command.addAll(List.of("--data", folder.resolve("data").toString()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
      builder.environment().put("TICKCAST_OPERATIONAL_INFERENCE_SETTINGS_MAX_LATENCY_MS", "60000");
      process = builder.start();
    }

    void awaitReady() {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(process.isAlive()).as(Files.readString(out)).isTrue();
                return Files.readString(out).contains("ready to trade");
              });
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
