package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.SourceState;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.servers.TcpProxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A source whose server or network goes away. */
final class SourceOutageTest {
  private static final String CHANNEL = "features.EURUSD.5m";
  private static final Map<String, String> QUICK =
      Map.of("ping_interval_ms", "200", "connect_timeout_ms", "500", "reconnect_wait_ms", "200");

  private static Map<String, String> options(int port) {
    Map<String, String> options = new HashMap<>(QUICK);
    options.put("url", "nats://127.0.0.1:" + port);
    return options;
  }

  private static void assertDelivers(FeatureSource source, NatsServer server, String text) {
    Frames frames = new Frames();
    try (Peer peer = Peer.of(server)) {
      peer.publish(CHANNEL, text);
      Rig.awaitFrames(source, frames, 1);
    }
    assertThat(frames.on(CHANNEL)).containsExactly(text);
  }

  @Test
  void poll_serverKilledAndStartedAgain_delivers() {
    try (NatsServer server = NatsServer.start();
        FeatureSource source = Rig.liveSource(options(server.port()))) {
      for (String text : List.of("first", "second")) {
        server.kill();
        Rig.awaitState(source, SourceState.CONNECTING);
        Rig.awaitDetail(source, "Connection refused");
        server.restart();
        Rig.awaitState(source, SourceState.LIVE);
        assertThat(source.detail()).isEqualTo("connected to " + server.url());
        assertDelivers(source, server, text);
      }
    }
  }

  @Test
  void poll_killedWithFramesWaiting_handsThemOver() {
    Frames frames = new Frames();
    try (NatsServer server = NatsServer.start();
        FeatureSource source = Rig.liveSource(options(server.port()))) {
      try (Peer peer = Peer.of(server)) {
        peer.publish(CHANNEL, "1");
        Rig.awaitFrames(source, frames, 1);
        for (int i = 2; i <= 100; i++) {
          peer.publish(CHANNEL, "" + i);
        }
        // What comes on one connection comes in its order: with the account's state the bars are
        // in. It is handed over before the bars that wait, and only bars can come before it.
        peer.publish("account.state", "seen");
        while (frames.on("account.state").isEmpty()) {
          assertThat(source.poll(frames, 1, Rig.PATIENCE)).isEqualTo(1);
        }
      }
      server.kill();
      Rig.awaitState(source, SourceState.CONNECTING);
      Rig.awaitFrames(source, frames, 101);
      assertThat(frames.on(CHANNEL))
          .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList());
    }
  }

  @Test
  void state_serverFrozen_isConnectingUntilItGoesOn() {
    try (NatsServer server = NatsServer.start();
        FeatureSource source = Rig.liveSource(options(server.port()))) {
      server.freeze();
      Rig.awaitState(source, SourceState.CONNECTING);
      Rig.awaitDetail(source, "stands still");
      server.thaw();
      Rig.awaitState(source, SourceState.LIVE);
      assertDelivers(source, server, "after the thaw");
    }
  }

  @Test
  void state_networkStalls_isConnectingUntilItFlows() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        FeatureSource source = Rig.liveSource(options(proxy.port()))) {
      proxy.stall();
      Rig.awaitState(source, SourceState.CONNECTING);
      proxy.restore();
      Rig.awaitState(source, SourceState.LIVE);
      assertDelivers(source, server, "after the stall");
    }
  }

  @Test
  void state_answersLost_isConnecting() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        FeatureSource source = Rig.liveSource(options(proxy.port()))) {
      proxy.stall(TcpProxy.Direction.TO_CLIENT);
      Rig.awaitState(source, SourceState.CONNECTING);
      proxy.restore();
      Rig.awaitState(source, SourceState.LIVE);
      assertDelivers(source, server, "answers again");
    }
  }

  @Test
  void poll_connectionsReset_delivers() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        FeatureSource source = Rig.liveSource(options(proxy.port()))) {
      proxy.refuse();
      proxy.reset();
      Rig.awaitState(source, SourceState.CONNECTING);
      proxy.restore();
      Rig.awaitState(source, SourceState.LIVE);
      assertDelivers(source, server, "after the reset");
    }
  }

  @Test
  void poll_connectionHalfClosed_delivers() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        FeatureSource source = Rig.liveSource(options(proxy.port()))) {
      long before = proxy.accepted();
      proxy.halfClose();
      await().atMost(Rig.PATIENCE).until(() -> proxy.accepted() > before);
      Rig.awaitState(source, SourceState.LIVE);
      assertDelivers(source, server, "on another connection");
    }
  }

  @Test
  void open_serverStartsLater_connects() {
    int port;
    try (NatsServer first = NatsServer.start()) {
      port = first.port();
    }
    try (FeatureSource source = Rig.source(options(port))) {
      source.open();
      Rig.awaitDetail(source, "Connection refused");
      assertThat(source.poll(new Frames(), 10, Duration.ofMillis(10))).isZero();
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      try (NatsServer server = NatsServer.start(new NatsOptions().port(port))) {
        Rig.awaitState(source, SourceState.LIVE);
        assertDelivers(source, server, "late");
      }
    }
  }

  @Test
  void open_secondServerOfTheListUp_connectsToIt() {
    try (NatsServer server = NatsServer.start()) {
      Map<String, String> options = options(server.port());
      options.put("url", "nats://127.0.0.1:1, " + server.url());
      try (FeatureSource source = Rig.liveSource(options)) {
        assertThat(source.detail()).isEqualTo("connected to " + server.url());
        assertDelivers(source, server, "from the second");
      }
    }
  }
}
