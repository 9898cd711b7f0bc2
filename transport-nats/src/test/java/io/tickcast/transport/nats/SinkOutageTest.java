package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Message;
import io.nats.client.Subscription;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.servers.TcpProxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A sink whose server or network goes away. */
final class SinkOutageTest {
  private static Map<String, String> options(int port, String pingMillis) {
    return Map.of(
        "url",
        "nats://127.0.0.1:" + port,
        "ping_interval_ms",
        pingMillis,
        "connect_timeout_ms",
        "500",
        "reconnect_wait_ms",
        "200",
        "pending_bytes",
        "1000000");
  }

  private static void awaitNotTaken(SignalSink sink, byte[] value) {
    await().atMost(Rig.PATIENCE).until(() -> Rig.write(sink, "EURUSD", value), taken -> taken == 0);
  }

  /** Writes a signal until it is taken, and sees it on both subjects. */
  private static void assertPublishes(SignalSink sink, NatsServer server, String text) {
    try (Peer peer = Peer.of(server)) {
      Subscription ofSymbol = peer.subscribe("signals.EURUSD");
      Subscription ofTimeframe = peer.subscribe("signals.EURUSD.5m");
      Rig.awaitTaken(sink, "EURUSD", text);
      for (Subscription subscription : List.of(ofSymbol, ofTimeframe)) {
        // Signals from before the outage that the client still held come first.
        Message message = Peer.next(subscription);
        while (!Peer.text(message).equals(text)) {
          message = Peer.next(subscription);
        }
      }
    }
  }

  /** Writes until neither the client nor the sockets behind it take any more. */
  private static int fill(SignalSink sink, byte[] value) {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger inVain = new AtomicInteger();
    await()
        .atMost(Rig.PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              if (Rig.write(sink, "EURUSD", value) == 1) {
                taken.incrementAndGet();
                inVain.set(0);
              }
              return inVain.incrementAndGet() > 50;
            });
    return taken.get();
  }

  @Test
  void write_serverKilled_takesNothingUntilItIsBack() {
    try (NatsServer server = NatsServer.start();
        SignalSink sink = Rig.readySink(options(server.port(), "200"))) {
      server.kill();
      awaitNotTaken(sink, new byte[100]);
      Rig.awaitDetail(sink, "Connection refused");
      assertThat(Rig.write(sink, "EURUSD", "while it is away")).isZero();
      server.restart();
      assertPublishes(sink, server, "back");
      assertThat(sink.detail()).isEqualTo("connected to " + server.url());
    }
  }

  @Test
  void write_serverFrozen_takesNothingOnceThatIsNoticed() {
    try (NatsServer server = NatsServer.start();
        SignalSink sink = Rig.readySink(options(server.port(), "200"))) {
      server.freeze();
      awaitNotTaken(sink, new byte[100]);
      Rig.awaitDetail(sink, "stands still");
      server.thaw();
      assertPublishes(sink, server, "thawed");
    }
  }

  @Test
  void write_networkStalls_takesNoMoreThanItsRoom() {
    // With pings so far apart nothing else finds out.
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        SignalSink sink = Rig.readySink(options(proxy.port(), "300000"))) {
      proxy.stall();
      byte[] large = new byte[200_000];
      awaitNotTaken(sink, large);
      proxy.restore();
      assertPublishes(sink, server, "flows again");
    }
  }

  @Test
  void write_networkStallsForAMoment_losesNothing() {
    int count = 30_000;
    String padding = "x".repeat(150);
    Map<String, String> options = new HashMap<>();
    options.put("ping_interval_ms", "300000");
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        Peer peer = Peer.of(server)) {
      options.put("url", "nats://127.0.0.1:" + proxy.port());
      Subscription signals = peer.subscribe("signals.EURUSD.5m");
      try (SignalSink sink = Rig.readySink(options)) {
        proxy.stall();
        for (int i = 0; i < count; i++) {
          assertThat(Rig.write(sink, "EURUSD", i + padding)).isEqualTo(1);
        }
        proxy.restore();
        for (int i = 0; i < count; i++) {
          assertThat(Peer.text(Peer.next(signals))).isEqualTo(i + padding);
        }
      }
    }
  }

  @Test
  void write_networkStallsForLong_publishesAgainWhatMayBeLost() {
    assertThat(staleSignalsAfterAStall(Map.of())).isTrue();
  }

  @Test
  void write_networkStallsForLongerThanIsResent_dropsWhatWasNotSent() {
    assertThat(staleSignalsAfterAStall(Map.of("resend_ms", "1"))).isFalse();
  }

  /** Whether all that was taken before a long stall arrives after it. */
  private static boolean staleSignalsAfterAStall(Map<String, String> settings) {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        Peer peer = Peer.of(server);
        LogLines log = new LogLines()) {
      Map<String, String> options = new HashMap<>(options(proxy.port(), "1000"));
      options.putAll(settings);
      try (SignalSink sink = Rig.readySink(options)) {
        Subscription signals = peer.subscribe("signals.EURUSD");
        proxy.stall();
        byte[] stale = new byte[200_000];
        int taken = fill(sink, stale);
        await()
            .atMost(Rig.PATIENCE)
            .until(
                () ->
                    log.lines().stream()
                        .anyMatch(line -> line.contains("what waited to be sent is dropped")));
        proxy.restore();
        Rig.awaitTaken(sink, "EURUSD", "fresh");
        int late = 0;
        while (Peer.next(signals).getData().length == stale.length) {
          late++;
        }
        return late >= taken;
      }
    }
  }

  @Test
  void write_connectionCutAgainAndAgain_losesNothing() throws InterruptedException {
    Random random = new Random(5);
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        Peer peer = Peer.of(server);
        SignalSink sink = Rig.readySink(options(proxy.port(), "1000"))) {
      Subscription ofSymbol = peer.subscribe("signals.EURUSD");
      Subscription ofTimeframe = peer.subscribe("signals.EURUSD.5m");
      String padding = "x".repeat(900);
      int count = 0;
      for (int cut = 0; cut < 20; cut++) {
        proxy.cutAfter(TcpProxy.Direction.TO_SERVER, random.nextInt(20_000));
        for (int i = 0; i < 40; i++) {
          Rig.awaitTaken(sink, "EURUSD", count++ + padding);
        }
        proxy.restore();
      }
      assertThat(missing(ofSymbol, count)).isEmpty();
      assertThat(missing(ofTimeframe, count)).isEmpty();
    }
  }

  @Test
  void write_nextServerTakesLess_leavesOutWhatIsTooLongAndGoesOn() {
    try (NatsServer one = NatsServer.start();
        NatsServer other = NatsServer.start(new NatsOptions().extra("max_payload: 4096"));
        TcpProxy later = TcpProxy.to(other.port());
        LogLines log = new LogLines()) {
      Map<String, String> options = new HashMap<>(options(one.port(), "1000"));
      options.put("url", one.url() + ",nats://127.0.0.1:" + later.port());
      later.refuse();
      try (SignalSink sink = Rig.readySink(options)) {
        one.freeze();
        assertThat(Rig.write(sink, "EURUSD", new byte[10_000])).isEqualTo(1);
        one.kill();
        later.restore();
        assertPublishes(sink, other, "short");
      }
      assertThat(log.lines()).anyMatch(line -> line.contains("left out 1 that are"));
    }
  }

  /** The numbers below a count that no message begins with, within some time. */
  private static Set<Integer> missing(Subscription subscription, int count)
      throws InterruptedException {
    Set<Integer> missing = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      missing.add(i);
    }
    Message message = subscription.nextMessage(Rig.PATIENCE);
    while (message != null) {
      missing.remove(Integer.parseInt(Peer.text(message).replace("x", "")));
      message = missing.isEmpty() ? null : subscription.nextMessage(Duration.ofSeconds(5));
    }
    return missing;
  }

  @Test
  void write_connectionReset_comesBack() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port());
        SignalSink sink = Rig.readySink(options(proxy.port(), "200"))) {
      proxy.refuse();
      proxy.reset();
      awaitNotTaken(sink, new byte[100]);
      proxy.restore();
      assertPublishes(sink, server, "after the reset");
    }
  }
}
