package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** The acknowledged prefix, and what is sent again, by Kafka's own stand-in for a producer. */
class RecordWriterTest {
  private static final Deadline NOW = Deadline.after(Duration.ZERO);

  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final Map<Integer, String> refused = new TreeMap<>();
  private final SinkSettings settings =
      SinkSettings.of(
          TestSink.config(
              Map.of("bootstrap_servers", "localhost:9092", "delivery_timeout", "10s")));
  private long nanos;
  private final RecordWriter writer = new RecordWriter(settings, this::producer, () -> nanos);

  private Producer<byte[], byte[]> producer() {
    ByteArraySerializer bytes = new ByteArraySerializer();
    producers.add(new MockProducer<>(false, null, bytes, bytes));
    return last();
  }

  private MockProducer<byte[], byte[]> last() {
    return producers.get(producers.size() - 1);
  }

  private int write(ListBatch batch) {
    return writer.write(batch, NOW, refused::put);
  }

  private void complete(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(last().completeNext()).isTrue();
    }
  }

  private List<String> sent() {
    return last().history().stream()
        .map(record -> new String(record.headers().lastHeader("signal_id").value()))
        .toList();
  }

  @Test
  void write_someAcknowledged_returnsThePrefixAndSendsNothingTwice() {
    assertThat(write(Records.batch(0, 5))).isZero();
    complete(3);
    assertThat(write(Records.batch(0, 5))).isEqualTo(3);
    complete(2);
    assertThat(write(Records.batch(3, 2))).isEqualTo(2);
    assertThat(sent()).isEqualTo(Records.ids(0, 5));
    assertThat(producers).hasSize(1);
  }

  @Test
  void write_otherRecords_areSentBehind() {
    assertThat(write(Records.batch(0, 3))).isZero();
    assertThat(write(Records.batch(7, 2))).isZero();
    complete(3);
    assertThat(write(Records.batch(7, 2))).isZero();
    complete(2);
    assertThat(write(Records.batch(7, 2))).isEqualTo(2);
    assertThat(sent()).hasSize(5);
  }

  @Test
  void write_sameIdOtherBytes_isSent() {
    assertThat(write(ListBatch.of(Records.signal(1)))).isZero();
    assertThat(write(ListBatch.of(Records.signal(1, "other")))).isZero();
    assertThat(sent()).hasSize(2);
  }

  @Test
  void write_producerFails_sendsTheRestThroughANewOneOneByOne() {
    assertThat(write(Records.batch(0, 5))).isZero();
    complete(2);
    assertThat(last().errorNext(new OutOfOrderSequenceException("lost"))).isTrue();
    assertThat(write(Records.batch(0, 5))).isEqualTo(2);
    assertThat(writer.failure()).isInstanceOf(OutOfOrderSequenceException.class);
    assertThat(writer.isConnected()).isFalse();
    assertThat(producers.get(0).closed()).isTrue();
    for (int i = 2; i < 5; i++) {
      assertThat(write(Records.batch(i, 5 - i))).isZero();
      assertThat(writer.failure()).isNull();
      assertThat(sent()).isEqualTo(Records.ids(2, i - 1));
      complete(1);
      assertThat(write(Records.batch(i, 5 - i))).isEqualTo(1);
    }
    assertThat(refused).isEmpty();
    assertThat(write(Records.batch(5, 4))).isZero();
    assertThat(sent()).as("all at once again").isEqualTo(Records.ids(2, 7));
    assertThat(producers).hasSize(2);
  }

  @Test
  void write_producerThrows_isAFailure() {
    assertThat(write(Records.batch(0, 1))).isZero();
    last().sendException = new KafkaException("fatal");
    assertThat(write(ListBatch.of(Records.signals(0, 2)))).isZero();
    complete(1);
    assertThat(write(ListBatch.of(Records.signals(0, 2)))).isEqualTo(1);
    assertThat(writer.failure()).hasMessage("fatal");
  }

  @Test
  void write_noRoomOrNoWordYet_sendsLaterAndInOrder() {
    assertThat(write(Records.batch(0, 1))).isZero();
    complete(1);
    assertThat(write(Records.batch(0, 1))).isEqualTo(1);
    last().sendException = new BufferExhaustedException("full");
    assertThat(write(Records.batch(1, 3))).isZero();
    assertThat(writer.failure()).isNull();
    assertThat(writer.isConnected()).isTrue();
    last().sendException = null;
    assertThat(write(Records.batch(1, 3))).isZero();
    complete(3);
    assertThat(write(Records.batch(1, 3))).isEqualTo(3);
    assertThat(sent()).isEqualTo(Records.ids(0, 4));
  }

  @Test
  void write_recordTooLarge_isRefusedAndHoldsUpNothing() {
    assertThat(write(Records.batch(0, 3))).isZero();
    complete(1);
    assertThat(last().errorNext(new RecordTooLargeException("The request\nis large"))).isTrue();
    complete(1);
    assertThat(write(Records.batch(0, 3))).isEqualTo(3);
    assertThat(refused).containsOnlyKeys(1);
    assertThat(refused.get(1))
        .startsWith(
            "topic trading_signals_archive: expected a record within the topic's max.message.bytes")
        .endsWith("RecordTooLargeException: The request is large");
    assertThat(producers).hasSize(1);
  }

  @Test
  void write_invalidRecordAmongOthers_isRefusedOnlyWhenItIsAlone() {
    assertThat(write(Records.batch(0, 3))).isZero();
    assertThat(last().errorNext(new KafkaException("part of a batch"))).isTrue();
    assertThat(last().errorNext(new InvalidRecordException("no"))).isTrue();
    assertThat(write(Records.batch(0, 3))).isZero();
    assertThat(refused).isEmpty();
    assertThat(write(Records.batch(0, 3))).isZero();
    complete(1);
    assertThat(write(Records.batch(0, 3))).isEqualTo(1);
    assertThat(last().errorNext(new InvalidRecordException("no"))).isTrue();
    assertThat(write(Records.batch(1, 2))).isEqualTo(1);
    assertThat(refused).containsOnlyKeys(0);
    assertThat(refused.get(0)).endsWith("InvalidRecordException: no");
    complete(1);
    assertThat(write(Records.batch(2, 1))).isEqualTo(1);
  }

  @Test
  void write_clockOfTheMachineIsWrong_refusesNothing() {
    assertThat(write(Records.batch(0, 1))).isZero();
    assertThat(last().errorNext(new InvalidTimestampException("out of range"))).isTrue();
    assertThat(write(Records.batch(0, 1))).isZero();
    assertThat(refused).isEmpty();
    assertThat(KafkaFailures.of(settings, "an acknowledgement", writer.failure()))
        .hasMessage(
            "localhost:9092: topic trading_signals_archive: expected a clock within the topic's message.timestamp.before.max.ms"
                + " and after.max.ms, found InvalidTimestampException: out of range");
  }

  @Test
  void write_noProgressForLong_connectsAnew() {
    assertThat(write(Records.batch(0, 3))).isZero();
    nanos = Duration.ofSeconds(9).toNanos();
    assertThat(write(Records.batch(0, 3))).isZero();
    assertThat(writer.isConnected()).isTrue();
    nanos = Duration.ofSeconds(11).toNanos();
    assertThat(write(Records.batch(0, 3))).isZero();
    assertThat(writer.isConnected()).isFalse();
    assertThat(producers.get(0).closed()).isTrue();
    assertThat(write(Records.batch(0, 3))).isZero();
    assertThat(sent()).isEqualTo(Records.ids(0, 3));
  }

  @Test
  void write_progressBetween_isNotStuck() {
    assertThat(write(Records.batch(0, 3))).isZero();
    nanos = Duration.ofSeconds(9).toNanos();
    complete(1);
    assertThat(write(Records.batch(0, 3))).isEqualTo(1);
    nanos = Duration.ofSeconds(18).toNanos();
    assertThat(write(Records.batch(1, 2))).isZero();
    assertThat(writer.isConnected()).isTrue();
    assertThat(producers).hasSize(1);
  }

  @Test
  void write_nothingWrittenForLong_isNotStuck() {
    assertThat(write(Records.batch(0, 1))).isZero();
    complete(1);
    assertThat(write(Records.batch(0, 1))).isEqualTo(1);
    nanos = Duration.ofHours(9).toNanos();
    assertThat(write(Records.batch(1, 1))).isZero();
    assertThat(writer.isConnected()).isTrue();
  }

  @Test
  void write_interrupted_endsAndKeepsTheRecords() {
    assertThat(write(Records.batch(0, 2))).isZero();
    Thread.currentThread().interrupt();
    int finished =
        writer.write(Records.batch(0, 2), Deadline.after(Duration.ofDays(1)), refused::put);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(finished).isZero();
    complete(2);
    assertThat(write(Records.batch(0, 2))).isEqualTo(2);
    assertThat(sent()).hasSize(2);
  }

  @Test
  void write_kindWithoutTopic_isMisuse() {
    ListBatch batch = ListBatch.of(Records.of(RecordKind.ALERT, 1, "{}"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> write(batch))
        .withMessageContaining("expected a record of [SIGNAL], found ALERT");
  }

  @Test
  void write_noConnection_passesTheReasonOn() {
    InferenceException reason =
        KafkaFailures.of(settings, "a connection", new KafkaException("no"));
    RecordWriter broken =
        new RecordWriter(
            settings,
            () -> {
              throw reason;
            },
            () -> 0);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> broken.write(Records.batch(0, 1), NOW, refused::put))
        .isSameAs(reason);
  }
}
