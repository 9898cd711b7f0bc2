package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Delivery;
import io.tickcast.api.FrameKind;
import io.tickcast.api.Outcome;
import io.tickcast.api.RecordKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Faults of the parts around the lane. */
class EngineRobustnessTest {
  @Test
  void bar_clockThatFails_losesThatBarAlone() {
    ManualClock clock = ManualClock.ofMillis(BAR + 250);
    AtomicInteger faults = new AtomicInteger();
    try (Rig rig =
        Rig.serving(
            Rig.buyer(),
            builder ->
                builder.clock(
                    () -> {
                      if (faults.getAndDecrement() > 0) {
                        throw new IllegalStateException("no time");
                      }
                      return clock.epochNanos();
                    }))) {
      rig.bar(usual(BAR));
      rig.engine
          .frames()
          .onFrame(
              FrameKind.FEATURES,
              Messages.CHANNEL,
              Messages.utf8(usual(BAR + 1)),
              clock.epochNanos());
      faults.set(1);
      rig.run();
      assertThat(rig.heard.alerts)
          .containsExactly(
              "lane_failed: expected a bar of features.EURUSD.5m to be done, found"
                  + " java.lang.IllegalStateException: no time");
      rig.bar(usual(BAR + 2));
      assertThat(rig.heard.decisions)
          .extracting(Heard.Decided::barTimeMillis)
          .containsExactly(BAR, BAR + 2);
    }
  }

  @Test
  void bar_realTimeSinkThatTakesNoSignals_getsNone() {
    ListSink deliveries = new ListSink(Delivery.REAL_TIME, RecordKind.DELIVERY);
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.sink("deliveries", deliveries))) {
      rig.bar(usual(BAR));
      assertThat(rig.realTime.taken).hasSize(1);
      assertThat(deliveries.timeouts).isEmpty();
    }
  }

  @Test
  void bar_realTimeSinkThatThrows_keepsTheLaneAndTheArchive() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.realTime.answering(
          (batch, refusals) -> {
            throw new IllegalStateException("a bug");
          });
      for (int i = 0; i < 3; i++) {
        rig.at(BAR + i * STEP).bar(usual(BAR + i * STEP));
        assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
      }
      assertThat(rig.archive.signals()).hasSize(3);
      assertThat(rig.heard.alerts)
          .startsWith(
              "sink_failed: sink 'real-time': expected a sink that writes or says why not, found java.lang.IllegalStateException: a bug");
      rig.realTime.works();
      rig.at(BAR + 3 * STEP).bar(usual(BAR + 3 * STEP));
      assertThat(rig.realTime.signals())
          .as("two have expired, the others go out in order")
          .isEqualTo(rig.archive.signals().subList(2, 4));
    }
  }
}
