package io.tickcast.transport.kafka;

import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.transport.kafka.KafkaTopics.Clock;
import io.tickcast.transport.kafka.KafkaTopics.RoundTrip;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One record on its way to the brokers and back. <i>Confined.</i> */
final class TopicRoundTrip {
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final TopicCreation CREATION =
      new TopicCreation(
          Optional.of(1),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Duration.ofHours(1)),
          true);
  private static final byte[] VALUE = "tickcast doctor".getBytes(StandardCharsets.US_ASCII);

  private final SinkSettings settings;
  private final String topic;
  private final EpochNanoClock clock;

  /**
   * Prepares a trial.
   *
   * @param of the settings of the sink
   * @param clock measures how long it took, and is compared with the broker's
   */
  TopicRoundTrip(SinkSettings of, String topic, EpochNanoClock clock) {
    this.settings = of.forTrial(topic, CREATION, LONGEST);
    this.topic = topic;
    this.clock = clock;
  }

  /** A record that the brokers have acknowledged, between two readings of our clock. */
  private record Sent(RecordMetadata at, long beforeNanos, long afterNanos) {}

  RoundTrip run() {
    try {
      new TopicInspection(settings, true).run();
      Sent sent = sent();
      return readBack(sent);
    } catch (InferenceException e) {
      return withoutClock(isOfThisTopic(e) ? notUsable(e) : KafkaTopics.notReached(e));
    } catch (KafkaException e) {
      return withoutClock(
          isOfThisTopic(e)
              ? notUsable(e)
              : KafkaTopics.notReached(KafkaFailures.of(settings, "a record there and back", e)));
    }
  }

  private static RoundTrip withoutClock(TopicFinding finding) {
    return new RoundTrip(List.of(finding), Optional.empty());
  }

  /** The brokers let us in, and refuse what was asked about the topic. */
  private static boolean isOfThisTopic(RuntimeException failure) {
    Throwable reason = failure instanceof InferenceException ? failure.getCause() : failure;
    return reason instanceof ApiException
        && !(reason instanceof AuthenticationException)
        && !(reason instanceof TimeoutException);
  }

  private TopicFinding notUsable(RuntimeException failure) {
    Throwable reason = failure instanceof InferenceException ? failure.getCause() : failure;
    return weaker(
        "expected to make it, to write to it and to read from it, found "
            + (reason == null ? "no reason" : OneLine.of(reason)));
  }

  private TopicFinding weaker(String message) {
    return new TopicFinding(
        Severity.WEAKER,
        "topic " + topic + ": " + message + "; no record was tried",
        String.format(
            Locale.ROOT,
            "make it: kafka-topics.sh --bootstrap-server %1$s --create --topic %2$s --partitions 1"
                + " --config retention.ms=%3$d --config message.timestamp.type=LogAppendTime, and"
                + " grant this user Read and Write on it; the audit trail itself needs none of that",
            settings.bootstrapServers(),
            topic,
            Duration.ofHours(1).toMillis()));
  }

  private Sent sent() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientProperties.trialProducer(settings), bytes, bytes)) {
      // The first one also waits for what the client has to learn about the cluster.
      send(producer);
      return send(producer);
    }
  }

  private Sent send(Producer<byte[], byte[]> producer) {
    long before = clock.epochNanos();
    try {
      RecordMetadata at =
          producer
              .send(new ProducerRecord<>(topic, VALUE))
              .get(2 * LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return new Sent(at, before, clock.epochNanos());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException failure
          ? failure
          : new KafkaException("the producer failed", e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("no answer of the producer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw settings.failure(
          ErrorCode.EXTERNAL_UNAVAILABLE, "expected to write a record, found an interrupt", e);
    }
  }

  private RoundTrip readBack(Sent sent) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    TopicPartition partition = new TopicPartition(topic, sent.at().partition());
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(ClientProperties.trialConsumer(settings), bytes, bytes)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, sent.at().offset());
      Deadline deadline = Deadline.after(LONGEST);
      while (!deadline.hasPassed()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() == sent.at().offset()) {
            return cameBack(sent, record);
          }
        }
      }
    } catch (AuthorizationException e) {
      return withoutClock(
          new TopicFinding(
              Severity.WEAKER,
              "topic "
                  + topic
                  + ": a record was acknowledged by all replicas in sync, and may not be read back: "
                  + OneLine.of(e),
              "grant this user Read on it; the audit trail itself needs none of that"));
    }
    throw settings.failure(
        ErrorCode.EXTERNAL_UNAVAILABLE,
        String.format(
            Locale.ROOT,
            "topic %s: expected to read an acknowledged record back within %s, found none",
            topic,
            OptionReader.inWords(LONGEST)));
  }

  private RoundTrip cameBack(Sent sent, ConsumerRecord<byte[], byte[]> record) {
    long nanos = clock.epochNanos() - sent.beforeNanos();
    String message =
        String.format(
            Locale.ROOT,
            "topic %s: a record was acknowledged by all replicas in sync in %.1f ms, and read back"
                + " after %.1f ms",
            topic,
            (sent.afterNanos() - sent.beforeNanos()) / 1e6,
            nanos / 1e6);
    boolean told = record.timestampType() == TimestampType.LOG_APPEND_TIME;
    return new RoundTrip(
        List.of(TopicFinding.note(message)),
        told ? Optional.of(clock(sent, record.timestamp())) : Optional.empty());
  }

  /** Between our two readings the broker read its clock, in whole milliseconds. */
  private static Clock clock(Sent sent, long brokerMillis) {
    Duration half = Duration.ofNanos((sent.afterNanos() - sent.beforeNanos()) / 2);
    Duration middle = Duration.ofNanos(sent.beforeNanos()).plus(half);
    return new Clock(Duration.ofMillis(brokerMillis).minus(middle), half.plus(MILLISECOND));
  }
}
