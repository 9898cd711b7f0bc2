package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.FrameHandler;
import io.tickcast.api.SourceState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EngineReadinessTest {
  private static final Instrument ALWAYS_OPEN =
      new Instrument(
          "EURUSD",
          List.of(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.of(TradingCalendar.always()));

  @Test
  void status_withASourceThatIsAway_isReadyButForTheFeed() {
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.source("nats", new Away()))) {
      EngineStatus status = rig.engine.status();
      assertThat(status.ready()).isFalse();
      assertThat(status.readyButForFeed()).isTrue();
      assertThat(status.notReady()).containsExactly("source 'nats' is connecting no server");
    }
  }

  @Test
  void status_withASeriesWithoutBars_isReadyButForTheFeed() {
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.instruments(List.of(ALWAYS_OPEN)))) {
      assertThat(rig.engine.status().readyButForFeed()).isTrue();
      assertThat(rig.engine.status().notReady()).containsExactly("features.EURUSD.5m is silent");
      rig.bar(Messages.usual(Messages.BAR));
      assertThat(rig.engine.status().ready()).isTrue();
    }
  }

  @Test
  void status_withoutAModel_isNotReadyWhateverTheFeedDoes() {
    try (Rig rig = new Rig()) {
      rig.engine.open();
      assertThat(rig.engine.status().ready()).isFalse();
      assertThat(rig.engine.status().readyButForFeed()).isFalse();
    }
  }

  /** A source whose server is not there. */
  private static final class Away implements FeatureSource {
    @Override
    public void open() {
      // It tries from now on.
    }

    @Override
    public int poll(FrameHandler handler, int limit, Duration longestWait) {
      return 0;
    }

    @Override
    public SourceState state() {
      return SourceState.CONNECTING;
    }

    @Override
    public String detail() {
      return "no server";
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
