package io.tickcast.transport.kafka;

import io.tickcast.api.OneLine;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SinkBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records through one producer at a time, and follows each until its fate is known.
 * <i>Confined.</i>
 *
 * <p>A record stays with the producer, which tries for ever, beyond the end of a write: when it
 * comes again with the next write it is waited for, not sent again. So an outage neither repeats
 * records nor lets later ones overtake. Only a failure, or a long time without any progress, ends
 * the producer with all that it holds; then everything from the first unacknowledged record on is
 * sent again through a new one, one by one after a failure, so that the record at fault is known.
 */
final class RecordWriter {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSignalSink.class);
  private static final byte[] SCHEMA_VERSION = "1".getBytes(StandardCharsets.US_ASCII);

  private final SinkSettings settings;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private final LongSupplier nanoTime;

  /** Records that follow those finished, in order. */
  private final ArrayDeque<SentRecord> sent = new ArrayDeque<>();

  private @Nullable Producer<byte[], byte[]> producer;
  private @Nullable Throwable failure;
  private boolean oneByOne;
  private boolean waiting;
  private long waitingSince;

  /**
   * Prepares; connects to nothing.
   *
   * @param producers makes a producer
   * @param nanoTime readings of a clock that never goes back
   */
  RecordWriter(
      SinkSettings settings, Supplier<Producer<byte[], byte[]>> producers, LongSupplier nanoTime) {
    this.settings = settings;
    this.producers = producers;
    this.nanoTime = nanoTime;
  }

  /** There is a producer, which may hold records. */
  boolean isConnected() {
    return producer != null;
  }

  /** Why the last write ended before its time; null when it did not. */
  @Nullable Throwable failure() {
    return failure;
  }

  /**
   * Sends what is not sent yet and waits for acknowledgements.
   *
   * @return the length of the finished prefix
   */
  int write(SinkBatch batch, Deadline deadline, Refusals refusals) {
    failure = null;
    forgetOthers(batch);
    int finished = 0;
    while (finished < batch.size() && finish(batch, finished, deadline, refusals)) {
      finished++;
    }
    if (finished > 0) {
      waiting = false;
    }
    if (finished == batch.size()) {
      oneByOne = false;
    } else if (failure != null) {
      oneByOne = true;
      abandon(Duration.ZERO);
    } else if (isStuck()) {
      LOG.warn(
          "{}: expected progress within {} (option delivery_timeout), found none: connecting anew",
          settings.name(),
          OptionReader.inWords(settings.deliveryTimeout()));
      abandon(Duration.ZERO);
    }
    return finished;
  }

  /** A caller may come back with other records; what was sent of the old ones may still arrive. */
  private void forgetOthers(SinkBatch batch) {
    int index = 0;
    for (SentRecord record : sent) {
      if (index == batch.size() || !record.is(batch, index)) {
        sent.clear();
        return;
      }
      index++;
    }
  }

  private boolean finish(SinkBatch batch, int index, Deadline deadline, Refusals refusals) {
    do {
      send(batch, index);
    } while (sent.isEmpty() && !deadline.hasPassed() && !Thread.currentThread().isInterrupted());
    SentRecord first = sent.peek();
    if (first == null || !first.await(deadline)) {
      return false;
    }
    Throwable thrown = first.failure();
    if (thrown != null && !isRefused(first, thrown)) {
      failure = thrown;
      return false;
    }
    sent.remove();
    if (thrown != null) {
      refusals.refuse(index, reason(batch.kind(index), first, thrown));
    }
    return true;
  }

  private void send(SinkBatch batch, int index) {
    int end = oneByOne ? index + 1 : batch.size();
    for (int i = index + sent.size(); i < end; i++) {
      SentRecord record = SentRecord.send(producer(), form(batch, i), batch, i);
      if (!record.isTaken()) {
        return;
      }
      sent.add(record);
    }
  }

  private ProducerRecord<byte[], byte[]> form(SinkBatch batch, int index) {
    RecordKind kind = batch.kind(index);
    ProducerRecord<byte[], byte[]> form =
        new ProducerRecord<>(
            settings.topic(kind),
            batch.symbol(index).getBytes(StandardCharsets.UTF_8),
            batch.value(index));
    String id = new UUID(batch.idHigh(index), batch.idLow(index)).toString();
    form.headers().add(idHeader(kind), id.getBytes(StandardCharsets.US_ASCII));
    form.headers().add("schema_version", SCHEMA_VERSION);
    return form;
  }

  private static String idHeader(RecordKind kind) {
    return switch (kind) {
      case SIGNAL -> "signal_id";
      case SWAP -> "event_id";
      default -> "prediction_id";
    };
  }

  /** The broker refuses a whole request for one record; then it is known only when it is alone. */
  private boolean isRefused(SentRecord record, Throwable thrown) {
    if (thrown instanceof RecordTooLargeException) {
      return true;
    }
    boolean ofRecord =
        thrown instanceof InvalidRecordException || thrown instanceof RecordBatchTooLargeException;
    return ofRecord && (oneByOne || record.failedAtOnce());
  }

  private String reason(RecordKind kind, SentRecord record, Throwable thrown) {
    String expected =
        thrown instanceof InvalidRecordException
            ? "a record that the broker takes"
            : record.failedAtOnce()
                ? "a record within max_record_bytes " + settings.maxRecordBytes()
                : "a record within the topic's max.message.bytes";
    return String.format(
        Locale.ROOT,
        "topic %s: expected %s, found %d bytes: %s",
        settings.topic(kind),
        expected,
        record.bytes(),
        OneLine.of(thrown));
  }

  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> current = producer;
    if (current == null) {
      current = producers.get();
      producer = current;
    }
    return current;
  }

  private boolean isStuck() {
    long now = nanoTime.getAsLong();
    if (!waiting) {
      waiting = true;
      waitingSince = now;
    }
    return now - waitingSince > settings.deliveryTimeout().toNanos();
  }

  /** Ends the producer; what it still holds after a time is dropped. */
  void abandon(Duration patience) {
    Producer<byte[], byte[]> current = producer;
    producer = null;
    sent.clear();
    waiting = false;
    if (current == null) {
      return;
    }
    try {
      current.close(patience);
    } catch (KafkaException e) {
      LOG.warn("{}: the producer did not close: {}", settings.name(), OneLine.of(e));
    }
  }
}
