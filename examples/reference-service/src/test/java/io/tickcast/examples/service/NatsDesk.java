package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.tickcast.servers.NatsServer;
import java.time.Duration;

/** Who sends bars and reads signals, on a connection of its own. */
final class NatsDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Connection connection;
  private final Subscription signals;

  private NatsDesk(Connection connection, Subscription signals) {
    this.connection = connection;
    this.signals = signals;
  }

  /** Connects; signals from now on are seen. */
  static NatsDesk at(NatsServer server) throws Exception {
    Connection connection = Nats.connect(server.url());
    Subscription signals = connection.subscribe("signals.*");
    connection.flush(PATIENCE);
    return new NatsDesk(connection, signals);
  }

  void publish(String subject, byte[] content) {
    connection.publish(subject, content);
  }

  /** The next signal. */
  JsonNode next() throws Exception {
    Message message = signals.nextMessage(PATIENCE);
    assertThat(message).as("a signal").isNotNull();
    return new ObjectMapper().readTree(message.getData());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while closing a client", e);
    }
  }
}
