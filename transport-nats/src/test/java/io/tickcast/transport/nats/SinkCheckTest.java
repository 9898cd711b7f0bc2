package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.nats.client.Subscription;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.servers.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether the server could take a signal now. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class SinkCheckTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static InferenceException failure(SignalSink sink, Duration timeout) {
    InferenceException failure =
        catchThrowableOfType(InferenceException.class, () -> sink.check(timeout));
    assertThat(failure).as("a failure of the check").isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  private static Map<String, String> options(String url, String... more) {
    Map<String, String> options = new HashMap<>(Map.of("url", url));
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  @Test
  void check_connected_returnsAndPublishesNothing() {
    try (NatsServer server = NatsServer.start();
        Peer peer = Peer.of(server);
        SignalSink sink = Rig.readySink(options(server.url()))) {
      sink.check(LONG);
      Subscription all = peer.subscribe(">");
      for (int i = 0; i < 20; i++) {
        sink.check(LONG);
      }
      Rig.awaitTaken(sink, "EURUSD", "{}");
      assertThat(Peer.next(all).getSubject()).isEqualTo("signals.EURUSD");
    }
  }

  @Test
  void check_manyAtOnce_keepsTheConnection() {
    // More pings than two must not be open on a connection: the client would end it.
    try (NatsServer server = NatsServer.start();
        LogLines log = new LogLines();
        SignalSink sink = Rig.readySink(options(server.url()))) {
      server.freeze();
      List<CompletableFuture<Void>> checks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        checks.add(CompletableFuture.runAsync(() -> sink.check(LONG)));
      }
      server.thaw();
      CompletableFuture.allOf(checks.toArray(new CompletableFuture<?>[0])).join();
      assertThat(log.lines()).noneMatch(line -> line.contains("ping"));
    }
  }

  @Test
  void check_neverConnected_saysWhy() {
    try (SignalSink sink = Rig.sink(options("nats://127.0.0.1:1"))) {
      sink.open();
      Rig.awaitDetail(sink, "Connection refused");
      InferenceException failure = failure(sink, LONG);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      assertThat(failure)
          .hasMessageContaining("127.0.0.1:1")
          .hasMessageContaining("expected a server that listens");
    }
  }

  @Test
  void check_serverFrozen_endsWithTheReasonAndPassesAfterwards() {
    // With pings so far apart nothing but the check finds out.
    try (NatsServer server = NatsServer.start();
        SignalSink sink = Rig.readySink(options(server.url(), "ping_interval_ms", "300000"))) {
      server.freeze();
      InferenceException failure = failure(sink, SHORT);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      assertThat(failure)
          .hasMessage(
              "connected to %s: expected an answer to a ping within 300 ms, found none: the server"
                  + " or the network stands still",
              server.url());
      assertThat(Rig.write(sink, "EURUSD", "{}")).as("a write beside it").isEqualTo(1);
      server.thaw();
      sink.check(LONG);
    }
  }

  @Test
  void check_networkStalls_doesNotHoldUpAWrite() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        SignalSink sink =
            Rig.readySink(
                options("nats://127.0.0.1:" + proxy.port(), "ping_interval_ms", "300000"))) {
      proxy.stall();
      CompletableFuture<Void> check = CompletableFuture.runAsync(() -> sink.check(LONG));
      for (int i = 0; i < 1_000; i++) {
        assertThat(Rig.write(sink, "EURUSD", new byte[500])).isEqualTo(1);
      }
      assertThat(check).isNotDone();
      proxy.restore();
      assertThatCode(check::join).doesNotThrowAnyException();
    }
  }

  @Test
  void check_serverKilled_failsUntilItIsBack() {
    try (NatsServer server = NatsServer.start();
        SignalSink sink = Rig.readySink(options(server.url(), "reconnect_wait_ms", "200"))) {
      server.kill();
      assertThat(failure(sink, LONG).code()).isEqualTo(ErrorCode.EXTERNAL_UNAVAILABLE);
      server.restart();
      await()
          .atMost(Rig.PATIENCE)
          .untilAsserted(() -> assertThatCode(() -> sink.check(LONG)).doesNotThrowAnyException());
    }
  }

  @Test
  void check_subjectDenied_namesIt() {
    String users =
        "users = [ { user: us, password: p, permissions: { publish: [\"signals.READY.>\","
            + " \"signals.READY\"] } } ]";
    try (NatsServer server = NatsServer.start(new NatsOptions().authorization(users));
        SignalSink sink = Rig.readySink(options(server.url(), "user", "us", "password", "p"))) {
      sink.check(LONG);
      Rig.awaitTaken(sink, "EURUSD", "lost");
      Rig.awaitDetail(sink, "no permission to publish on signals.EURUSD");
      InferenceException failure = failure(sink, LONG);
      assertThat(failure.code()).isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(failure)
          .hasMessageContaining("expected the permission to publish on")
          .hasMessageContaining("signals.EURUSD");
    }
  }

  @Test
  void detail_serverInLameDuckMode_saysSoWhileItStillTakesSignals() throws IOException {
    try (NatsServer server = NatsServer.start();
        SignalSink sink = Rig.readySink(options(server.url()))) {
      new ProcessBuilder("kill", "-USR2", Long.toString(server.processId()))
          .start()
          .onExit()
          .join();
      Rig.awaitDetail(sink, "which says that it will end soon");
      assertThatCode(() -> sink.check(LONG)).doesNotThrowAnyException();
    }
  }
}
