package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Message;
import io.nats.client.Subscription;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import io.tickcast.api.Timeframe;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes out, and what does not. */
final class NatsSignalSinkTest {
  private static NatsServer server;

  @BeforeAll
  static void start() {
    server = NatsServer.start(new NatsOptions().extra("max_payload: 64KB"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, String> options() {
    return Map.of("url", server.url());
  }

  @Test
  void write_signal_isOnBothSubjectsWithTheSameBytes() {
    try (Peer peer = Peer.of(server);
        SignalSink sink = Rig.readySink(options())) {
      Subscription all = peer.subscribe("signals.>");
      Subscription oneLevel = peer.subscribe("signals.*");
      Rig.awaitTaken(sink, "XAUUSD", "{\"a\":1}");
      Message first = nextOf("signals.XAUUSD", all);
      Message second = nextOf("signals.XAUUSD", all);
      assertThat(List.of(first.getSubject(), second.getSubject()))
          .containsExactly("signals.XAUUSD", "signals.XAUUSD.5m");
      assertThat(List.of(Peer.text(first), Peer.text(second)))
          .containsExactly("{\"a\":1}", "{\"a\":1}");
      assertThat(nextOf("signals.XAUUSD", oneLevel).getSubject()).isEqualTo("signals.XAUUSD");
      Rig.awaitTaken(sink, "XAUUSD", "{\"a\":2}");
      assertThat(Peer.text(nextOf("signals.XAUUSD", oneLevel))).isEqualTo("{\"a\":2}");
    }
  }

  /** The signal that showed the sink to be ready may still be on its way. */
  private static Message nextOf(String subject, Subscription subscription) {
    Message message = Peer.next(subscription);
    while (!message.getSubject().startsWith(subject)) {
      message = Peer.next(subscription);
    }
    return message;
  }

  @Test
  void write_prefixSet_isUsed() {
    try (Peer peer = Peer.of(server);
        SignalSink sink =
            Rig.readySink(Map.of("url", server.url(), "subject_prefix", "test.signals"))) {
      Subscription signals = peer.subscribe("test.signals.EURUSD.5m");
      Rig.awaitTaken(sink, "EURUSD", "{}");
      assertThat(Peer.text(Peer.next(signals))).isEqualTo("{}");
    }
  }

  @Test
  void write_whatCanNotGoOut_isRefusedByName() {
    List<ListBatch.Record> records =
        List.of(
            Rig.signal("EURUSD", new byte[64 * 1024]),
            Rig.signal("EURUSD", new byte[64 * 1024 + 1]),
            Rig.signal("EUR.USD", new byte[1]),
            Rig.signal("*", new byte[1]),
            Rig.signal("EUR USD", new byte[1]),
            new ListBatch.Record(
                RecordKind.PREDICTION, 1L << 40, "EURUSD", Timeframe.M5, 1, 1, new byte[1]));
    Map<Integer, String> refused = new TreeMap<>();
    try (SignalSink sink = Rig.readySink(options())) {
      int finished = sink.write(ListBatch.of(records), Duration.ZERO, refused::put);
      assertThat(finished).isEqualTo(6);
    }
    assertThat(refused.keySet()).containsExactly(1, 2, 3, 4, 5);
    assertThat(refused.get(1))
        .isEqualTo("expected at most 65536 bytes (max_payload of the server), found 65537");
    assertThat(refused.get(2)).startsWith("expected a symbol of [A-Za-z0-9_-]{1,32}");
    assertThat(refused.get(5))
        .isEqualTo("expected a signal, found another kind of record: PREDICTION");
  }

  @Test
  void write_manyAtOnce_keepsTheOrderOfASymbol() {
    List<ListBatch.Record> records =
        IntStream.range(0, 5_000)
            .mapToObj(i -> Rig.signal(i % 2 == 0 ? "EURUSD" : "GBPUSD", bytes(i)))
            .toList();
    try (Peer peer = Peer.of(server);
        SignalSink sink = Rig.readySink(options())) {
      Subscription signals = peer.subscribe("signals.EURUSD");
      int finished = sink.write(ListBatch.of(records), Duration.ZERO, (index, reason) -> {});
      assertThat(finished).isEqualTo(5_000);
      for (int i = 0; i < 5_000; i += 2) {
        assertThat(Peer.next(signals).getData()).isEqualTo(bytes(i));
      }
    }
  }

  private static byte[] bytes(int i) {
    return new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)};
  }
}
