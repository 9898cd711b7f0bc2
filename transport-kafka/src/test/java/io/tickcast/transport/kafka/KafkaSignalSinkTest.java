package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.servers.KafkaServer;
import io.tickcast.tck.ListBatch;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gets into a topic, and which topics are taken. */
@ExtendWith(OpenBroker.class)
class KafkaSignalSinkTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final String topic = "archive-" + TOPICS.incrementAndGet();
  private final KafkaServer server;
  private final TestTopics topics;

  KafkaSignalSinkTest(OpenBroker.Running broker) {
    server = broker.server;
    topics = broker.topics;
  }

  private Map<String, String> options(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap_servers", server.bootstrapServers());
    options.put("topic", topic);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  @Test
  void write_signals_haveKeyValueHeaders() {
    topics.create(topic, 3, Map.of());
    try (TestSink sink = TestSink.open(options())) {
      assertThat(sink.sink.delivery()).isEqualTo(Delivery.ARCHIVE);
      assertThat(sink.sink.kinds()).containsExactly(RecordKind.SIGNAL);
      assertThat(sink.write(Records.batch(0, 300), LONG)).isEqualTo(300);
    }
    List<ConsumerRecord<byte[], byte[]>> found = topics.records(topic);
    assertThat(found)
        .extracting(
            record -> new String(record.key(), StandardCharsets.UTF_8),
            record -> new String(record.value(), StandardCharsets.UTF_8),
            record -> TestTopics.header(record, "signal_id"),
            record -> TestTopics.header(record, "schema_version"),
            record -> record.headers().toArray().length)
        .containsExactlyInAnyOrderElementsOf(
            Records.signals(0, 300).stream()
                .map(
                    record ->
                        tuple(
                            record.symbol(),
                            new String(record.value(), StandardCharsets.UTF_8),
                            new UUID(record.idHigh(), record.idLow()).toString(),
                            "1",
                            2))
                .toList());
    assertOrderOfSymbols(found, 300);
  }

  private static void assertOrderOfSymbols(List<ConsumerRecord<byte[], byte[]>> found, int count) {
    for (int first = 0; first < 3; first++) {
      String symbol = Records.symbol(first);
      List<String> expected = new ArrayList<>();
      for (int i = first; i < count; i += 3) {
        expected.add(Records.id(i).toString());
      }
      assertThat(found)
          .filteredOn(record -> symbol.equals(new String(record.key(), StandardCharsets.UTF_8)))
          .extracting(record -> TestTopics.header(record, "signal_id"))
          .containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "lz4", "zstd", "snappy"})
  void write_compressed_isReadBack(String compression) {
    topics.create(topic, 1, Map.of());
    try (TestSink sink = TestSink.open(options("compression", compression))) {
      assertThat(sink.write(Records.batch(0, 100), LONG)).isEqualTo(100);
    }
    assertThat(topics.ids(topic)).isEqualTo(Records.ids(0, 100));
  }

  @Test
  void write_predictions_goToTheirTopic() {
    String predictions = topic + "-predictions";
    topics.create(topic, 1, Map.of());
    topics.create(predictions, 1, Map.of());
    ListBatch batch =
        ListBatch.of(
            Records.signal(1), Records.of(RecordKind.PREDICTION, 2, "{}"), Records.signal(3));
    try (TestSink sink = TestSink.open(options("predictions_topic", predictions))) {
      assertThat(sink.sink.kinds())
          .containsExactlyInAnyOrder(RecordKind.SIGNAL, RecordKind.PREDICTION);
      assertThat(sink.write(batch, LONG)).isEqualTo(3);
    }
    assertThat(topics.ids(topic))
        .containsExactly(Records.id(1).toString(), Records.id(3).toString());
    assertThat(topics.records(predictions))
        .singleElement()
        .satisfies(
            record ->
                assertThat(TestTopics.header(record, "prediction_id"))
                    .isEqualTo(Records.id(2).toString()));
  }

  @Test
  void write_largerThanTheTopicAllows_isRefusedAlone() {
    topics.create(topic, 1, Map.of("max.message.bytes", "5000"));
    List<ListBatch.Record> records = new ArrayList<>(Records.signals(0, 50));
    records.set(20, Records.signal(20, "x".repeat(6_000)));
    records.set(21, Records.signal(21, "x".repeat(7_000)));
    try (TestSink sink = TestSink.open(options())) {
      sink.writeAll(records);
      assertThat(sink.refused.values())
          .hasSize(2)
          .allSatisfy(
              reason ->
                  assertThat(reason)
                      .startsWith(
                          "topic "
                              + topic
                              + ": expected a record within the topic's max.message.bytes, found")
                      .contains("100 bytes: RecordTooLargeException: "));
    }
    List<String> expected = new ArrayList<>(Records.ids(0, 50));
    expected.subList(20, 22).clear();
    assertThat(topics.ids(topic)).isEqualTo(expected);
  }

  @Test
  void write_largerThanTheOption_isRefusedAlone() {
    topics.create(topic, 1, Map.of());
    ListBatch batch =
        ListBatch.of(Records.signal(0), Records.signal(1, "x".repeat(2_000)), Records.signal(2));
    try (TestSink sink = TestSink.open(options("max_record_bytes", "2000"))) {
      assertThat(sink.write(batch, LONG)).isEqualTo(3);
      assertThat(sink.refused).containsOnlyKeys(1);
      assertThat(sink.refused.get(1))
          .contains("expected a record within max_record_bytes 2000, found 2");
    }
    assertThat(topics.ids(topic)).hasSize(2);
  }

  @Test
  void write_moreThanTheClientHolds_isAllArchived() {
    topics.create(topic, 2, Map.of());
    int count = 420;
    String padding = "x".repeat(90_000);
    List<ListBatch.Record> records =
        IntStream.range(0, count).mapToObj(i -> Records.signal(i, padding)).toList();
    try (TestSink sink = TestSink.open(options())) {
      sink.writeAll(records);
      assertThat(sink.refused).isEmpty();
    }
    assertOrderOfSymbols(topics.records(topic), count);
  }

  @Test
  void write_noTopic_saysHowToMakeIt() {
    try (TestSink sink = TestSink.open(options())) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageStartingWith(
              "%s: topic %s: expected an existing topic, found none and create_topic false: make it",
              server.bootstrapServers(), topic)
          .hasMessageEndingWith("or set create_topic");
      assertThat(topics.names()).doesNotContain(topic);
      topics.create(topic, 1, Map.of());
      sink.writeAll(Records.signals(0, 10));
      assertThat(sink.sink.detail())
          .startsWith(server.bootstrapServers() + ": topic " + topic + ", 1 partition, ");
    }
    assertThat(topics.ids(topic)).isEqualTo(Records.ids(0, 10));
  }

  @Test
  void write_createTopic_makesItAsAsked() {
    Map<String, String> options =
        options("create_topic", "true", "partitions", "4", "replication", "1");
    options.putAll(Map.of("min_insync_replicas", "1", "retention", "forever"));
    List<TopicFinding> before = KafkaTopics.check(TestSink.config(options));
    assertThat(before).extracting(TopicFinding::severity).containsOnly(Severity.NOTE);
    assertThat(before.get(0).message()).contains("does not exist; the sink makes it");
    assertThat(topics.names()).doesNotContain(topic);
    try (TestSink sink = TestSink.open(options)) {
      assertThat(sink.write(Records.batch(0, 10), LONG)).isEqualTo(10);
      assertThat(sink.sink.detail())
          .isEqualTo(
              "%s: topic %s, 4 partitions, replication 1, min.insync.replicas 1; weaker than"
                      .formatted(server.bootstrapServers(), topic)
                  + " promised: topic %s: expected a replication of 2 or more, found 1: records are"
                      .formatted(topic)
                  + " lost with the one disk that holds them, or with its power, because brokers do"
                  + " not wait for the disk");
    }
    assertThat(KafkaTopics.check(TestSink.config(options)))
        .extracting(TopicFinding::message)
        .contains("topic " + topic + ": records are kept for ever");
  }

  @Test
  void write_createTopicWithTooManyReplicas_namesTheOption() {
    try (TestSink sink = TestSink.open(options("create_topic", "true", "replication", "3"))) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageContaining("expected to make it as create_topic says")
          .hasMessageContaining("replication 3")
          .hasMessageContaining("found InvalidReplicationFactorException: ");
    }
  }

  @Test
  void write_compactedTopic_isRefused() {
    topics.create(topic, 1, Map.of("cleanup.policy", "compact,delete"));
    try (TestSink sink = TestSink.open(options())) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageContaining("topic %s: expected cleanup.policy delete, found ", topic)
          .hasMessageContaining("compact");
    }
    assertThat(topics.records(topic)).isEmpty();
  }

  @Test
  void write_minInsyncAboveReplication_namesIt() {
    topics.create(topic, 1, Map.of("min.insync.replicas", "2"));
    try (TestSink sink = TestSink.open(options())) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageContaining("expected min.insync.replicas of at most the replication of 1")
          .hasMessageContaining("found 2")
          .hasMessageContaining("NOT_ENOUGH_REPLICAS");
    }
  }

  @Test
  void write_tlsToABrokerWithoutIt_namesTheOption() {
    Map<String, String> options = options("security_protocol", "SSL", "request_timeout", "1s");
    try (TestSink sink = TestSink.open(options)) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageEndingWith(
              "expected a Kafka broker that speaks SSL (option security_protocol), found one that"
                  + " speaks without TLS");
    }
  }

  @Test
  void write_loginToABrokerWithoutOne_namesTheOption() {
    Map<String, String> options =
        options("security_protocol", "SASL_PLAINTEXT", "sasl_mechanism", "PLAIN");
    options.putAll(Map.of("username", "me", "password", "s3cret"));
    try (TestSink sink = TestSink.open(options)) {
      InferenceException failure = sink.failure(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageContaining("expected a login as security_protocol and sasl_mechanism say")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void close_always_leavesNoThread() {
    topics.create(topic, 1, Map.of());
    TestSink sink = TestSink.open(options("client_id", "closing-" + topic));
    assertThat(sink.write(Records.batch(0, 5), LONG)).isEqualTo(5);
    sink.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("closing-" + topic) || name.startsWith("tickcast-kafka"));
  }
}
