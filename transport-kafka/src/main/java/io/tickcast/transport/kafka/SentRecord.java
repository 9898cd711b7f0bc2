package io.tickcast.transport.kafka;

import io.tickcast.api.RecordKind;
import io.tickcast.api.SinkBatch;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** A record that was handed to the producer. <i>Confined.</i> */
final class SentRecord {
  private final RecordKind kind;
  private final long sequence;
  private final long idHigh;
  private final long idLow;
  private final byte[] value;
  private final Future<RecordMetadata> future;
  private final boolean atOnce;

  private SentRecord(SinkBatch batch, int index, Future<RecordMetadata> future) {
    this.kind = batch.kind(index);
    this.sequence = batch.sequence(index);
    this.idHigh = batch.idHigh(index);
    this.idLow = batch.idLow(index);
    this.value = batch.value(index);
    this.future = future;
    this.atOnce = future.isDone();
  }

  /** Hands a record over; what goes wrong then becomes its {@link #failure}. */
  static SentRecord send(
      Producer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> form,
      SinkBatch batch,
      int index) {
    try {
      return new SentRecord(batch, index, producer.send(form));
    } catch (KafkaException e) {
      return new SentRecord(batch, index, CompletableFuture.failedFuture(e));
    }
  }

  /** It is the record of a batch: the same position, id and bytes. */
  boolean is(SinkBatch batch, int index) {
    return sequence == batch.sequence(index)
        && kind == batch.kind(index)
        && idHigh == batch.idHigh(index)
        && idLow == batch.idLow(index)
        && Arrays.equals(value, batch.value(index));
  }

  /** The producer has it; otherwise it had no room, or no word about the topic yet. */
  boolean isTaken() {
    return !(atOnce
        && (failure() instanceof org.apache.kafka.common.errors.TimeoutException
            || failure() instanceof InterruptException));
  }

  /** The client itself refused it, before it was part of anything. */
  boolean failedAtOnce() {
    return atOnce && failure() != null;
  }

  /** Waits until its fate is known; false when it is not by then. */
  boolean await(Deadline deadline) {
    try {
      future.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      // Told by failure().
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Why it was not acknowledged; null when it was. Asked once its fate is known. */
  @Nullable Throwable failure() {
    try {
      future.get(0, TimeUnit.NANOSECONDS);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (TimeoutException e) {
      throw new IllegalStateException("expected a record whose fate is known", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new InterruptException(e);
    }
  }

  int bytes() {
    return value.length;
  }
}
