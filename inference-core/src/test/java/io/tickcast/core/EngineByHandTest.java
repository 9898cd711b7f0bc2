package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.usual;
import static io.tickcast.core.Messages.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tickcast.api.DecisionView;
import io.tickcast.api.EngineListener;
import io.tickcast.api.FrameKind;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine without threads, driven by its test. */
class EngineByHandTest {
  private static EngineSettings records(int capacity) {
    return new EngineSettings(1, 64, capacity, Duration.ofSeconds(1), Duration.ofMillis(200));
  }

  @Test
  void runOnce_sourceWithFrames_takesOneOfEachSource() {
    ScriptSource first = new ScriptSource();
    ScriptSource second = new ScriptSource();
    try (Rig rig =
        Rig.serving(
            Rig.buyer(), builder -> builder.source("first", first).source("second", second))) {
      for (int i = 0; i < 3; i++) {
        first.add(CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
      }
      assertThat(rig.engine.status().ready()).isTrue();
      while (rig.heard.decisions.isEmpty()) {
        assertThat(rig.engine.runOnce()).isPositive();
      }
      assertThat(rig.heard.decisions).hasSize(1);
      rig.run();
      assertThat(rig.heard.decisions).hasSize(3);
      assertThat(rig.heard.last().signal()).contains("\"source\":\"first\"");
      assertThat(rig.engine.runOnce()).isZero();
      assertThat(rig.engine.status().sources())
          .extracting(EngineStatus.SourceStatus::frames)
          .containsExactly(3L, 0L);
    }
  }

  @Test
  void frames_beforeOpen_waitForIt() {
    try (Rig rig = new Rig()) {
      rig.serve("model", Rig.buyer());
      rig.engine
          .frames()
          .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(BAR)), rig.clock.epochNanos());
      assertThatThrownBy(rig.engine::runOnce)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("expected an open engine without threads, found one that is new");
      rig.engine.open();
      rig.run();
      assertThat(rig.heard.decisions).hasSize(1);
    }
  }

  @Test
  void frames_moreThanTheQueueHolds_dropTheOldest() {
    try (Rig rig =
        Rig.serving(
            Rig.buyer(),
            builder ->
                builder.settings(
                    new EngineSettings(1, 2, 16, Duration.ofSeconds(1), Duration.ofMillis(200))))) {
      rig.run();
      for (int i = 0; i < 5; i++) {
        rig.engine
            .frames()
            .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(BAR + i)), rig.clock.epochNanos());
      }
      rig.run();
      assertThat(rig.heard.decisions)
          .extracting(Heard.Decided::barTimeMillis)
          .containsExactly(BAR + 3, BAR + 4);
      assertThat(rig.engine.status().refused()).containsEntry("overrun", 3L);
    }
  }

  @Test
  void bar_archiveWithoutRoom_isNotPublishedUntilThereIsSome() {
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.settings(records(16)))) {
      rig.archive.answering((batch, refusals) -> 0);
      for (int i = 0; i < 18; i++) {
        rig.at(BAR + i * STEP).bar(usual(BAR + i * STEP));
      }
      assertThat(rig.realTime.taken).hasSize(16);
      Heard.Decided decided = rig.heard.last();
      assertThat(decided.outcome()).isEqualTo(Outcome.SUPPRESSED);
      assertThat(decided.type()).isEqualTo(SignalType.HOLD);
      assertThat(decided.modelType()).isEqualTo(SignalType.BUY);
      assertThat(decided.size()).isZero();
      assertThat(decided.reason()).isEqualTo("audit_backlog_full");
      assertThat(decided.signal()).isEmpty();
      assertThat(rig.engine.status().outcomes()).containsEntry("suppressed", 2L);
      assertThat(rig.engine.status().signals()).containsEntry("buy", 16L);

      rig.archive.works();
      rig.run();
      assertThat(rig.archive.signals()).hasSize(16);
      long next = BAR + 18 * STEP;
      rig.at(next).bar(usual(next));
      assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
      assertThat(rig.realTime.signals()).isEqualTo(rig.archive.signals()).hasSize(17);
    }
  }

  @Test
  void bar_realTimeSinkAway_waitsAndGoesOutInOrder() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.realTime.answering((batch, refusals) -> 0);
      rig.bar(usual(BAR)).bar(usual(BAR + 1));
      assertThat(rig.archive.signals()).hasSize(2);
      rig.realTime.works();
      rig.bar(usual(BAR + 2));
      assertThat(rig.realTime.signals()).isEqualTo(rig.archive.signals()).hasSize(3);
    }
  }

  @Test
  void close_signalsThatStillWait_areNamed() {
    Rig rig = Rig.serving(Rig.buyer());
    rig.realTime.answering((batch, refusals) -> 0);
    rig.bar(usual(BAR));
    rig.close();
    assertThat(rig.heard.alerts).hasSize(1);
    assertThat(rig.heard.alerts.get(0))
        .startsWith("signal_not_delivered: sink 'real-time': signal ")
        .endsWith("expected it out before the engine closed, found it waiting");
  }

  @Test
  void close_recordsThatStillWait_areWrittenOrNamed() {
    Rig rig = Rig.serving(Rig.buyer(), builder -> builder.settings(records(16)));
    rig.archive.answering((batch, refusals) -> 0);
    rig.bar(usual(BAR));
    rig.close();
    assertThat(rig.heard.alerts)
        .containsExactly(
            "records_lost: sink 'archive': expected all records out, found 2 left at close");
  }

  @Test
  void listener_thatThrows_changesNothing() {
    List<String> calls = new ArrayList<>();
    EngineListener broken =
        new EngineListener() {
          @Override
          public void onDecision(DecisionView decision) {
            calls.add("decision");
            throw new IllegalStateException("a bug");
          }

          @Override
          public void onRefused(String reason, String channel, String detail) {
            calls.add("refused");
            throw new IllegalStateException("a bug");
          }

          @Override
          public void onAlert(String code, String detail) {
            calls.add("alert");
            throw new IllegalStateException("a bug");
          }
        };
    FixedModel model = Rig.buyer();
    Heard second = new Heard();
    try (Rig rig = Rig.serving(model, builder -> builder.listener(broken).listener(second))) {
      rig.bar(usual(BAR)).bar("{");
      model.answers(
          (in, out) -> {
            throw new IllegalStateException("native");
          });
      rig.bar(usual(BAR + 1));
      assertThat(calls).containsExactly("decision", "refused", "alert", "decision");
      assertThat(second.decisions).hasSize(2);
      assertThat(second.refused).hasSize(1);
      assertThat(second.alerts).hasSize(1);
      assertThat(rig.realTime.signals()).hasSize(2);
    }
  }

  @Test
  void status_afterBars_countsWhatHappened() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      EngineStatus before = rig.engine.status();
      assertThat(before.state()).isEqualTo("open");
      assertThat(before.ready()).isTrue();
      assertThat(before.latency().count()).isZero();
      assertThat(before.signals())
          .containsOnlyKeys("buy", "sell", "hold", "close_long", "close_short");
      rig.bar(usual(BAR)).bar(usual(BAR)).bar("{");
      rig.engine
          .frames()
          .onFrame(FrameKind.FEATURES, CHANNEL, utf8(usual(BAR + 1)), rig.clock.epochNanos());
      rig.clock.advance(Duration.ofMillis(7));
      rig.run();
      EngineStatus status = rig.engine.status();
      assertThat(status.bars()).isEqualTo(2);
      assertThat(status.signals()).containsEntry("buy", 2L).containsEntry("hold", 0L);
      assertThat(status.outcomes()).containsEntry("emitted", 2L).containsEntry("rejected", 0L);
      assertThat(status.refused()).containsOnlyKeys("malformed_json", "duplicate");
      assertThat(status.configId()).isEqualTo(OperationalConfig.defaults().id());
      assertThat(status.latency().count()).isEqualTo(2);
      assertThat(status.latency().max()).isBetween(7_000.0, 7_020.0);
      assertThat(status.models()).hasSize(1);
      EngineStatus.ModelStatus model = status.models().get(0);
      assertThat(model.symbol()).isEqualTo("EURUSD");
      assertThat(model.modelVersion()).isEqualTo("xgboost-v1.2.3");
      assertThat(model.features()).isEqualTo(2);
      assertThat(status.sinks())
          .extracting(EngineStatus.SinkStatus::name, EngineStatus.SinkStatus::written)
          .containsExactlyInAnyOrder(tuple("archive", 4L), tuple("real-time", 2L));
    }
  }

  @Test
  void status_withoutLatencyTracking_hasNone() {
    OperationalConfig config =
        OperationalConfig.defaults().withMonitoring(new MonitoringSettings(false, true, true));
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.config(config))) {
      rig.bar(usual(BAR));
      assertThat(rig.engine.status().latency().count()).isZero();
      assertThat(rig.engine.status().bars()).isEqualTo(1);
    }
  }
}
