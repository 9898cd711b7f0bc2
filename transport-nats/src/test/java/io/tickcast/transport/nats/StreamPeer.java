package io.tickcast.transport.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.tickcast.servers.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes streams and reads them, as an operator does. */
final class StreamPeer implements AutoCloseable {
  private static final String NAME = "SIGNALS";

  /** A message in a stream. */
  record Stored(String subject, String id, byte[] value) {
    String text() {
      return new String(value, StandardCharsets.UTF_8);
    }
  }

  private final Connection connection;
  private final JetStreamManagement management;

  private StreamPeer(Options.Builder options) {
    try {
      connection =
          Nats.connect(options.maxReconnects(-1).reconnectWait(Duration.ofMillis(50)).build());
      management = connection.jetStreamManagement();
    } catch (Exception e) {
      throw new AssertionError("expected a plain client to connect", e);
    }
  }

  static StreamPeer of(NatsServer server) {
    return new StreamPeer(Options.builder().server(server.url()));
  }

  static StreamPeer of(NatsServer server, String user, String password) {
    return new StreamPeer(Options.builder().server(server.url()).userInfo(user, password));
  }

  /** With a stream over these subjects. */
  StreamPeer with(String... subjects) {
    return with(builder -> builder.subjects(subjects));
  }

  StreamPeer with(UnaryOperator<StreamConfiguration.Builder> more) {
    StreamConfiguration.Builder builder =
        StreamConfiguration.builder().name(NAME).storageType(StorageType.File);
    try {
      management.addStream(more.apply(builder).build());
      return this;
    } catch (Exception e) {
      throw new AssertionError("expected the server to make a stream", e);
    }
  }

  void deleteStream() {
    try {
      management.deleteStream(NAME);
    } catch (Exception e) {
      throw new AssertionError("expected the server to delete a stream", e);
    }
  }

  /** All that the stream holds, in its order. */
  List<Stored> stored() {
    try {
      List<Stored> found = new ArrayList<>();
      long last = management.getStreamInfo(NAME).getStreamState().getLastSequence();
      for (long sequence = 1; sequence <= last; sequence++) {
        MessageInfo message = management.getMessage(NAME, sequence);
        found.add(
            new Stored(
                message.getSubject(),
                message.getHeaders().getFirst("Nats-Msg-Id"),
                message.getData()));
      }
      return found;
    } catch (Exception e) {
      throw new AssertionError("expected to read a stream", e);
    }
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
