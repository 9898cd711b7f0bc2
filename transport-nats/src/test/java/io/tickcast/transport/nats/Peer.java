package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.tickcast.servers.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plain client beside the component under test. */
final class Peer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Connection connection;

  private Peer(Connection connection) {
    this.connection = connection;
  }

  static Peer of(NatsServer server) {
    return of(Options.builder().server(server.url()));
  }

  /** Of a server that takes few connections, and may still hold the one that saw it start. */
  static Peer awaitedOf(NatsServer server) {
    Options.Builder options = Options.builder().server(server.url()).maxReconnects(-1);
    try {
      return new Peer(Nats.connectReconnectOnConnect(options.reconnectWait(POLL).build()));
    } catch (Exception e) {
      throw new AssertionError("expected a plain client to connect", e);
    }
  }

  static Peer of(Options.Builder options) {
    try {
      return new Peer(Nats.connect(options.build()));
    } catch (Exception e) {
      throw new AssertionError("expected a plain client to connect", e);
    }
  }

  /** Subscribes; what is published from now on comes. */
  Subscription subscribe(String pattern) {
    Subscription made = connection.subscribe(pattern);
    made.setPendingLimits(0, 0);
    flush();
    return made;
  }

  /** Publishes and waits until the server has it. */
  void publish(String subject, String text) {
    connection.publish(subject, text.getBytes(StandardCharsets.UTF_8));
    flush();
  }

  /** Publishes on one subject and then on another, and does not wait. */
  void publishBoth(String first, String second, String text) {
    connection.publish(first, text.getBytes(StandardCharsets.UTF_8));
    connection.publish(second, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Publishes as fast as it goes. */
  void publishAll(String subject, List<byte[]> values) {
    values.forEach(value -> connection.publish(subject, value));
    flush();
  }

  private void flush() {
    try {
      connection.flush(PATIENCE);
    } catch (Exception e) {
      throw new AssertionError("expected the server to answer a plain client", e);
    }
  }

  /** What has come on a subscription since the last look. */
  static List<Message> taken(Subscription subscription) {
    List<Message> messages = new ArrayList<>();
    while (subscription.getPendingMessageCount() > 0) {
      messages.add(next(subscription));
    }
    return messages;
  }

  /** The next message on a subscription. */
  static Message next(Subscription subscription) {
    try {
      Message message = subscription.nextMessage(PATIENCE);
      if (message == null) {
        throw new AssertionError(
            "expected a message on " + subscription.getSubject() + ", found none");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a message", e);
    }
  }

  static String text(Message message) {
    return new String(message.getData(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while closing a plain client", e);
    }
  }
}
