package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Subscription;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SourceState;
import io.tickcast.servers.NatsServer;
import io.tickcast.servers.TcpProxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How components end. */
final class CloseTest {
  private static Map<String, String> options(String url, String name) {
    Map<String, String> options = new HashMap<>();
    options.put("url", url);
    options.put("client_name", name);
    options.put("close_timeout_ms", "500");
    options.put("connect_timeout_ms", "500");
    return options;
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(thread -> thread.startsWith(name))
        .toList();
  }

  private static void awaitNoThreads(String name) {
    await().atMost(Rig.PATIENCE).untilAsserted(() -> assertThat(threads(name)).isEmpty());
  }

  @Test
  void close_manySignalsJustTaken_allArrive() {
    try (NatsServer server = NatsServer.start();
        Peer peer = Peer.of(server)) {
      Subscription signals = peer.subscribe("signals.EURUSD");
      SignalSink sink = Rig.readySink(options(server.url(), "drained"));
      for (int i = 0; i < 3_000; i++) {
        assertThat(Rig.write(sink, "EURUSD", Integer.toString(i))).isEqualTo(1);
      }
      sink.close();
      for (int i = 0; i < 3_000; i++) {
        assertThat(Peer.text(Peer.next(signals))).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void close_connected_leavesNoThread() {
    try (NatsServer server = NatsServer.start()) {
      FeatureSource source = Rig.liveSource(options(server.url(), "quiet-source"));
      SignalSink sink = Rig.readySink(options(server.url(), "quiet-sink"));
      assertThat(threads("quiet-source")).isNotEmpty();
      assertThat(threads("quiet-sink")).isNotEmpty();
      source.close();
      sink.close();
      awaitNoThreads("quiet-");
    }
  }

  @Test
  void close_whileConnecting_leavesNoThread() {
    try (NatsServer server = NatsServer.start();
        TcpProxy proxy = TcpProxy.to(server.port())) {
      proxy.stall();
      for (String url : List.of("nats://127.0.0.1:1", "nats://127.0.0.1:" + proxy.port())) {
        FeatureSource source = Rig.source(options(url, "early-source"));
        SignalSink sink = Rig.sink(options(url, "early-sink"));
        source.open();
        sink.open();
        source.close();
        sink.close();
        assertThat(source.state()).isEqualTo(SourceState.CLOSED);
        awaitNoThreads("early-");
      }
    }
  }

  @Test
  void close_neverOpened_leavesNoThread() {
    Rig.source(options("nats://127.0.0.1:1", "unopened")).close();
    Rig.sink(options("nats://127.0.0.1:1", "unopened")).close();
    assertThat(threads("unopened")).isEmpty();
  }

  @Test
  void close_serverFrozen_endsAndSaysThatSignalsMayBeLost() {
    try (NatsServer server = NatsServer.start();
        LogLines log = new LogLines()) {
      FeatureSource source = Rig.liveSource(options(server.url(), "frozen-source"));
      SignalSink sink = Rig.readySink(options(server.url(), "frozen-sink"));
      server.freeze();
      assertThat(Rig.write(sink, "EURUSD", "may be lost")).isEqualTo(1);
      source.close();
      sink.close();
      assertThat(log.lines())
          .anyMatch(line -> line.contains("expected all signals to be sent before the end"));
      awaitNoThreads("frozen-");
    }
  }

  @Test
  void close_pollWaits_endsIt() {
    try (NatsServer server = NatsServer.start()) {
      Map<String, String> options = options(server.url(), "waiting");
      options.putAll(Map.of("fills_subject", "", "account_subject", "", "config_subject", ""));
      FeatureSource source = Rig.liveSource(options);
      CompletableFuture<Integer> polled =
          CompletableFuture.supplyAsync(
              () -> source.poll(new Frames(), 1, Rig.PATIENCE.multipliedBy(2)));
      source.close();
      assertThat(polled).succeedsWithin(Rig.PATIENCE).isEqualTo(0);
      assertThat(source.poll(new Frames(), 1, Duration.ZERO)).isZero();
    }
  }
}
