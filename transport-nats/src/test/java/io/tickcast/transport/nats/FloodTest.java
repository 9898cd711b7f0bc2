package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameKind;
import io.tickcast.servers.NatsServer;
import io.tickcast.transport.nats.Frames.Frame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More than anybody can use. */
final class FloodTest {
  private static final String GOOD = "features.EURUSD.5m";
  private static NatsServer server;

  @BeforeAll
  static void start() {
    server = NatsServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<byte[]> garbage(int count) {
    Random random = new Random(20_000);
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] some = new byte[random.nextInt(3_000)];
      random.nextBytes(some);
      all.add(some);
    }
    return all;
  }

  private static List<byte[]> numbers(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> Integer.toString(i).getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private static List<String> texts(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  @Test
  void poll_garbageAtFullSpeed_deliversTheGoodBars() {
    Frames frames = new Frames();
    try (FeatureSource source = Rig.liveSource(Map.of("url", server.url()));
        Peer noise = Peer.of(server);
        Peer feed = Peer.of(server)) {
      Thread flood = new Thread(() -> noise.publishAll("features.x.y.z", garbage(20_000)), "flood");
      flood.start();
      for (int i = 0; i < 100; i++) {
        feed.publish(GOOD, Integer.toString(i));
        source.poll(frames, 256, Duration.ZERO);
      }
      Rig.awaitFrames(source, frames, 20_100);
      feed.publish(GOOD, "100");
      Rig.awaitFrames(source, frames, 20_101);
      assertThat(frames.on(GOOD)).isEqualTo(texts(0, 101));
      assertThat(source.detail()).isEqualTo("connected to " + server.url());
    }
  }

  @Test
  void poll_nobodyPolledForLong_countsWhatTheClientDropped() {
    Frames frames = new Frames();
    Map<String, String> options = Map.of("url", server.url(), "pending_messages", "100");
    try (FeatureSource source = Rig.liveSource(options);
        Peer feed = Peer.of(server)) {
      feed.publishAll(GOOD, numbers(0, 150));
      Rig.awaitDetail(source, "; 50 messages dropped that nobody took");
      Rig.awaitFrames(source, frames, 100);
      feed.publish(GOOD, "later");
      Rig.awaitFrames(source, frames, 101);
      assertThat(frames.on(GOOD)).startsWith("0", "1").endsWith("99", "later").hasSize(101);
    }
  }

  @Test
  void poll_barsOverflow_keepsFillsAndHandsThemOverFirst() {
    Frames frames = new Frames();
    Map<String, String> options = Map.of("url", server.url(), "pending_messages", "10");
    try (FeatureSource source = Rig.liveSource(options);
        Peer feed = Peer.of(server)) {
      feed.publishAll(GOOD, numbers(0, 500));
      feed.publishAll("orders.filled.EURUSD", numbers(0, 200));
      feed.publishAll(GOOD, numbers(500, 501));
      // The last bar is dropped behind the fills on the same connection: then they are in.
      Rig.awaitDetail(source, "; 491 messages dropped that nobody took");
      Rig.awaitFrames(source, frames, 210);
      assertThat(frames.on("orders.filled.EURUSD")).isEqualTo(texts(0, 200));
      assertThat(frames.all().subList(0, 128)).extracting(Frame::kind).containsOnly(FrameKind.FILL);
    }
  }

  @Test
  void poll_fillThenBar_handsTheFillOverFirst() {
    Frames frames = new Frames();
    try (FeatureSource source = Rig.liveSource(Map.of("url", server.url()));
        Peer feed = Peer.of(server)) {
      for (int i = 0; i < 300; i++) {
        String text = Integer.toString(i);
        feed.publishBoth("orders.filled.EURUSD", GOOD, text);
        Rig.awaitFrames(source, frames, 2 * i + 2);
      }
    }
    for (int i = 0; i < 600; i++) {
      FrameKind expected = i % 2 == 0 ? FrameKind.FILL : FrameKind.FEATURES;
      assertThat(frames.all().get(i).kind()).as("frame %d", i).isEqualTo(expected);
    }
  }

  @Test
  void poll_fillsAlone_keepTheirOrder() {
    Frames frames = new Frames();
    Map<String, String> options =
        Map.of("url", server.url(), "subject", "", "account_subject", "", "config_subject", "");
    try (FeatureSource source = Rig.liveSource(options);
        Peer feed = Peer.of(server)) {
      for (int i = 0; i < 600; i += 2) {
        List<byte[]> two = numbers(i, i + 2);
        feed.publishAll("orders.filled.EURUSD", two);
        Rig.awaitFrames(source, frames, i + 2);
      }
      assertThat(frames.on("orders.filled.EURUSD")).isEqualTo(texts(0, 600));
    }
  }

  @Test
  void poll_floodOfFills_barsDoNotStarve() {
    Frames frames = new Frames();
    try (FeatureSource source = Rig.liveSource(Map.of("url", server.url()));
        Peer feed = Peer.of(server)) {
      feed.publish(GOOD, "bar");
      feed.publishAll("orders.filled.EURUSD", numbers(0, 1_000));
      feed.publish("account.state", "{}");
      assertThat(source.poll(frames, 1, Rig.PATIENCE)).isEqualTo(1);
      int more = source.poll(frames, 100, Rig.PATIENCE);
      assertThat(more).isBetween(1, 100);
      assertThat(frames.on(GOOD)).containsExactly("bar");
    }
  }

  @Test
  void poll_severalSubjectsOfBars_deliversAll() {
    Frames frames = new Frames();
    Map<String, String> options =
        Map.of(
            "url",
            server.url(),
            "subject",
            "features.EURUSD.>, features.*.1h",
            "fills_subject",
            "",
            "account_subject",
            "",
            "config_subject",
            "");
    // Both patterns match one subject: that would be one bar twice.
    assertThatThrownBy(() -> Rig.source(options))
        .hasMessageContaining("expected a subject apart from 'features.EURUSD.>' of subject");
    Map<String, String> apart = new HashMap<>(options);
    apart.put("subject", "features.EURUSD.>, features.GBPUSD.*");
    try (FeatureSource source = Rig.liveSource(apart);
        Peer feed = Peer.of(server)) {
      feed.publishAll("features.GBPUSD.1h", numbers(0, 300));
      feed.publishAll(GOOD, numbers(0, 300));
      feed.publish("features.USDJPY.5m", "not asked for");
      feed.publish("features.GBPUSD.1h", "300");
      Rig.awaitFrames(source, frames, 601);
      assertThat(frames.on("features.GBPUSD.1h")).isEqualTo(texts(0, 301));
      assertThat(frames.on(GOOD)).isEqualTo(texts(0, 300));
      assertThat(frames.size()).isEqualTo(601);
    }
  }
}
