package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SourceState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic of bars, read to its end. */
@ExtendWith(OpenBroker.class)
class KafkaTopicSourceTest {
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static final long FIRST_MILLIS = 1_760_867_700_000L;

  private final String topic = "bars-" + TOPICS.incrementAndGet();
  private final OpenBroker.Running broker;

  KafkaTopicSourceTest(OpenBroker.Running broker) {
    this.broker = broker;
  }

  private record Frame(FrameKind kind, String channel, String content, long receivedAtNanos) {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(int partition, long millis, @Nullable String key, @Nullable String header) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(new HashMap<>(broker.server.clientSettings()), bytes, bytes)) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              topic,
              partition,
              millis,
              key == null ? null : utf8(key),
              utf8("{\"timeframe\":\"5m\",\"at\":" + millis + "}"));
      if (header != null) {
        record.headers().add("channel", utf8(header));
      }
      producer.send(record);
      producer.flush();
    }
  }

  private FeatureSource source(String bootstrap) {
    return new KafkaTopicSourceProvider()
        .create(
            new ComponentConfig(
                "source 'replay'",
                Map.of("bootstrap_servers", bootstrap, "topic", topic),
                () -> FIRST_MILLIS * 1_000_000));
  }

  private static List<Frame> all(FeatureSource source) {
    List<Frame> frames = new ArrayList<>();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              source.poll(
                  (kind, channel, content, at) ->
                      frames.add(
                          new Frame(
                              kind, channel, new String(content, StandardCharsets.UTF_8), at)),
                  2,
                  Duration.ofMillis(200));
              return source.state() == SourceState.ENDED;
            });
    return frames;
  }

  @Test
  void poll_topic_givesEveryRecordWithItsChannelAndTimeAndEnds() {
    broker.topics.create(topic, 2, Map.of());
    for (int i = 0; i < 5; i++) {
      write(1, FIRST_MILLIS + i, "EURUSD", null);
    }
    write(0, FIRST_MILLIS + 9, "features.GBPUSD.1h", null);
    write(0, FIRST_MILLIS + 10, null, "orders.filled.GBPUSD");
    try (FeatureSource source = source(broker.server.bootstrapServers())) {
      source.open();
      List<Frame> frames = all(source);
      assertThat(frames)
          .extracting(Frame::channel)
          .containsExactly(
              "features.GBPUSD.1h",
              "orders.filled.GBPUSD",
              "features.EURUSD.5m",
              "features.EURUSD.5m",
              "features.EURUSD.5m",
              "features.EURUSD.5m",
              "features.EURUSD.5m");
      assertThat(frames.get(1).kind()).isEqualTo(FrameKind.FILL);
      assertThat(frames)
          .extracting(Frame::receivedAtNanos)
          .endsWith((FIRST_MILLIS + 3) * 1_000_000, (FIRST_MILLIS + 4) * 1_000_000);
      assertThat(source.detail()).isEqualTo("7 records of topic " + topic);
      write(1, FIRST_MILLIS + 20, "EURUSD", null);
      assertThat(source.poll((kind, channel, content, at) -> {}, 1, Duration.ofMillis(300)))
          .isZero();
    }
  }

  @Test
  void poll_emptyTopic_ends() {
    broker.topics.create(topic, 1, Map.of());
    try (FeatureSource source = source(broker.server.bootstrapServers())) {
      source.open();
      assertThat(all(source)).isEmpty();
    }
  }

  @Test
  void poll_recordThatNamesNoChannel_isRefusedEachTime() {
    broker.topics.create(topic, 1, Map.of());
    write(0, FIRST_MILLIS, null, null);
    try (FeatureSource source = source(broker.server.bootstrapServers())) {
      source.open();
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(InferenceException.class)
            .isThrownBy(() -> all(source))
            .withMessageContaining("found none in topic " + topic + ", partition 0, offset 0")
            .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA));
      }
    }
  }

  @Test
  void poll_topicThatIsNotThere_isConnectingAndSaysWhy() {
    try (FeatureSource source = source(broker.server.bootstrapServers())) {
      source.open();
      assertThat(source.poll((kind, channel, content, at) -> {}, 1, Duration.ZERO)).isZero();
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      assertThat(source.detail()).contains("topic " + topic);
    }
  }

  @Test
  void create_withoutTopic_isRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () ->
                new KafkaTopicSourceProvider()
                    .create(
                        new ComponentConfig(
                            "source 'x'", Map.of("bootstrap_servers", "a:1"), () -> 0)))
        .withMessageContaining("'topic'");
  }
}
