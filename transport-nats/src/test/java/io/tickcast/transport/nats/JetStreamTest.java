package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nats.client.Message;
import io.nats.client.Subscription;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.servers.TcpProxy;
import io.tickcast.tck.ListBatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stream holds of the signals, and what is said of one that holds nothing. */
final class JetStreamTest {
  private static final Duration CHECK = Duration.ofSeconds(5);
  private static final int COUNT = 500;

  private final NatsServer server = NatsServer.start(new NatsOptions().jetStream());

  @AfterEach
  void stop() {
    server.close();
  }

  private Map<String, String> options(String... more) {
    Map<String, String> options =
        new HashMap<>(Map.of("url", server.url(), "jetstream", "true", "ack_wait_ms", "300"));
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static List<ListBatch.Record> signals() {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i -> Rig.signal(i % 2 == 0 ? "EURUSD" : "GBPUSD", ("{\"n\":" + i + "}").getBytes()))
        .toList();
  }

  private static String id(ListBatch.Record signal) {
    return new UUID(signal.idHigh(), signal.idLow()).toString();
  }

  private static List<StreamPeer.Stored> withoutReady(List<StreamPeer.Stored> stored) {
    return stored.stream().filter(one -> !one.subject().startsWith("signals.READY")).toList();
  }

  private static void write(SignalSink sink, List<ListBatch.Record> signals) {
    assertThat(sink.write(ListBatch.of(signals), Duration.ZERO, (index, reason) -> {}))
        .isEqualTo(signals.size());
  }

  @Test
  void write_streamOverOneLevel_holdsEachSignalOnce() {
    List<ListBatch.Record> signals = signals();
    try (StreamPeer peer = StreamPeer.of(server).with("signals.*")) {
      try (SignalSink sink = Rig.readySink(options())) {
        Rig.awaitDetail(sink, "stream SIGNALS over signals.*");
        write(sink, signals);
        sink.check(CHECK);
      }
      List<StreamPeer.Stored> stored = withoutReady(peer.stored());
      assertThat(stored)
          .extracting(StreamPeer.Stored::id)
          .containsExactlyElementsOf(signals.stream().map(JetStreamTest::id).toList());
      assertThat(stored.get(1).subject()).isEqualTo("signals.GBPUSD");
      assertThat(stored.get(1).value()).isEqualTo(signals.get(1).value());
    }
  }

  @Test
  void write_streamOverAll_holdsEachMessageOnce() {
    List<ListBatch.Record> signals = signals();
    try (StreamPeer peer = StreamPeer.of(server).with("signals.>")) {
      try (SignalSink sink = Rig.readySink(options())) {
        write(sink, signals);
      }
      assertThat(withoutReady(peer.stored()))
          .extracting(StreamPeer.Stored::id)
          .containsExactlyElementsOf(
              signals.stream().flatMap(one -> Stream.of(id(one), id(one) + ".5m")).toList());
    }
  }

  @Test
  void write_sameSignalAgain_isInTheStreamOnce() {
    List<ListBatch.Record> one = List.of(Rig.signal("EURUSD", "{}".getBytes()));
    try (StreamPeer peer = StreamPeer.of(server).with("signals.>")) {
      try (SignalSink sink = Rig.readySink(options())) {
        write(sink, one);
      }
      // As after a restart of the engine, which brings what it does not know to be taken.
      try (SignalSink sink = Rig.readySink(options())) {
        write(sink, one);
      }
      assertThat(withoutReady(peer.stored()))
          .extracting(StreamPeer.Stored::subject)
          .containsExactly("signals.EURUSD", "signals.EURUSD.5m");
    }
  }

  @Test
  void write_serverFrozenThenKilled_isInTheStreamOnceAfterTheRestart() {
    List<ListBatch.Record> signals = signals();
    try (StreamPeer peer = StreamPeer.of(server).with("signals.>");
        SignalSink sink = Rig.readySink(options("ping_interval_ms", "300"))) {
      write(sink, signals.subList(0, 200));
      server.freeze();
      // Taken by the client, read by nobody.
      write(sink, signals.subList(200, 400));
      server.kill();
      Rig.awaitDetail(sink, "messages not acknowledged yet");
      server.restart();
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> sink.detail(), detail -> !detail.contains("not acknowledged yet"));
      assertThat(sink.detail()).doesNotContain("not known to be in a stream");
      awaitWritten(sink, signals.subList(400, COUNT));
      await()
          .atMost(Rig.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(withoutReady(peer.stored()))
                      .extracting(StreamPeer.Stored::id)
                      .containsExactlyInAnyOrderElementsOf(
                          signals.stream()
                              .flatMap(one -> Stream.of(id(one), id(one) + ".5m"))
                              .toList()));
    }
  }

  @Test
  void write_serverKilledUnderLoad_losesAndRepeatsNothingOfWhatWasTaken() {
    List<ListBatch.Record> signals = signals();
    try (StreamPeer peer = StreamPeer.of(server).with("signals.*");
        SignalSink sink = Rig.readySink(options("reconnect_wait_ms", "100"))) {
      for (int i = 0; i < COUNT; i++) {
        if (i == COUNT / 2) {
          server.kill();
          server.restart();
        }
        awaitWritten(sink, signals.subList(i, i + 1));
      }
      awaitHeldOnce(peer, signals);
    }
  }

  @Test
  void write_networkStallsForLong_isInTheStreamOnceThroughTheNextConnection() {
    List<ListBatch.Record> signals = signals();
    try (StreamPeer peer = StreamPeer.of(server).with("signals.*");
        TcpProxy proxy = TcpProxy.to(server.port());
        LogLines log = new LogLines();
        SignalSink sink = Rig.readySink(options("url", "nats://127.0.0.1:" + proxy.port()))) {
      write(sink, signals.subList(0, 100));
      proxy.stall();
      write(sink, signals.subList(100, COUNT));
      await()
          .atMost(Rig.PATIENCE)
          .until(log::lines, lines -> lines.stream().anyMatch(line -> line.contains("is dropped")));
      proxy.restore();
      awaitHeldOnce(peer, signals);
    }
  }

  private static void awaitHeldOnce(StreamPeer peer, List<ListBatch.Record> signals) {
    await()
        .atMost(Rig.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(withoutReady(peer.stored()))
                    .extracting(StreamPeer.Stored::id)
                    .containsExactlyInAnyOrderElementsOf(
                        signals.stream().map(JetStreamTest::id).toList()));
  }

  private static void awaitWritten(SignalSink sink, List<ListBatch.Record> signals) {
    int[] finished = {0};
    await()
        .atMost(Rig.PATIENCE)
        .until(
            () -> {
              ListBatch rest = ListBatch.of(signals.subList(finished[0], signals.size()));
              finished[0] += sink.write(rest, Duration.ZERO, (index, reason) -> {});
              return finished[0] == signals.size();
            });
  }

  @Test
  void write_noStream_saysSoOnceAndGoesToSubscribers() {
    try (Peer peer = Peer.of(server);
        LogLines log = new LogLines();
        SignalSink sink = Rig.readySink(options())) {
      Subscription subscription = peer.subscribe("signals.EURUSD");
      Rig.awaitDetail(sink, "expected a stream over signals.* or signals.>, found none");
      Rig.awaitTaken(sink, "EURUSD", "{}");
      Message message = Peer.next(subscription);
      assertThat(message.getHeaders().getFirst("Nats-Msg-Id")).hasSize(36);
      Rig.awaitDetail(sink, "not known to be in a stream");
      assertThatThrownBy(() -> sink.check(CHECK))
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("expected a stream over signals.* or signals.>, found none")
          .extracting(e -> ((InferenceException) e).code())
          .isEqualTo(ErrorCode.EXTERNAL_MISMATCH);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("expected a stream over"))
          .hasSize(1);
    }
  }

  @Test
  void write_streamMadeLater_takesWhatComesThen() {
    try (StreamPeer peer = StreamPeer.of(server);
        SignalSink sink = Rig.readySink(options())) {
      Rig.awaitDetail(sink, "found none");
      peer.with("signals.*");
      await()
          .atMost(Rig.PATIENCE)
          .untilAsserted(() -> assertThatCode(() -> sink.check(CHECK)).doesNotThrowAnyException());
      Rig.awaitTaken(sink, "EURUSD", "{\"late\":1}");
      await()
          .atMost(Rig.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(withoutReady(peer.stored()))
                      .extracting(StreamPeer.Stored::text)
                      .containsExactly("{\"late\":1}"));
    }
  }

  @Test
  void write_streamDeleted_isNoticedByTheNextSignal() {
    try (StreamPeer peer = StreamPeer.of(server).with("signals.*");
        SignalSink sink = Rig.readySink(options())) {
      Rig.awaitDetail(sink, "stream SIGNALS");
      peer.deleteStream();
      await()
          .atMost(Rig.PATIENCE)
          .until(
              () -> {
                Rig.write(sink, "EURUSD", "{}");
                return sink.detail().contains("found none");
              });
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> sink.detail(), detail -> !detail.contains("not acknowledged yet"));
      assertThat(sink.detail()).contains("not known to be in a stream");
    }
  }

  @Test
  void write_messageThatTheStreamRefuses_isCountedWithItsReason() {
    try (StreamPeer peer =
            StreamPeer.of(server)
                .with(builder -> builder.subjects("signals.*").maximumMessageSize(1_000));
        SignalSink sink = Rig.readySink(options())) {
      Rig.awaitDetail(sink, "stream SIGNALS");
      assertThat(Rig.write(sink, "EURUSD", new byte[2_000])).isEqualTo(1);
      Rig.awaitDetail(
          sink,
          "; messages not known to be in a stream: 1, the last: JetStreamApiException: message size");
      assertThat(withoutReady(peer.stored())).isEmpty();
    }
  }

  @Test
  void write_moreThanMayWait_isNotTaken() {
    try (StreamPeer peer = StreamPeer.of(server).with("signals.*");
        SignalSink sink =
            Rig.readySink(options("pending_bytes", "100000", "ping_interval_ms", "300000"))) {
      Rig.awaitDetail(sink, "stream SIGNALS");
      server.freeze();
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> Rig.write(sink, "EURUSD", new byte[20_000]), taken -> taken == 0);
      server.thaw();
      Rig.awaitTaken(sink, "EURUSD", "{}");
      assertThat(peer.stored()).isNotEmpty();
    }
  }

  @Test
  void write_atMaxPayload_leavesRoomForTheHeader() {
    try (StreamPeer peer = StreamPeer.of(server).with("signals.>");
        SignalSink sink = Rig.readySink(options())) {
      int most = 1_048_576 - MessageIds.LONGEST_HEADER;
      Map<Integer, String> refused = new TreeMap<>();
      List<ListBatch.Record> signals =
          List.of(Rig.signal("EURUSD", new byte[most]), Rig.signal("EURUSD", new byte[most + 1]));
      assertThat(sink.write(ListBatch.of(signals), Duration.ZERO, refused::put)).isEqualTo(2);
      assertThat(refused).containsOnlyKeys(1);
      assertThat(refused.get(1)).contains("max_payload of the server, less the header");
      await().atMost(Rig.PATIENCE).until(() -> withoutReady(peer.stored()).size() == 2);
    }
  }

  @Test
  void write_defaultMode_sendsNoHeader() {
    try (Peer peer = Peer.of(server);
        SignalSink sink = Rig.readySink(Map.of("url", server.url()))) {
      Subscription subscription = peer.subscribe("signals.EURUSD.5m");
      Rig.awaitTaken(sink, "EURUSD", "{}");
      Message message = Peer.next(subscription);
      assertThat(message.hasHeaders()).isFalse();
      assertThat(message.getReplyTo()).isNull();
      assertThat(sink.detail()).isEqualTo("connected to " + server.url());
    }
  }

  @Test
  void open_jetStreamOff_saysSo() {
    try (NatsServer plain = NatsServer.start();
        SignalSink sink = Rig.readySink(options("url", plain.url()))) {
      Rig.awaitDetail(sink, "expected JetStream on the server, found none");
      assertThatThrownBy(() -> sink.check(CHECK)).hasMessageContaining("expected JetStream");
    }
  }

  @Test
  void open_noPermissionForAcknowledgements_saysSoAndPublishes() {
    String users =
        "users = [ { user: root, password: p }, { user: us, password: p, permissions: {"
            + "publish: [\"signals.>\", \"$JS.API.STREAM.LIST\"], subscribe: [\"features.>\"] } } ]";
    try (NatsServer strict = NatsServer.start(new NatsOptions().jetStream().authorization(users));
        StreamPeer peer = StreamPeer.of(strict, "root", "p").with("signals.*");
        SignalSink sink =
            Rig.readySink(options("url", strict.url(), "user", "us", "password", "p"))) {
      Rig.awaitDetail(sink, "expected the permission to subscribe to _INBOX.>");
      Rig.awaitTaken(sink, "EURUSD", "{}");
      assertThatThrownBy(() -> sink.check(CHECK)).hasMessageContaining("_INBOX.>");
      await().atMost(Rig.PATIENCE).until(() -> withoutReady(peer.stored()).size() == 1);
    }
  }

  @Test
  void open_noPermissionToListStreams_followsSignalsAllTheSame() {
    String users =
        "users = [ { user: root, password: p }, { user: us, password: p, permissions: {"
            + "publish: [\"signals.>\"], subscribe: [\"_INBOX.>\"] } } ]";
    try (NatsServer strict = NatsServer.start(new NatsOptions().jetStream().authorization(users));
        StreamPeer peer = StreamPeer.of(strict, "root", "p").with("signals.>");
        SignalSink sink =
            Rig.readySink(options("url", strict.url(), "user", "us", "password", "p"))) {
      Rig.awaitDetail(sink, "grant this user publish on $JS.API.STREAM.LIST");
      Rig.awaitTaken(sink, "EURUSD", "{}");
      await().atMost(Rig.PATIENCE).until(() -> withoutReady(peer.stored()).size() == 2);
      await()
          .atMost(Rig.PATIENCE)
          .until(() -> sink.detail(), detail -> !detail.contains("not acknowledged yet"));
      assertThatCode(() -> sink.check(CHECK)).doesNotThrowAnyException();
    }
  }
}
