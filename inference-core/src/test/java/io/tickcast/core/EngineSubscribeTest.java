package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.CHANNEL;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.DecisionView;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predicting and publishing by a handler, as in the second example of the card. */
class EngineSubscribeTest {
  private final Rig rig = new Rig();
  private final FixedModel model = Rig.buyer();
  private final LoadedModel loaded = rig.load("m", model, FakeModelProvider.artifact("m"));
  private final List<Throwable> thrown = new ArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  private void subscribe(BarHandler handler) {
    rig.engine.subscribe(CHANNEL, handler);
    if (rig.engine.status().state().equals("new")) {
      rig.engine.open();
    }
  }

  /** Notes what a call throws, which a handler must not let out. */
  private void attempt(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      thrown.add(e);
    }
  }

  @Test
  void onBar_predictCreatePublish_isTheSignalOfABoundModel() {
    subscribe(
        bar -> {
          double[] prediction = bar.predict(loaded);
          DecisionView decision = bar.createSignal(loaded, prediction);
          assertThat(decision.type()).isEqualTo(SignalType.BUY);
          assertThat(rig.realTime.taken).isEmpty();
          assertThat(bar.publish()).isTrue();
        });
    rig.bar(usual(BAR));
    try (Rig bound = Rig.serving(Rig.buyer())) {
      bound.bar(usual(BAR));
      String hash = "\"model_sha256\":\"[0-9a-f]+\"";
      assertThat(rig.realTime.signals().get(0).replaceAll(hash, ""))
          .isEqualTo(bound.realTime.signals().get(0).replaceAll(hash, ""));
      assertThat(rig.archive.taken).hasSize(2);
      assertThat(rig.heard.alerts).isEmpty();
    }
  }

  @Test
  void onBar_bar_showsWhatArrived() {
    List<String> seen = new ArrayList<>();
    subscribe(
        bar ->
            seen.add(
                bar.symbol()
                    + bar.timeframe()
                    + bar.barTimeMillis()
                    + "/"
                    + bar.price()
                    + "/"
                    + bar.feature("rsi_14")
                    + "/"
                    + bar.feature("nothing")
                    + "/"
                    + bar.feature("target")));
    rig.bar(usual(BAR)).bar(usual(BAR)).bar("{");
    assertThat(seen).containsExactly("EURUSD" + Timeframe.M5 + BAR + "/1.08125/55.1/NaN/NaN");
  }

  @Test
  void onBar_ownPrediction_goesThroughAllGates() {
    subscribe(
        bar -> {
          bar.createSignal(loaded, new double[] {0.5, 0.3, 0.2});
          bar.publish();
        });
    rig.bar(usual(BAR));
    assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.HELD);
    assertThat(rig.heard.last().reason()).isEqualTo("confidence");
    assertThat(model.seen).isEmpty();
  }

  @Test
  void onBar_ownPredictionOfABarThatLacksAnInput_isHeldWithWhatTheBarHas() {
    subscribe(
        bar -> {
          bar.createSignal(loaded, new double[] {0.9, 0.1, 0});
          bar.publish();
        });
    rig.bar(usual(BAR)).at(BAR + STEP).bar(nested(BAR + STEP, "\"atr_14\":0.5"));
    assertThat(rig.heard.last().reason()).isEqualTo("missing_feature");
    assertThat(rig.archive.taken.get(3).text())
        .contains("{\\\"rsi_14\\\":null,\\\"atr_14\\\":0.5}")
        .doesNotContain("55.1");
  }

  @Test
  void publish_withoutADecision_isRefused() {
    subscribe(
        bar -> {
          attempt(bar::publish);
          bar.createSignal(loaded, bar.predict(loaded));
          bar.publish();
          attempt(bar::publish);
        });
    rig.bar(usual(BAR));
    assertThat(thrown)
        .hasSize(2)
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("expected a decision of createSignal, found none"));
  }

  @Test
  void publish_afterAnotherPrediction_isRefusedInsteadOfMixed() {
    subscribe(
        bar -> {
          bar.createSignal(loaded, bar.predict(loaded));
          bar.predict(loaded);
          attempt(bar::publish);
        });
    rig.bar(usual(BAR));
    assertThat(thrown).hasSize(1);
    assertThat(rig.realTime.taken).isEmpty();
    assertThat(rig.archive.taken).isEmpty();
  }

  @Test
  void publish_twiceForOneBar_isRefused() {
    subscribe(
        bar -> {
          for (double buy : new double[] {0.9, 0.8}) {
            bar.createSignal(loaded, new double[] {buy, 0.1, 0});
            attempt(bar::publish);
          }
        });
    rig.bar(usual(BAR)).at(BAR + STEP).bar(usual(BAR + STEP));
    assertThat(thrown).hasSize(2);
    assertThat(thrown.get(0))
        .hasMessage(
            "expected one decision of xgboost-v1.2.3 for the bar "
                + BAR
                + " of features.EURUSD.5m, found a second");
    assertThat(rig.realTime.signals())
        .hasSize(2)
        .allMatch(signal -> signal.contains("\"confidence_score\":0.9"));
  }

  @Test
  void publish_forABoundModel_isRefused() {
    rig.engine.serve(loaded, "EURUSD", "5m");
    subscribe(
        bar -> {
          bar.createSignal(loaded, bar.predict(loaded));
          attempt(bar::publish);
        });
    rig.bar(usual(BAR));
    assertThat(thrown).hasSize(1);
    assertThat(rig.realTime.signals()).hasSize(1);
  }

  @Test
  void publish_whenTheAuditIsFull_saysFalse() {
    List<Boolean> published = new ArrayList<>();
    try (Rig small =
        new Rig(
            builder ->
                builder.settings(
                    new EngineSettings(1, 64, 16, Duration.ofSeconds(1), Duration.ofMillis(50))))) {
      LoadedModel own = small.load("m", Rig.buyer(), FakeModelProvider.artifact("m"));
      small.engine.subscribe(
          CHANNEL,
          bar -> {
            bar.createSignal(own, bar.predict(own));
            published.add(bar.publish());
          });
      small.engine.open();
      small.archive.answering((batch, refusals) -> 0);
      for (int i = 0; i < 17; i++) {
        small.at(BAR + i * STEP).bar(usual(BAR + i * STEP));
      }
    }
    assertThat(published.subList(0, 16)).containsOnly(true);
    assertThat(published.get(16)).isFalse();
  }

  @Test
  void predict_barThatLacksAnInput_isRefusedByName() {
    subscribe(bar -> attempt(() -> bar.predict(loaded)));
    rig.bar(nested(BAR, "\"atr_14\":1"));
    assertThat(thrown).hasSize(1);
    assertThat(thrown.get(0))
        .isInstanceOf(InferenceException.class)
        .hasMessage(
            "xgboost-v1.2.3 on features.EURUSD.5m: expected numbers for all inputs and outputs,"
                + " found missing_feature 'rsi_14'");
  }

  @Test
  void createSignal_predictionOfAnotherLength_isRefused() {
    subscribe(bar -> attempt(() -> bar.createSignal(loaded, new double[2])));
    rig.bar(usual(BAR));
    assertThat(thrown.get(0)).hasMessage("expected 3 outputs, found 2");
  }

  @Test
  void onBar_handlerThatThrows_isAnAlertAndTheNextBarIsShown() {
    List<Long> seen = new ArrayList<>();
    subscribe(
        bar -> {
          seen.add(bar.barTimeMillis());
          throw new IllegalStateException("a\nbug");
        });
    subscribe(bar -> seen.add(-bar.barTimeMillis()));
    rig.bar(usual(BAR)).bar(usual(BAR + 1));
    assertThat(seen).containsExactly(BAR, -BAR, BAR + 1, -BAR - 1);
    assertThat(rig.heard.alerts)
        .hasSize(2)
        .contains("subscriber_failed: features.EURUSD.5m: java.lang.IllegalStateException: a bug");
  }

  @Test
  void onBar_predictorsOfAHandler_areClosedWithTheEngine() {
    subscribe(bar -> bar.predict(loaded));
    rig.bar(usual(BAR)).bar(usual(BAR + 1));
    assertThat(model.openPredictors).hasValue(1);
    rig.close();
    assertThat(model.openPredictors).hasValue(0);
    assertThat(model.closes).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"features.>", "features.*.5m", "features.EURUSD.7m", "EURUSD", ""})
  void subscribe_channelThatIsNone_isRefused(String channel) {
    assertThatThrownBy(() -> rig.engine.subscribe(channel, bar -> {}))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("expected ");
  }
}
