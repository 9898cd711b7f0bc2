package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.api.SourceState;
import io.tickcast.core.JournalReplay.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FrameReplayTest {
  private static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD", "USDJPY");
  private static final int BARS = 20;

  /** Bars of some symbols with a fill and a broken frame among them. */
  private static final class Script implements FeatureSource {
    private int next;

    @Override
    public void open() {
      next = 0;
    }

    @Override
    public int poll(FrameHandler handler, int limit, Duration longestWait) {
      int bar = next / SYMBOLS.size();
      String symbol = SYMBOLS.get(next % SYMBOLS.size());
      long time = BAR + bar * STEP;
      long received = (time + 120 + next) * 1_000_000L;
      next++;
      if (next == 7) {
        handler.onFrame(FrameKind.FEATURES, "features.EURUSD.5m", utf8("{"), received);
      }
      String content =
          usual(time)
              .replace("EURUSD", symbol)
              .replaceFirst("\"rsi_14\":[0-9.]+", "\"rsi_14\":" + 3.3 * next);
      handler.onFrame(FrameKind.FEATURES, "features." + symbol + ".5m", utf8(content), received);
      return 1;
    }

    @Override
    public SourceState state() {
      return next == BARS * SYMBOLS.size() ? SourceState.ENDED : SourceState.LIVE;
    }

    @Override
    public void close() {
      next = BARS * SYMBOLS.size();
    }
  }

  private static InferenceEngineBuilder builder(FakeModelProvider provider, int lanes) {
    return InferenceEngine.builder()
        .classLoader(Rig.NO_SERVICES)
        .modelProvider(provider)
        .settings(new EngineSettings(lanes, 64, 64, Duration.ofSeconds(1), Duration.ofSeconds(1)));
  }

  private static FrameReplay replay(int lanes, Consumer<InferenceEngine> models) {
    FakeModelProvider provider = new FakeModelProvider();
    SYMBOLS.forEach(symbol -> provider.with(symbol, Rig.buyer()));
    return new FrameReplay(count -> builder(provider, count), lanes, models, "nats");
  }

  private static void serve(InferenceEngine engine) {
    for (String symbol : SYMBOLS) {
      LoadedModel loaded =
          engine.loadModel(
              FakeModelProvider.artifact(
                  symbol, FakeModelProvider.manifest("xgboost", "1.2.3", symbol)));
      engine.serve(loaded, symbol, "5m");
    }
  }

  @Test
  void run_anyNumberOfLanes_decidesTheSame() {
    try (FrameReplay four = replay(4, FrameReplayTest::serve);
        FrameReplay two = replay(2, FrameReplayTest::serve)) {
      AtomicLong heard = new AtomicLong();
      Report report = four.run(new Script(), heard::set);
      assertThat(report.decisions()).isEqualTo(BARS * SYMBOLS.size());
      assertThat(report.bars()).isEqualTo(BARS * SYMBOLS.size() + 1);
      assertThat(report.different()).isZero();
      assertThat(heard.get()).isEqualTo(report.bars());
      two.run(new Script(), frames -> {});
      assertThat(four.digest()).hasSize(64).isEqualTo(two.digest());
    }
  }

  @Test
  void run_enginesThatDecideOtherwise_tellsEachBar() {
    InferenceEngine[] first = {null};
    Consumer<InferenceEngine> onlyOneServesYen =
        engine -> {
          serve(engine);
          if (first[0] == null) {
            first[0] = engine;
            engine.serve(
                engine.loadModel(
                    FakeModelProvider.artifact(
                        "USDJPY", FakeModelProvider.manifest("xgboost", "9.9.9", "USDJPY"))),
                "USDJPY",
                "5m");
          }
        };
    try (FrameReplay replay = replay(3, onlyOneServesYen)) {
      Report report = replay.run(new Script(), frames -> {});
      assertThat(report.different()).isEqualTo(BARS);
      assertThat(report.differences())
          .hasSize(BARS)
          .allMatch(it -> it.channel().equals("features.USDJPY.5m"))
          .allMatch(it -> !it.recorded().equals(it.replayed()));
    }
  }

  @Test
  void digest_otherFrames_isAnother() {
    try (FrameReplay replay = replay(2, FrameReplayTest::serve)) {
      String nothing = replay.digest();
      replay.run(new Script(), frames -> {});
      assertThat(replay.digest()).isNotEqualTo(nothing);
    }
  }
}
