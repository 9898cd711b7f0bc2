package io.tickcast.examples.custombackend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.FrameKind;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.SignalType;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.ManualClock;
import io.tickcast.core.ModelLoader;
import io.tickcast.core.OperationalConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine finds the backend by ServiceLoader and trades with it; nobody names the class. */
class LinearModelServedTest {
  private static final Path FILE = Path.of("src/test/resources/linear_eurusd_1h_v1.0.0.linear");
  private static final long BAR_MILLIS = 1_760_868_000_000L;
  private static final int RISING = 1;

  private record Seen(
      String symbol, String modelVersion, SignalType type, double confidence, String signal) {}

  private final List<Seen> seen = new ArrayList<>();

  private final EngineListener listener =
      new EngineListener() {
        @Override
        public void onDecision(DecisionView decision) {
          seen.add(
              new Seen(
                  decision.symbol(),
                  decision.modelVersion(),
                  decision.type(),
                  decision.confidence(),
                  new String(decision.signal(), UTF_8)));
        }
      };

  @Test
  void engine_fileOfThisBackend_decidesItsBars() {
    ModelManifest manifest = ModelLoader.readFile(FILE, Optional.empty()).manifest().orElseThrow();
    List<Double> row = manifest.golden().orElseThrow().rows().get(RISING);
    double up = manifest.golden().orElseThrow().expected().get(RISING).get(0);
    ManualClock clock = ManualClock.ofMillis(BAR_MILLIS);
    InferenceSettings inference = InferenceSettings.defaults().withConfidenceThreshold(0.5);

    try (InferenceEngine engine =
        InferenceEngine.builder()
            .model(FILE)
            .clock(clock)
            .config(OperationalConfig.defaults().withInference(inference))
            .listener(listener)
            .build()) {
      engine.open();
      engine
          .frames()
          .onFrame(
              FrameKind.FEATURES,
              "features.EURUSD.1h",
              bar(manifest.features(), row),
              clock.epochNanos());
      engine.runOnce();
    }

    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).symbol()).isEqualTo("EURUSD");
    assertThat(seen.get(0).modelVersion()).isEqualTo("linear-v1.0.0");
    assertThat(seen.get(0).type()).isEqualTo(SignalType.BUY);
    assertThat(seen.get(0).confidence()).isEqualTo(up);
    assertThat(seen.get(0).signal()).contains("\"model_version\":\"linear-v1.0.0\"");
  }

  private static byte[] bar(List<String> names, List<Double> values) {
    StringBuilder features = new StringBuilder("\"atr_14\":0.0012");
    for (int i = 0; i < names.size(); i++) {
      features.append(",\"").append(names.get(i)).append("\":").append(values.get(i));
    }
    return """
        {"symbol":"EURUSD","timeframe":"1h","timestamp_ms":%d,"close":1.08125,"features":{%s}}
        """
        .formatted(BAR_MILLIS, features)
        .getBytes(UTF_8);
  }
}
