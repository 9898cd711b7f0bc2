package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SourceState;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Addresses where no NATS server is. */
final class WrongPeerTest {
  /** What another service does with a connection. */
  private interface Service {
    void serve(Socket socket) throws IOException;
  }

  /** Some service on a port, for one connection after the other. */
  private static final class OtherService implements AutoCloseable {
    private final ServerSocket listener;

    OtherService(Service service) throws IOException {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> run(service), "other-service");
      thread.setDaemon(true);
      thread.start();
    }

    private void run(Service service) {
      while (!listener.isClosed()) {
        try (Socket socket = listener.accept()) {
          service.serve(socket);
        } catch (IOException e) {
          // The client hung up, or the test is over.
          continue;
        }
      }
    }

    String url() {
      return "nats://127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() {
      try {
        listener.close();
      } catch (IOException e) {
        throw new UncheckedIOException("expected to close a port", e);
      }
    }
  }

  private static void assertSays(String url, String reason) {
    Map<String, String> options = Map.of("url", url, "connect_timeout_ms", "300");
    try (FeatureSource source = Rig.source(options);
        SignalSink sink = Rig.sink(options)) {
      source.open();
      sink.open();
      Rig.awaitDetail(source, reason);
      Rig.awaitDetail(sink, reason);
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      assertThat(source.detail()).startsWith(url + ": expected ");
      assertThat(Rig.write(sink, "EURUSD", "{}")).isZero();
    }
  }

  private static Service answer(String greeting) {
    return socket -> {
      socket.getOutputStream().write(greeting.getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readAllBytes();
    };
  }

  @Test
  void detail_nobodyListens_saysRefused() {
    assertSays("nats://127.0.0.1:1", "expected a server that listens, found: Connection refused");
  }

  @Test
  void detail_hostUnknown_namesIt() {
    assertSays("nats://no-such-host.invalid:4222", "found 'no-such-host.invalid");
  }

  @Test
  void detail_echoService_saysThatNobodyGreets() throws IOException {
    try (OtherService echo =
        new OtherService(socket -> socket.getInputStream().transferTo(socket.getOutputStream()))) {
      assertSays(echo.url(), "to answer within connect_timeout_ms = 300, found none");
    }
  }

  @Test
  void detail_anotherProtocol_saysSomethingElse() throws IOException {
    try (OtherService shell = new OtherService(answer("SSH-2.0-OpenSSH_9.6\r\n"))) {
      assertSays(shell.url(), "expected the greeting of a NATS server, found something else");
    }
  }

  @Test
  void detail_hangsUp_saysSomethingElse() throws IOException {
    try (OtherService mute = new OtherService(socket -> {})) {
      assertSays(mute.url(), "expected the ");
    }
  }

  @Test
  void detail_serverIsFull_saysSo() {
    try (NatsServer server = NatsServer.start(new NatsOptions().extra("max_connections: 1"));
        Peer only = Peer.awaitedOf(server)) {
      only.publish("somebody", "is there");
      assertSays(server.url(), "expected room for one more connection, found maximum connections");
    }
  }

  @Test
  void detail_greetingIsNoJson_saysSo() throws IOException {
    try (OtherService liar = new OtherService(answer("INFO {\"server_id\":\r\n"))) {
      assertSays(liar.url(), "expected ");
    }
  }
}
