package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whether the topic could take a record now. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CheckTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static KafkaServer server;
  private static TestTopics topics;

  private final String topic = "check-" + TOPICS.incrementAndGet();

  @BeforeAll
  static void start() {
    server = KafkaServer.start(new KafkaOptions().setting("auto.create.topics.enable", "false"));
    topics = new TestTopics(server);
  }

  @AfterEach
  void restore() {
    server.thaw();
  }

  @AfterAll
  static void stop() {
    topics.close();
    server.close();
  }

  private TestSink open() {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap_servers", server.bootstrapServers());
    options.put("topic", topic);
    options.put("close_timeout", "1s");
    return TestSink.open(options);
  }

  private TestSink openAndWritten(Map<String, String> configuration) {
    topics.create(topic, 2, configuration);
    TestSink sink = open();
    assertThat(sink.write(Records.batch(0, 4), LONG)).isEqualTo(4);
    return sink;
  }

  private static InferenceException failure(TestSink sink, Duration timeout) {
    InferenceException failure =
        catchThrowableOfType(InferenceException.class, () -> sink.sink.check(timeout));
    assertThat(failure).as("a failure of the check").isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  @Test
  void check_topicTakesRecords_returnsAndWritesNothing() {
    topics.create(topic, 2, Map.of());
    try (TestSink sink = open()) {
      // Before the first write, when the first look may still go on.
      assertThatCode(() -> sink.sink.check(LONG)).doesNotThrowAnyException();
      assertThat(sink.write(Records.batch(0, 4), LONG)).isEqualTo(4);
      assertThatCode(() -> sink.sink.check(LONG)).doesNotThrowAnyException();
    }
    assertThat(topics.ids(topic)).hasSize(4);
  }

  @Test
  void check_noTopic_saysHowToMakeIt() {
    try (TestSink sink = open()) {
      InferenceException failure = failure(sink, LONG);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageContaining("topic %s: expected an existing topic, found none", topic);
    }
  }

  @Test
  void check_topicDeletedMeanwhile_isFoundOut() {
    try (TestSink sink = openAndWritten(Map.of())) {
      sink.sink.check(LONG);
      topics.delete(topic);
      InferenceException failure = failure(sink, LONG);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure).hasMessageContaining("topic %s: expected an existing topic", topic);
    }
  }

  @Test
  void check_minInsyncRaisedMeanwhile_isFoundOut() {
    try (TestSink sink = openAndWritten(Map.of("min.insync.replicas", "1"))) {
      sink.sink.check(LONG);
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      AlterConfigOp raise =
          new AlterConfigOp(new ConfigEntry("min.insync.replicas", "2"), AlterConfigOp.OpType.SET);
      TestTopics.await(
          () -> topics.admin.incrementalAlterConfigs(Map.of(resource, List.of(raise))).all().get());
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(failure(sink, LONG))
                      .hasMessageContaining("expected min.insync.replicas of at most")
                      .hasMessageContaining("NOT_ENOUGH_REPLICAS"));
    }
  }

  @Test
  void check_brokerFrozen_endsWithTheReasonAndPassesAfterwards() {
    try (TestSink sink = openAndWritten(Map.of())) {
      sink.sink.check(LONG);
      server.freeze();
      for (int i = 0; i < 3; i++) {
        InferenceException failure = failure(sink, SHORT);
        assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
        assertThat(failure)
            .hasMessageContaining(server.bootstrapServers())
            .hasMessageContaining("expected answers of the brokers");
      }
      server.thaw();
      awaitPasses(sink);
    }
  }

  @Test
  void check_brokerKilled_failsUntilItIsBack() {
    try (TestSink sink = openAndWritten(Map.of())) {
      sink.sink.check(LONG);
      server.kill();
      assertThat(failure(sink, SHORT).code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      server.restart();
      awaitPasses(sink);
    }
  }

  private static void awaitPasses(TestSink sink) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> assertThatCode(() -> sink.sink.check(SHORT)).doesNotThrowAnyException());
  }

  @Test
  void close_afterACheck_leavesNoThread() {
    TestSink sink = openAndWritten(Map.of());
    sink.sink.check(LONG);
    sink.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.contains("tickcast-watch") || name.startsWith("tickcast-kafka"));
    assertThat(failure(sink, LONG).code()).isEqualTo(ErrorCode.ILLEGAL_STATE);
  }

  @Test
  void open_topicWeakerThanPromised_isSaidOnceAtTheStart() {
    Logger logger = (Logger) LoggerFactory.getLogger(CheckTest.class.getPackageName());
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    Map<String, String> weak =
        Map.of("unclean.leader.election.enable", "true", "retention.ms", "3600000");
    try (TestSink sink = openAndWritten(weak)) {
      sink.sink.check(LONG);
      sink.sink.check(LONG);
      assertThat(sink.write(Records.batch(4, 4), LONG)).isEqualTo(4);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
        .filteredOn(line -> line.contains("weaker than promised"))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains("WARN").contains("replication of 2 or more, found 1"),
            line -> assertThat(line).contains("unclean.leader.election.enable false, found true"),
            line -> assertThat(line).contains("a retention of 7d or more, found 1h"));
  }
}
