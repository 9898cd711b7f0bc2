package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each signal on the subject of its symbol and on that of its symbol and timeframe.
 * <i>Confined</i>, but for {@link #check} and {@link #detail}.
 *
 * <p>A write never waits for the network: what the client can not take at once is not finished. The
 * client keeps the array itself, so it must be one that is never altered.
 */
final class NatsSignalSink implements SignalSink {
  /** What the client adds to a message of ours, generously. */
  private static final int OVERHEAD = 64;

  /** What the list of streams is asked for by. */
  private static final String STREAM_API = "$JS.";

  /** Nobody is served by signals that come out of a client's queue after a long outage. */
  private static final Duration RESEND_WITHIN = Duration.ofSeconds(5);

  /** How often the server is asked whether all has arrived, while something may not have. */
  private static final Duration CONFIRM_EVERY = Duration.ofMillis(200);

  /** A ping without an answer counts towards those that end a connection: no more of ours then. */
  private static final Duration CONFIRM_AGAIN = Duration.ofSeconds(2);

  private final NatsSinkConfig config;
  private final NatsLink link;
  private final SignalSubjects subjects;
  private final OutgoingRoom room;

  /** What the header of a message adds at most. */
  private final int headerBytes;

  private final ServerAnswer answer;
  private final Denials denials = new Denials();
  private final @Nullable StreamPublisher stream;

  /** What a broken connection may lose; streams acknowledge instead. */
  private final Unconfirmed unconfirmed = new Unconfirmed();

  private final Generations generations = new Generations();

  private volatile boolean opened;
  private volatile boolean closed;

  NatsSignalSink(NatsSinkConfig config) {
    this.config = config;
    this.link = new NatsLink(config.connection(), Optional.of(RESEND_WITHIN), new Use());
    this.answer = new ServerAnswer(link);
    this.stream = config.jetStream().map(this::stream).orElse(null);
    this.subjects = new SignalSubjects(config.subjectPrefix());
    this.headerBytes = stream == null ? 0 : MessageIds.LONGEST_HEADER;
    this.room =
        new OutgoingRoom(
            config.pendingBytes(), () -> link.threads().later(Duration.ZERO, this::confirm));
  }

  private StreamPublisher stream(AckTimes times) {
    return new StreamPublisher(link, times, config.subjectPrefix(), config.pendingBytes(), denials);
  }

  @Override
  public Delivery delivery() {
    return Delivery.REAL_TIME;
  }

  @Override
  public Set<RecordKind> kinds() {
    return Set.of(RecordKind.SIGNAL);
  }

  @Override
  public void open() {
    if (opened || closed) {
      throw illegalState("a new sink", closed ? "a closed one" : "an open one");
    }
    link.open();
    if (stream == null) {
      link.threads().later(CONFIRM_EVERY, this::confirmRegularly);
    }
    opened = true;
  }

  /**
   * Hands signals to the client.
   *
   * @param timeout not used: a write returns at once
   * @throws InferenceException (EXTERNAL_MISMATCH) when the server does not permit a subject;
   *     (ILLEGAL_STATE) when the sink is not open
   */
  @Override
  public int write(SinkBatch batch, Duration timeout, Refusals refusals) {
    requireOpen();
    int finished = 0;
    while (finished < batch.size() && finish(batch, finished, refusals)) {
      finished++;
    }
    return finished;
  }

  private void requireOpen() {
    if (!opened || closed) {
      throw illegalState("an open sink", closed ? "a closed one" : "a new one");
    }
  }

  private boolean finish(SinkBatch batch, int index, Refusals refusals) {
    Connection connection = link.connected();
    if (connection == null) {
      return false;
    }
    long generation = generations.of(connection);
    if (unconfirmed.isOfAnother(generation)) {
      return false;
    }
    SignalSubjects.OfSymbol ofSymbol = subjects.of(batch.symbol(index));
    byte[] value = batch.value(index);
    String reason = reasonToRefuse(batch.kind(index), ofSymbol, value, connection.getMaxPayload());
    if (ofSymbol == null || reason != null) {
      refusals.refuse(index, reason == null ? "" : reason);
      return true;
    }
    String ofTimeframe = ofSymbol.of(batch.timeframe(index));
    if (!denials.isEmpty() && !permitted(ofSymbol.all, ofTimeframe, index)) {
      return false;
    }
    long bytes = (long) value.length + headerBytes + OVERHEAD + ofTimeframe.length();
    boolean hasRoom =
        (stream == null || stream.takes(connection, 2 * bytes)) && room.take(2 * bytes);
    return hasRoom && publish(connection, generation, ofSymbol, batch, index, bytes);
  }

  private @Nullable String reasonToRefuse(
      RecordKind kind, SignalSubjects.@Nullable OfSymbol ofSymbol, byte[] value, long maxPayload) {
    if (kind != RecordKind.SIGNAL) {
      return "expected a signal, found another kind of record: " + kind;
    }
    if (ofSymbol == null) {
      return "expected a symbol of [A-Za-z0-9_-]{1,32}, found one that can not stand in a subject";
    }
    if (isTooLong(value, maxPayload)) {
      return "expected at most "
          + (maxPayload - headerBytes)
          + " bytes (max_payload of the server"
          + (headerBytes > 0 ? ", less the header" : "")
          + "), found "
          + value.length;
    }
    return null;
  }

  private boolean isTooLong(byte[] value, long maxPayload) {
    return maxPayload > 0 && value.length > maxPayload - headerBytes;
  }

  /** False when nothing else would be lost by waiting; an exception says why to who asks first. */
  private boolean permitted(String all, String ofTimeframe, int index) {
    boolean first = denials.permits(all);
    if (first && denials.permits(ofTimeframe)) {
      return true;
    }
    if (index > 0) {
      return false;
    }
    throw new InferenceException(
        ErrorCode.EXTERNAL_MISMATCH,
        config.connection().component() + ": " + expectedPermission(first ? ofTimeframe : all));
  }

  private String expectedPermission(String subject) {
    return "expected the permission to publish on "
        + OneLine.quote(subject)
        + ", found it denied: grant this user publish on "
        + config.subjectPrefix()
        + ".>";
  }

  /**
   * Both or neither: when the connection is lost between the two the whole signal is written again,
   * so that a subscriber may see it twice by its id, and nobody misses it.
   */
  private boolean publish(
      Connection connection,
      long generation,
      SignalSubjects.OfSymbol ofSymbol,
      SinkBatch batch,
      int index,
      long bytes) {
    String ofTimeframe = ofSymbol.of(batch.timeframe(index));
    byte[] value = batch.value(index);
    try {
      if (stream == null) {
        unconfirmed.begin(ofSymbol.all, ofTimeframe, value, LinkClock.nanos(), generation);
        connection.publish(ofSymbol.all, value);
        connection.publish(ofTimeframe, value);
        unconfirmed.done();
      } else {
        MessageIds ids = MessageIds.of(batch, index);
        stream.publish(connection, ofSymbol.all, ofTimeframe, ids, value, bytes);
      }
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      // The connection, or with another server its max_payload, has changed since it was looked at.
      unconfirmed.undo();
      return false;
    }
  }

  private void confirmRegularly() {
    boolean answered = unconfirmed.isEmpty() || confirm();
    link.threads().later(answered ? CONFIRM_EVERY : CONFIRM_AGAIN, this::confirmRegularly);
  }

  /** Whether the server has answered. */
  private boolean confirm() {
    Connection connection = link.connected();
    if (connection == null) {
      room.notConfirmed();
      return true;
    }
    long generation = generations.of(connection);
    long before = room.handedOver();
    long signals = unconfirmed.handedOver();
    try {
      resend(connection);
      // Unlike flush, which may return without an answer. It waits for the time to connect.
      connection.RTT();
      room.confirmed(before);
      if (generations.of(connection) == generation) {
        unconfirmed.confirmed(signals, generation);
      }
      return true;
    } catch (IOException | IllegalStateException e) {
      // No answer in time, or no connection any more.
      room.notConfirmed();
      return false;
    }
  }

  /** Publishes again what the last connection may have lost; subscribers know it by its id. */
  private void resend(Connection connection) {
    long generation = generations.of(connection);
    if (!unconfirmed.isOfAnother(generation)) {
      return;
    }
    long now = LinkClock.nanos();
    int[] again = {0, 0};
    unconfirmed.resend(
        (all, ofTimeframe, value, nanos) -> {
          boolean old = now - nanos > config.resendYounger().toNanos();
          if (old || isTooLong(value, connection.getMaxPayload())) {
            again[1]++;
            return;
          }
          connection.publish(all, value);
          connection.publish(ofTimeframe, value);
          again[0]++;
        },
        generation);
    if (again[0] + again[1] > 0) {
      link.log()
          .note(
              "published again what the last connection may have lost: "
                  + again[0]
                  + " signals, and left out "
                  + again[1]
                  + " that are older than "
                  + config.resendYounger().toMillis()
                  + " ms, or longer than this server takes");
    }
  }

  /**
   * Has the server answer a ping, on another thread than that of the writes. Publishes nothing.
   *
   * @throws InferenceException (EXTERNAL_UNAVAILABLE) when there is no connection, or no answer in
   *     time; (EXTERNAL_MISMATCH) when a subject is denied, or no stream takes signals in JetStream
   *     mode; (ILLEGAL_STATE) when the sink is not open
   */
  @Override
  public void check(Duration timeout) {
    requireOpen();
    answer.require(timeout);
    String problem = denials.isEmpty() ? "" : expectedPermission(denials.text());
    if (problem.isEmpty() && stream != null) {
      problem = stream.problem();
    }
    if (!problem.isEmpty()) {
      throw new InferenceException(ErrorCode.EXTERNAL_MISMATCH, link.detail() + ": " + problem);
    }
  }

  @Override
  public String detail() {
    String text = link.detail();
    if (stream != null) {
      text += "; " + stream.detail();
    }
    return denials.isEmpty() ? text : text + "; no permission to publish on " + denials.text();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    int unacknowledged = stream == null ? 0 : stream.awaitAll(config.connection().times().close());
    if (unacknowledged > 0) {
      link.log()
          .note(
              "expected streams to acknowledge all messages before the end, found "
                  + unacknowledged
                  + " that are not: they may be in no stream");
    }
    if (!link.close(true) && room.handedOver() > 0) {
      link.log()
          .note(
              "expected all signals to be sent before the end, found no answer of the server: the"
                  + " last ones may be lost");
    }
  }

  private InferenceException illegalState(String expected, String found) {
    return new InferenceException(
        ErrorCode.ILLEGAL_STATE,
        config.connection().component() + ": expected " + expected + ", found " + found);
  }

  /** What happens to the connection. */
  private final class Use implements NatsLink.Use {
    @Override
    public void connected(Connection connection) {
      room.reset();
      if (stream == null) {
        resend(connection);
      } else {
        stream.connected(connection);
      }
    }

    @Override
    public void reconnected(Connection connection) {
      if (stream == null) {
        resend(connection);
      } else {
        stream.reconnected(connection);
      }
    }

    @Override
    public void disconnected() {
      denials.clear();
    }

    @Override
    public void denied(boolean publish, String subject) {
      if (stream != null && (!publish || subject.startsWith(STREAM_API))) {
        stream.denied(subject);
        return;
      }
      if (publish && denials.add(subject)) {
        link.log().note(expectedPermission(subject) + "; what was published there is lost");
      }
    }
  }
}
