package io.tickcast.transport.kafka;

import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Archives signals in a Kafka topic: the symbol is the key, the bytes on the wire are the value. A
 * record is finished when all replicas in sync have acknowledged it. <i>Confined</i>, but for
 * {@link #check} and {@link #detail}.
 *
 * <p>Every record arrives at least once under its id; within one producer exactly once, and those
 * of one symbol in order.
 */
final class KafkaSignalSink implements SignalSink {
  /**
   * At a thousand signals a second a request for each handful would cost more than all of their
   * decisions; nobody waits for an archive of 20 ms ago.
   */
  private static final Duration GATHER = Duration.ofMillis(20);

  private enum State {
    NEW,
    OPEN,
    CLOSED
  }

  private final SinkSettings settings;
  private final TopicCheck look;
  private final TopicWatch watch;
  private final RecordWriter writer;
  private volatile State state = State.NEW;
  private volatile String trouble = "";

  KafkaSignalSink(SinkSettings settings) {
    this.settings = settings;
    this.look = new TopicCheck(settings);
    this.watch = new TopicWatch(settings);
    this.writer = new RecordWriter(settings, this::connect, System::nanoTime);
  }

  private Producer<byte[], byte[]> connect() {
    try {
      return new KafkaProducer<>(
          ClientProperties.producer(settings),
          new ByteArraySerializer(),
          new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaFailures.of(settings, "a connection", e);
    }
  }

  @Override
  public Delivery delivery() {
    return Delivery.ARCHIVE;
  }

  @Override
  public Set<RecordKind> kinds() {
    return settings.topics().keySet();
  }

  @Override
  public Duration linger() {
    return GATHER;
  }

  /**
   * Begins to look at the topics.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) when key or trust stores can not be opened;
   *     (ILLEGAL_STATE) when it was opened before
   */
  @Override
  public void open() {
    if (state != State.NEW) {
      throw illegalState("a new sink");
    }
    TlsStores.require(settings);
    state = State.OPEN;
    look.start();
  }

  /**
   * Writes records from the front of a batch. Records that are not acknowledged by the time-out
   * stay on their way; coming again they are waited for.
   *
   * @return the length of the finished prefix; 0 when the cluster has not answered yet
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when nothing was finished
   *     and the reason is known; (ILLEGAL_STATE) when the sink is not open
   */
  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    if (state != State.OPEN) {
      throw illegalState("an open sink");
    }
    try {
      int finished = finish(batch, Deadline.after(timeout), refusals);
      if (finished > 0) {
        recovered();
      }
      return finished;
    } catch (InferenceException e) {
      trouble = String.valueOf(e.getMessage());
      throw e;
    }
  }

  /** What the last look found is over; the next trouble is another. */
  private void recovered() {
    if (!trouble.isEmpty()) {
      trouble = "";
      look.recovered();
    }
  }

  private int finish(SinkBatch batch, Deadline deadline, Refusals refusals) {
    if (!writer.isConnected() && !look.await(deadline)) {
      return 0;
    }
    int finished = writer.write(batch, deadline, refusals);
    if (finished > 0) {
      return finished;
    }
    Optional<InferenceException> known = look.failure();
    look.start();
    Throwable failure = writer.failure();
    if (failure != null) {
      throw KafkaFailures.of(settings, "an acknowledgement", failure);
    }
    // The producer does not say why it tries again and again; the look does.
    if (known.isPresent()) {
      throw known.get();
    }
    trouble = settings.bootstrapServers() + ": waiting for acknowledgements";
    return 0;
  }

  /**
   * Asks the cluster whether each topic is there, with leaders and as many replicas in sync as it
   * needs. Writes nothing.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) why it takes no records,
   *     or not all; (ILLEGAL_STATE) when the sink is not open
   */
  @Override
  public void check(Duration timeout) {
    if (state != State.OPEN) {
      throw illegalState("an open sink");
    }
    Deadline deadline = Deadline.after(timeout);
    if (!look.hasSucceeded() && !look.await(deadline)) {
      throw settings.failure(
          ErrorCode.EXTERNAL_UNAVAILABLE,
          "expected to look at the topics within "
              + OptionReader.inWords(timeout)
              + ", found no answer yet");
    }
    watch.require(deadline);
  }

  @Override
  public String detail() {
    return switch (state) {
      case NEW -> "not open";
      case CLOSED -> "closed";
      case OPEN ->
          trouble.isEmpty()
              ? look.detail().orElse(settings.bootstrapServers() + ": connecting")
              : trouble;
    };
  }

  /** Waits for acknowledgements up to {@code close_timeout}, and disconnects. */
  @Override
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    look.close();
    watch.close();
    writer.abandon(settings.closeTimeout());
  }

  private InferenceException illegalState(String expected) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        String.format(
            Locale.ROOT,
            "%s: expected %s, found one that is %s",
            settings.name(),
            expected,
            state.name().toLowerCase(Locale.ROOT)));
  }
}
