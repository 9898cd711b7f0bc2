package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.FrameKind;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OutputRole;
import io.tickcast.journal.JournalConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalReplayTest {
  private static final List<String> SYMBOLS = List.of("EURUSD", "GBPUSD", "USDJPY", "XAUUSD");
  private static final int BARS = 25;

  @TempDir private Path folder;

  private JournalSettings settings() {
    JournalSettings plain = JournalSettings.of(JournalConfig.of(folder.resolve("journal")));
    return plain.withInputs();
  }

  /** Its answer depends on its input, and closes what is open now and then. */
  private static FixedModel model(double shift) {
    return new FixedModel(
        FixedModel.signature(
            List.of("rsi_14"),
            List.of("buy", "sell", "hold", "close_long", "close_short"),
            OutputRole.PROBABILITY),
        (in, out) -> {
          double part = (in[0] + shift) % 10 / 10;
          out[0] = part * 0.9;
          out[1] = (1 - part) * 0.1;
          out[2] = 0.05;
          out[3] = (1 - part) * 0.8;
          out[4] = 0.05 - part * 0.05 + 0.05 * part;
        });
  }

  private static void serve(InferenceEngine engine, FakeModelProvider provider, double shift) {
    for (String symbol : SYMBOLS) {
      provider.with(symbol, model(shift));
      LoadedModel loaded =
          engine.loadModel(
              FakeModelProvider.artifact(
                  symbol, FakeModelProvider.manifest("xgboost", "1.2.3", symbol)));
      engine.serve(loaded, symbol, "5m");
    }
  }

  private static String bar(String symbol, long time, double rsi) {
    return usual(time)
        .replace("EURUSD", symbol)
        .replaceFirst("\"rsi_14\":[0-9.]+", "\"rsi_14\":" + rsi);
  }

  /** One life of an engine on the journal. */
  private void live(int life, int lanes) {
    try (Rig rig =
        new Rig(
            builder ->
                builder
                    .journal(settings())
                    .settings(
                        new EngineSettings(
                            lanes, 64, 64, Duration.ofSeconds(1), Duration.ofSeconds(1))))) {
      serve(rig.engine, rig.provider, 0);
      rig.at(BAR + (long) life * BARS * STEP);
      rig.engine.open();
      for (int i = 0; i < BARS; i++) {
        long time = BAR + ((long) life * BARS + i) * STEP;
        rig.at(time);
        for (String symbol : SYMBOLS) {
          String channel = "features." + symbol + ".5m";
          double rsi = 3.7 * i + SYMBOLS.indexOf(symbol);
          rig.frame(FrameKind.FEATURES, channel, utf8(bar(symbol, time, rsi)));
        }
        rig.frame(FrameKind.FEATURES, "features.EURUSD.5m", utf8("{broken"));
        if (i % 5 == 0) {
          rig.frame(FrameKind.FILL, "orders.filled.EURUSD", utf8(fill(life * BARS + i)));
        }
      }
    }
  }

  private static String fill(int number) {
    return "{\"fill_id\":\"f"
        + number
        + "\",\"symbol\":\"EURUSD\",\"side\":\""
        + (number % 2 == 0 ? "buy" : "sell")
        + "\",\"quantity\":0.3,\"price\":1.08,\"timestamp_ms\":1}";
  }

  private JournalReplay.Report replay(int lanes, double shift) {
    FakeModelProvider provider = new FakeModelProvider();
    InferenceEngineBuilder builder =
        InferenceEngine.builder()
            .classLoader(Rig.NO_SERVICES)
            .modelProvider(provider)
            .settings(
                new EngineSettings(lanes, 64, 64, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    try (JournalReplay replay =
        JournalReplay.of(builder, engine -> serve(engine, provider, shift))) {
      return replay.run(folder.resolve("journal"), records -> {});
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void run_sameModels_isIdenticalWithAnyLanesOverRestarts(int lanes) {
    live(0, 1);
    live(1, 4);
    live(2, 2);
    JournalReplay.Report report = replay(lanes, 0);
    assertThat(report.decisions()).isEqualTo(3L * BARS * SYMBOLS.size());
    assertThat(report.differences()).isEmpty();
    assertThat(report.different()).isZero();
    assertThat(report.bars()).isGreaterThan(report.decisions());
  }

  @Test
  void run_anotherModel_tellsWhichBarsDiffer() {
    live(0, 1);
    JournalReplay.Report report = replay(1, 0.5);
    assertThat(report.different()).isPositive();
    JournalReplay.Difference first = report.differences().get(0);
    assertThat(first.channel()).startsWith("features.");
    assertThat(first.barTimeMillis()).isGreaterThanOrEqualTo(BAR);
    assertThat(first.recorded()).contains("outputs ", "signal ").isNotEqualTo(first.replayed());
  }

  @Test
  void run_journalWithoutBars_isRefused() {
    JournalSettings plain = JournalSettings.of(JournalConfig.of(folder.resolve("journal")));
    try (Rig rig = new Rig(builder -> builder.journal(plain))) {
      rig.serve("model", Rig.buyer());
      rig.engine.open();
      rig.bar(usual(BAR));
    }
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> replay(1, 0))
        .withMessageContaining("journal.record_inputs");
  }
}
