package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.InferenceException;
import io.tickcast.transport.kafka.KafkaTopics.Clock;
import io.tickcast.transport.kafka.KafkaTopics.RoundTrip;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A record there and back, where nobody reads the audit trail. */
@ExtendWith(OpenBroker.class)
class TopicRoundTripTest {
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static final EpochNanoClock WALL =
      () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

  /** What the truncation of two clocks to milliseconds can add. */
  private static final Duration TRUNCATED = Duration.ofMillis(2);

  private final String trial = "trial-" + TOPICS.incrementAndGet();
  private final OpenBroker.Running broker;

  TopicRoundTripTest(OpenBroker.Running broker) {
    this.broker = broker;
  }

  private RoundTrip roundTrip(EpochNanoClock clock) {
    Map<String, String> options =
        Map.of("bootstrap_servers", broker.server.bootstrapServers(), "topic", trial + "-audit");
    return KafkaTopics.roundTrip(new ComponentConfig("sink 'archive'", options, clock), trial);
  }

  private static String only(List<TopicFinding> findings, Severity severity) {
    assertThat(findings).singleElement();
    assertThat(findings.get(0).severity()).isEqualTo(severity);
    return findings.get(0).message();
  }

  @Test
  void roundTrip_noTopic_makesOneWithAShortRetention() {
    assertThat(only(roundTrip(WALL).findings(), Severity.NOTE))
        .startsWith("topic " + trial + ": a record was acknowledged by all replicas in sync in ")
        .contains(", and read back after ");
    assertThat(broker.topics.names()).contains(trial).doesNotContain(trial + "-audit");
    assertThat(KafkaTopics.check(TestSink.config(broker.options(trial))))
        .extracting(TopicFinding::message)
        .contains("topic " + trial + ": records are kept for 1h");
    assertThat(broker.topics.values(trial))
        .allMatch(value -> new String(value, StandardCharsets.US_ASCII).equals("tickcast doctor"));
  }

  @Test
  void roundTrip_topicOfOurs_tellsTheBrokersClock() {
    Clock same = roundTrip(WALL).clock().orElseThrow();
    assertThat(same.ahead().abs()).isLessThanOrEqualTo(same.accuracy().plus(TRUNCATED));
    EpochNanoClock late = () -> WALL.epochNanos() - TimeUnit.MINUTES.toNanos(1);
    Clock ahead = roundTrip(late).clock().orElseThrow();
    assertThat(ahead.ahead().minusMinutes(1).abs())
        .isLessThanOrEqualTo(ahead.accuracy().plus(TRUNCATED));
  }

  @Test
  void roundTrip_topicOfOthers_isReadAtTheRightPlace() {
    broker.topics.create(trial, 3, Map.of());
    for (int i = 0; i < 3; i++) {
      RoundTrip trip = roundTrip(WALL);
      assertThat(only(trip.findings(), Severity.NOTE)).contains("read back after");
      assertThat(trip.clock()).isEmpty();
    }
    assertThat(broker.topics.records(trial))
        .hasSize(6)
        .extracting(ConsumerRecord::key)
        .containsOnlyNulls();
  }

  @Test
  void roundTrip_nothingListens_isAnOutage() {
    String address = "127.0.0.1:" + WrongServer.freePort();
    RoundTrip trip =
        KafkaTopics.roundTrip(
            TestSink.config(Map.of("bootstrap_servers", address)), KafkaTopics.TRIAL_TOPIC);
    assertThat(only(trip.findings(), Severity.OUTAGE))
        .isEqualTo(address + ": expected a Kafka broker, found nothing that listens");
    assertThat(trip.findings().get(0).advice()).startsWith("start the brokers");
    assertThat(trip.clock()).isEmpty();
  }

  @Test
  void roundTrip_topicOfTheSink_isRefused() {
    Map<String, String> options =
        Map.of("bootstrap_servers", "127.0.0.1:1", "topic", "audit", "predictions_topic", "more");
    for (String topic : List.of("audit", "more", "no topic")) {
      assertThatThrownBy(() -> KafkaTopics.roundTrip(TestSink.config(options), topic))
          .isInstanceOf(InferenceException.class)
          .hasMessageEndingWith("that is none of [audit, more], found '" + topic + "'");
    }
  }

  @Test
  void check_noTopic_saysWhatMakesItAndThatTheClusterAnswered() {
    Map<String, String> options =
        Map.of("bootstrap_servers", broker.server.bootstrapServers(), "topic", trial);
    List<TopicFinding> findings = KafkaTopics.check(TestSink.config(options));
    assertThat(findings)
        .extracting(TopicFinding::severity)
        .containsExactly(Severity.FAULT, Severity.NOTE);
    assertThat(findings.get(0).message())
        .isEqualTo(
            "topic " + trial + ": expected an existing topic, found none and create_topic false");
    assertThat(findings.get(0).advice())
        .startsWith("make it (such as kafka-topics.sh --create --topic " + trial)
        .endsWith("or set create_topic");
  }
}
