package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Publishes messages for streams: each with an id, and with a place for the acknowledgement that
 * nobody waits for. <i>Confined</i> to the writing thread, but for what says otherwise.
 */
final class StreamPublisher {
  private static final String INBOXES = "_INBOX.>";

  /** Of an answer that comes when nobody listens on a subject. */
  private static final int NO_RESPONDERS = 503;

  /** From here on an error is the server's, and may pass. */
  private static final int OF_THE_SERVER = 500;

  private static final int MOST_SUBJECTS = 20_000;

  private final NatsLink link;
  private final StreamWatch watch;
  private final Acknowledgements acks;
  private final Resends resends;
  private final Map<String, Boolean> taken = new HashMap<>();
  private Streams takenFor = Streams.NOT_ASKED;
  private volatile @Nullable Inbox inbox;
  private volatile boolean inboxDenied;

  /** Where acknowledgements come in on a connection. */
  record Inbox(Connection connection, String prefix) {
    /**
     * Publishes a message.
     *
     * @throws IllegalStateException when the connection has ended
     */
    void publish(long token, Unacknowledged message) {
      connection.publish(
          message.subject, prefix + token, MessageIds.header(message.messageId), message.value);
    }
  }

  /**
   * Prepares; publishes nothing.
   *
   * @param limit how many bytes may wait for acknowledgements
   * @param denials the subjects that the server does not permit
   */
  StreamPublisher(NatsLink link, AckTimes times, String prefix, long limit, Denials denials) {
    this.link = link;
    this.watch = new StreamWatch(link, prefix);
    this.acks = new Acknowledgements(limit);
    this.resends = new Resends(link, times, watch, acks, denials);
  }

  /**
   * Whether messages can go out on a connection, and so many bytes more may wait. Before the
   * streams were asked for, which takes no longer than an answer, nothing can.
   */
  boolean takes(Connection connection, long bytes) {
    Inbox current = inbox;
    if (watch.now() == Streams.NOT_ASKED) {
      watch.lookAgain();
      return false;
    }
    return current != null && current.connection == connection && acks.hasRoom(bytes);
  }

  /**
   * Publishes both messages of a signal.
   *
   * @param ids of the two
   * @param bytes what each takes of the limit
   * @throws IllegalStateException when the connection has ended
   */
  void publish(
      Connection connection,
      String all,
      String ofTimeframe,
      MessageIds ids,
      byte[] value,
      long bytes) {
    boolean first = publish(connection, all, ids.all(), value, bytes);
    boolean second = publish(connection, ofTimeframe, ids.ofTimeframe(), value, bytes);
    if (!first && !second) {
      acks.lost(inboxDenied ? "no permission to subscribe to " + INBOXES : "no stream over " + all);
      watch.lookAgain();
    }
  }

  /** Whether its acknowledgement is waited for. */
  private boolean publish(
      Connection connection, String subject, String messageId, byte[] value, long bytes) {
    Inbox current = inbox;
    if (current == null || inboxDenied || !isTaken(subject)) {
      connection.publish(subject, MessageIds.header(messageId), value);
      return false;
    }
    Unacknowledged message =
        new Unacknowledged(subject, messageId, value, bytes, LinkClock.nanos());
    long token = acks.add(message);
    try {
      current.publish(token, message);
    } catch (IllegalStateException | IllegalArgumentException e) {
      acks.remove(token);
      throw e;
    }
    resends.schedule();
    return true;
  }

  private boolean isTaken(String subject) {
    Streams now = watch.now();
    if (takenFor != now || taken.size() > MOST_SUBJECTS) {
      taken.clear();
      takenFor = now;
    }
    return taken.computeIfAbsent(subject, now::take);
  }

  /** A connection stands, and nothing went out on it yet; called on the link's thread. */
  void connected(Connection connection) {
    String prefix = connection.createInbox() + ".";
    inboxDenied = false;
    connection.createDispatcher(message -> reply(message, prefix)).subscribe(prefix + "*");
    Inbox made = new Inbox(connection, prefix);
    inbox = made;
    resumed(made);
  }

  /** A connection stands again, subscriptions and all; called on the link's thread. */
  void reconnected(Connection connection) {
    Inbox current = inbox;
    if (current != null && current.connection == connection) {
      resumed(current);
    }
  }

  /** What was on its way may be lost. */
  private void resumed(Inbox to) {
    watch.look();
    resends.allThrough(to);
  }

  /** The server does not let acknowledgements in; called on the thread of the client's events. */
  void denied(String subject) {
    Inbox current = inbox;
    if (current != null && subject.startsWith(current.prefix) && !inboxDenied) {
      inboxDenied = true;
      link.log().note(inboxProblem());
    }
  }

  private static String inboxProblem() {
    return "expected the permission to subscribe to "
        + INBOXES
        + ", found it denied: no stream can acknowledge a signal";
  }

  private void reply(Message message, String prefix) {
    long token = Long.parseLong(message.getSubject().substring(prefix.length()));
    if (message.isStatusMessage()) {
      if (message.getStatus().getCode() == NO_RESPONDERS) {
        nobodyListens(token);
      }
      return;
    }
    try {
      // When it can be read it is one.
      var unused = new PublishAck(message);
      acks.remove(token);
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() < OF_THE_SERVER) {
        resends.giveUp(token, OneLine.of(e));
      }
    } catch (IOException e) {
      link.log().noteSeldom("reply", "expected an acknowledgement, found " + OneLine.of(e));
    }
  }

  /** No stream, or one whose servers elect a leader; the list of streams knows. */
  private void nobodyListens(long token) {
    Streams now = watch.now();
    Unacknowledged message = acks.get(token);
    if (message != null && (now.subjects().isEmpty() || !now.take(message.subject))) {
      resends.giveUp(token, "no stream answers on it");
    }
    watch.lookAgain();
  }

  /**
   * Why signals get into no stream; empty when nothing says so. Has the server asked again then.
   * <i>Thread-safe.</i>
   */
  String problem() {
    if (inboxDenied) {
      return inboxProblem();
    }
    Streams now = watch.now();
    if (!now.areMissing()) {
      return "";
    }
    watch.lookAgain();
    return now.problem().orElse("");
  }

  /** Waits until all is acknowledged, or the time is over; how many messages are not. */
  int awaitAll(Duration time) {
    try {
      if (link.connected() != null) {
        acks.awaitNone(time);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return acks.count();
  }

  /** The streams and what is not in them, one line. <i>Thread-safe.</i> */
  String detail() {
    return (inboxDenied ? inboxProblem() : watch.now().text()) + acks.text();
  }
}
