package io.tickcast.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FrameHandler;
import io.tickcast.api.FrameKind;
import io.tickcast.core.InferenceEngine;
import io.tickcast.core.InferenceSettings;
import io.tickcast.core.ManualClock;
import io.tickcast.core.OperationalConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignalDeskTest {
  private final ManualClock clock = ManualClock.ofMillis(Bars.BUY_MILLIS + 20);
  private final CollectingSink sink = new CollectingSink();

  @Test
  void bar_whoseSignalIsWanted_reachesTheSink() {
    try (SignalDesk desk = desk(0.6)) {
      feed(desk, Bars.BUY);
    }
    assertThat(sink.signals()).hasSize(1);
    assertThat(sink.signals().get(0))
        .contains("\"signal_type\":\"buy\"")
        .contains("\"timestamp_ms\":" + Bars.BUY_MILLIS)
        .contains("\"model_version\":\"xgboost-v0.1.0\"");
  }

  @Test
  void bar_whoseModelSaysHold_staysAtTheDesk() {
    try (SignalDesk desk = desk(0.6)) {
      feed(desk, Bars.BUY);
      clock.advance(Duration.ofHours(1));
      feed(desk, Bars.HOLD);
    }
    assertThat(sink.signals()).hasSize(1);
  }

  @Test
  void bar_belowTheThreshold_staysAtTheDesk() {
    try (SignalDesk desk = desk(0.7)) {
      feed(desk, Bars.BUY);
    }
    assertThat(sink.signals()).isEmpty();
  }

  private SignalDesk desk(double threshold) {
    OperationalConfig config =
        OperationalConfig.defaults()
            .withInference(InferenceSettings.defaults().withConfidenceThreshold(threshold));
    SignalDesk desk =
        new SignalDesk(InferenceEngine.builder().clock(clock).config(config), Bars.MODELS, sink);
    desk.engine().open();
    return desk;
  }

  private void feed(SignalDesk desk, String bar) {
    FrameHandler frames = desk.engine().frames();
    byte[] bytes = bar.getBytes(StandardCharsets.UTF_8);
    frames.onFrame(FrameKind.FEATURES, "features.EURUSD.1h", bytes, clock.epochNanos());
    int steps = 0;
    while (desk.engine().runOnce() > 0) {
      assertThat(++steps).as("steps until the engine is idle").isLessThan(100);
    }
  }
}
