package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickcast.api.FrameKind;
import io.tickcast.api.OutputRole;
import io.tickcast.api.RecordKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same frames give the same bytes, on whatever lanes and threads. */
@Timeout(120)
class EngineDeterminismTest {
  private static final List<String> SYMBOLS =
      List.of("EURUSD", "GBPUSD", "USDJPY", "AUDUSD", "NZDUSD", "USDCAD", "XAUUSD");
  private static final List<String> NAMES = Messages.names(110);

  private record Frame(FrameKind kind, String channel, byte[] content) {}

  private static List<Frame> frames() {
    Random random = new Random(11);
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      String symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
      String message = Messages.many(BAR + i, NAMES, i).replace("EURUSD", symbol);
      if (i % 17 == 0) {
        message = message.substring(0, random.nextInt(message.length()));
      }
      frames.add(new Frame(FrameKind.FEATURES, "features." + symbol + ".5m", utf8(message)));
      if (i % 23 == 0) {
        String fill =
            "{\"fill_id\":\"%d\",\"symbol\":\"%s\",\"side\":\"%s\",\"quantity\":0.1,\"price\":1}"
                .formatted(i, symbol, random.nextBoolean() ? "buy" : "sell");
        frames.add(new Frame(FrameKind.FILL, "orders.filled." + symbol, utf8(fill)));
      }
    }
    return frames;
  }

  /** Its answer follows from its inputs: every kind of signal comes up. */
  private static FixedModel model() {
    return new FixedModel(
        FixedModel.signature(
            NAMES,
            List.of("buy", "sell", "hold", "close_long", "close_short"),
            OutputRole.PROBABILITY),
        (in, out) -> {
          int best = (int) (Math.abs(in[5]) * 1_000) % 5;
          double high = 0.5 + Math.abs(in[6] % 0.5);
          for (int i = 0; i < 5; i++) {
            out[i] = i == best ? high : (1 - high) / 4;
          }
        });
  }

  private static Rig rig(int lanes) {
    Rig rig =
        new Rig(
            builder ->
                builder.settings(
                    new EngineSettings(
                        lanes, 4_096, 8_192, Duration.ofSeconds(5), Duration.ofSeconds(20))));
    LoadedModel loaded = rig.load("m", model(), FakeModelProvider.artifact("m"));
    SYMBOLS.forEach(symbol -> rig.engine.serve(loaded, symbol, "5m"));
    return rig;
  }

  private static void feed(Rig rig, List<Frame> frames) {
    for (Frame frame : frames) {
      rig.engine
          .frames()
          .onFrame(frame.kind(), frame.channel(), frame.content(), rig.clock.epochNanos());
    }
  }

  private static Map<String, List<String>> bySymbol(List<ListSink.Taken> taken) {
    Map<String, List<String>> texts = new TreeMap<>();
    for (ListSink.Taken record : taken) {
      texts.computeIfAbsent(record.symbol(), symbol -> new ArrayList<>()).add(record.text());
    }
    return texts;
  }

  private static Map<String, List<String>> byHand(int lanes, List<Frame> frames) {
    try (Rig rig = rig(lanes)) {
      rig.engine.open();
      feed(rig, frames);
      rig.run();
      return bySymbol(rig.archive.taken);
    }
  }

  @Test
  void frames_anyLanesAndThreads_giveTheSameBytes() {
    List<Frame> frames = frames();
    Map<String, List<String>> expected = byHand(1, frames);
    assertThat(expected).containsOnlyKeys(SYMBOLS);
    String all = expected.toString();
    for (String type : List.of("buy", "sell", "hold", "close_long", "close_short")) {
      assertThat(all).contains("\"signal_type\":\"" + type + "\"");
    }
    assertThat(byHand(1, frames)).isEqualTo(expected);
    assertThat(byHand(4, frames)).isEqualTo(expected);
    for (int lanes : new int[] {1, 4}) {
      try (Rig rig = rig(lanes)) {
        rig.engine.start();
        feed(rig, frames);
        int records = expected.values().stream().mapToInt(List::size).sum();
        await().until(() -> rig.archive.taken.size() == records);
        await().until(() -> rig.realTime.taken.size() == rig.archive.signals().size());
        assertThat(bySymbol(rig.archive.taken)).isEqualTo(expected);
        assertThat(bySymbol(rig.realTime.taken))
            .isEqualTo(
                bySymbol(
                    rig.archive.taken.stream()
                        .filter(taken -> taken.kind() == RecordKind.SIGNAL)
                        .toList()));
      }
    }
  }
}
