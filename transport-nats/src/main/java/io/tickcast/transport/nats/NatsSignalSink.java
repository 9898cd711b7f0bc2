package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.Refusals;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each signal on the subject of its symbol and on that of its symbol and timeframe.
 * <i>Confined</i>, but for {@link #detail}.
 *
 * <p>A write never waits for the network: what the client can not take at once is not finished. The
 * client keeps the array itself, so it must be one that is never altered.
 */
final class NatsSignalSink implements SignalSink {
  /** What the client adds to a message of ours, generously. */
  private static final int OVERHEAD = 64;

  /** Nobody is served by signals that come out of a client's queue after a long outage. */
  private static final Duration RESEND_WITHIN = Duration.ofSeconds(5);

  private final NatsSinkConfig config;
  private final NatsLink link;
  private final SignalSubjects subjects;
  private final OutgoingRoom room;
  private final Denials denials = new Denials();
  private boolean opened;
  private boolean closed;

  NatsSignalSink(NatsSinkConfig config) {
    this.config = config;
    this.link = new NatsLink(config.connection(), Optional.of(RESEND_WITHIN), new Use());
    this.subjects = new SignalSubjects(config.subjectPrefix());
    this.room =
        new OutgoingRoom(
            config.pendingBytes(), () -> link.threads().later(Duration.ZERO, this::confirm));
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
    if (!opened || closed) {
      throw illegalState("an open sink", closed ? "a closed one" : "a new one");
    }
    int finished = 0;
    while (finished < batch.size() && finish(batch, finished, refusals)) {
      finished++;
    }
    return finished;
  }

  private boolean finish(SinkBatch batch, int index, Refusals refusals) {
    Connection connection = link.connected();
    if (connection == null) {
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
    return room.take(2L * (value.length + OVERHEAD + ofTimeframe.length()))
        && publish(connection, ofSymbol.all, ofTimeframe, value);
  }

  private @Nullable String reasonToRefuse(
      RecordKind kind, SignalSubjects.@Nullable OfSymbol ofSymbol, byte[] value, long maxPayload) {
    if (kind != RecordKind.SIGNAL) {
      return "expected a signal, found another kind of record: " + kind;
    }
    if (ofSymbol == null) {
      return "expected a symbol of [A-Za-z0-9_-]{1,32}, found one that can not stand in a subject";
    }
    if (maxPayload > 0 && value.length > maxPayload) {
      return "expected at most "
          + maxPayload
          + " bytes (max_payload of the server), found "
          + value.length;
    }
    return null;
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
  private static boolean publish(
      Connection connection, String all, String ofTimeframe, byte[] value) {
    try {
      connection.publish(all, value);
      connection.publish(ofTimeframe, value);
      return true;
    } catch (IllegalStateException | IllegalArgumentException e) {
      // The connection, or with another server its max_payload, has changed since it was looked at.
      return false;
    }
  }

  private void confirm() throws InterruptedException {
    Connection connection = link.connected();
    if (connection == null) {
      room.notConfirmed();
      return;
    }
    long before = room.handedOver();
    try {
      connection.flush(config.connection().times().connect());
      room.confirmed(before);
    } catch (TimeoutException | IllegalStateException e) {
      // No answer in time, or no connection any more.
      room.notConfirmed();
    }
  }

  @Override
  public String detail() {
    return denials.isEmpty()
        ? link.detail()
        : link.detail() + "; no permission to publish on " + denials.text();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
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
    }

    @Override
    public void reconnected(Connection connection) {
      // A write looks at the connection itself.
    }

    @Override
    public void disconnected() {
      denials.clear();
    }

    @Override
    public void denied(boolean publish, String subject) {
      if (publish && denials.add(subject)) {
        link.log().note(expectedPermission(subject) + "; what was published there is lost");
      }
    }
  }
}
