package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.STEP;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.FrameKind;
import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Outcome;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.SignalType;
import io.tickcast.core.Heard.Decided;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between a model's action and a signal. */
class EngineGatesTest {
  private static OperationalConfig inference(double threshold, boolean fallback) {
    return OperationalConfig.defaults()
        .withInference(new InferenceSettings(threshold, Duration.ofMillis(100), fallback));
  }

  private static void assertHold(Decided decided, String gate, double confidence) {
    assertThat(decided.type()).isEqualTo(SignalType.HOLD);
    assertThat(decided.outcome()).isEqualTo(Outcome.HELD);
    assertThat(decided.gates()).first().isEqualTo(gate);
    assertThat(decided.confidence()).isEqualTo(confidence);
    assertThat(decided.stopLoss()).isNaN();
    assertThat(decided.takeProfit()).isNaN();
    assertThat(decided.size()).isZero();
    assertThat(decided.signal()).contains("\"signal_type\":\"hold\"");
  }

  @ParameterizedTest
  @CsvSource({
    "\"atr_14\":0.001, missing_feature:rsi_14",
    "\"rsi_14\":null;\"atr_14\":0.001, missing_feature:rsi_14",
    "\"rsi_14\":\"55\";\"atr_14\":0.001, not_numeric:rsi_14",
    "\"rsi_14\":[1];\"atr_14\":0.001, not_numeric:rsi_14",
    "\"rsi_14\":1e999;\"atr_14\":0.001, finite:rsi_14",
    "\"rsi_14\":-1e999;\"atr_14\":0.001, finite:rsi_14"
  })
  void bar_inputThatDoesNotFit_isHeldByName(String features, String gate) {
    FixedModel model = Rig.buyer();
    try (Rig rig = Rig.serving(model)) {
      assertHold(rig.bar(nested(BAR, features.replace(';', ','))).heard.last(), gate, 0);
      assertThat(model.seen).isEmpty();
      rig.at(BAR + STEP).bar(usual(BAR + STEP));
      assertThat(rig.heard.last().type()).isEqualTo(SignalType.BUY);
    }
  }

  @Test
  void bar_textInAFeatureThatNobodyNeeds_isIgnored() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      rig.bar(nested(BAR, Messages.usual() + ",\"regime\":\"bull\",\"x\":1e999,\"y\":[1]"));
      assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
    }
  }

  @Test
  void bar_withoutAtrOrPrice_holdsEntriesOnly() {
    FixedModel model = FixedModel.classes(List.of("rsi_14"), 0.85, 0.1, 0.05);
    try (Rig rig = Rig.serving(model)) {
      assertHold(rig.bar(nested(BAR, "\"rsi_14\":1")).heard.last(), "levels:atr_14", 0.85);
      long second = BAR + STEP;
      String noPrice = usual(second).replace("\"close\":1.08125,", "");
      assertHold(rig.at(second).bar(noPrice).heard.last(), "levels:close", 0.85);
      long third = BAR + 2 * STEP;
      model.answers(0.1, 0.1, 0.8);
      rig.at(third).bar(nested(third, "\"rsi_14\":1").replace("\"close\":1.08125,", ""));
      assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
      assertThat(rig.heard.last().signal()).contains("\"entry_price\":null");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.7, 0.7, EMITTED",
    "0.7, 0.6999999999999999, HELD",
    "0, 0.4, EMITTED",
    "1, 1, EMITTED"
  })
  void bar_confidence_isComparedWithTheThreshold(
      double threshold, double confidence, Outcome outcome) {
    FixedModel model = Rig.buyer();
    model.answers(confidence, (1 - confidence) / 2, (1 - confidence) / 2);
    try (Rig rig = Rig.serving(model, builder -> builder.config(inference(threshold, true)))) {
      assertThat(rig.bar(usual(BAR)).heard.last().outcome()).isEqualTo(outcome);
    }
  }

  @Test
  void bar_modelsHoldBelowTheThreshold_isEmitted() {
    FixedModel model = Rig.buyer();
    model.answers(0.3, 0.3, 0.4);
    try (Rig rig = Rig.serving(model)) {
      Decided decided = rig.bar(usual(BAR)).heard.last();
      assertThat(decided.outcome()).isEqualTo(Outcome.EMITTED);
      assertThat(decided.reason()).isEqualTo("model");
      assertThat(decided.confidence()).isEqualTo(0.4);
    }
  }

  @Test
  void bar_tieWithoutFallback_isAHoldAllTheSame() {
    FixedModel model = Rig.buyer();
    model.answers(0.4, 0.4, 0.2);
    try (Rig rig = Rig.serving(model, builder -> builder.config(inference(0.3, false)))) {
      Decided decided = rig.bar(usual(BAR)).heard.last();
      assertThat(decided.outcome()).isEqualTo(Outcome.HELD);
      assertThat(decided.reason()).isEqualTo("tie");
      assertThat(decided.signal()).isNotEmpty();
    }
  }

  @Test
  void bar_gatedWithoutFallback_makesNoSignalAndIsRecorded() {
    try (Rig rig = Rig.serving(Rig.buyer(), builder -> builder.config(inference(0.9, false)))) {
      Decided decided = rig.bar(usual(BAR)).heard.last();
      assertThat(decided.outcome()).isEqualTo(Outcome.SUPPRESSED);
      assertThat(decided.type()).isEqualTo(SignalType.HOLD);
      assertThat(decided.modelType()).isEqualTo(SignalType.BUY);
      assertThat(decided.signal()).isEmpty();
      assertThat(rig.realTime.taken).isEmpty();
      assertThat(rig.archive.taken).hasSize(1);
      assertThat(rig.engine.status().outcomes()).containsEntry("suppressed", 1L);
      assertThat(rig.engine.status().signals()).containsEntry("hold", 0L);
    }
  }

  @Test
  void bar_decidedTooLate_isHeld() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      byte[] message = Messages.utf8(usual(BAR));
      rig.engine
          .frames()
          .onFrame(FrameKind.FEATURES, Messages.CHANNEL, message, rig.clock.epochNanos());
      rig.clock.advance(Duration.ofMillis(100).plusNanos(1));
      assertHold(rig.run().heard.last(), "deadline:ms", 0.85);
      rig.at(BAR + STEP);
      rig.engine
          .frames()
          .onFrame(
              FrameKind.FEATURES,
              Messages.CHANNEL,
              Messages.utf8(usual(BAR + STEP)),
              rig.clock.epochNanos());
      rig.clock.advance(Duration.ofMillis(100));
      assertThat(rig.run().heard.last().outcome()).isEqualTo(Outcome.EMITTED);
    }
  }

  @Test
  void bar_slowModel_isHeldByTheDeadline() {
    FixedModel model = Rig.buyer();
    try (Rig rig = Rig.serving(model)) {
      model.answers(
          (in, out) -> {
            rig.clock.advance(Duration.ofMillis(250));
            out[0] = 0.9;
            out[1] = 0.1;
            out[2] = 0;
          });
      assertHold(rig.bar(usual(BAR)).heard.last(), "deadline:ms", 0.9);
    }
  }

  @Test
  void bar_modelThatFails_isHeldAndTheNextIsDecided() {
    FixedModel model = Rig.buyer();
    model.answers(
        (in, out) -> {
          throw new IllegalStateException("native\nfault");
        });
    try (Rig rig = Rig.serving(model)) {
      assertHold(rig.bar(usual(BAR)).heard.last(), "model_error:IllegalStateException", 0);
      assertThat(rig.heard.alerts)
          .containsExactly("model_error: xgboost-v1.2.3 on features.EURUSD.5m: native fault");
      model.answers(0.85, 0.1, 0.05);
      rig.at(BAR + STEP).bar(usual(BAR + STEP));
      assertThat(rig.heard.last().outcome()).isEqualTo(Outcome.EMITTED);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void bar_outputThatIsNotFinite_isHeldByName(double output) {
    FixedModel model = Rig.buyer();
    model.answers(0.9, output, 0.1);
    try (Rig rig = Rig.serving(model)) {
      assertHold(rig.bar(usual(BAR)).heard.last(), "finite:sell", 0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0000001, 17, -0.0000001})
  void bar_probabilityOutOfRange_isRejectedWhateverTheGates(double probability) {
    for (double threshold : new double[] {0, 1}) {
      FixedModel model = Rig.buyer();
      model.answers(probability, -2, -1);
      try (Rig rig = Rig.serving(model, builder -> builder.config(inference(threshold, true)))) {
        Decided decided = rig.bar(nested(BAR, "\"rsi_14\":1,\"atr_14\":-1")).heard.last();
        assertThat(decided.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(decided.reason()).isEqualTo("confidence_out_of_range");
        assertThat(rig.realTime.taken).isEmpty();
        assertThat(rig.archive.taken).hasSize(1);
      }
    }
  }

  @Test
  void bar_levelsThatDoNotFit_areRejectedAndRecorded() {
    try (Rig rig = Rig.serving(Rig.buyer())) {
      Decided decided = rig.bar(nested(BAR, "\"rsi_14\":1,\"atr_14\":0.9")).heard.last();
      assertThat(decided.outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(decided.reason()).isEqualTo("level_not_positive");
      assertThat(decided.signal()).isEmpty();
      assertThat(rig.realTime.taken).isEmpty();
      assertThat(rig.archive.taken).hasSize(1);
      assertThat(rig.engine.status().outcomes()).containsEntry("rejected", 1L);
    }
  }

  @Test
  void bar_scaledInputs_areScaledClippedAndFinite() {
    ModelSignature signature =
        new ModelSignature(
            List.of(
                new Input("", InputKind.FEATURE, "a", 0.1, 5),
                new Input("", InputKind.FEATURE, "b", -2, Double.POSITIVE_INFINITY)),
            1,
            List.of(
                Output.of("buy", OutputRole.PROBABILITY),
                Output.of("hold", OutputRole.PROBABILITY)),
            false);
    FixedModel model = new FixedModel(signature, FixedModel.answer(0.1, 0.9));
    try (Rig rig = Rig.serving(model)) {
      rig.bar(nested(BAR, "\"a\":20,\"b\":3"));
      rig.at(BAR + STEP).bar(nested(BAR + STEP, "\"a\":-80,\"b\":0"));
      assertThat(model.seen.get(0)).containsExactly(2, -6);
      assertThat(model.seen.get(1)).containsExactly(-5, -0.0);
      rig.at(BAR + 2 * STEP).bar(nested(BAR + 2 * STEP, "\"a\":1,\"b\":1.7e308"));
      assertHold(rig.heard.last(), "finite:b", 0);
      rig.at(BAR + 3 * STEP).bar(nested(BAR + 3 * STEP, "\"a\":1e999,\"b\":1"));
      assertHold(rig.heard.last(), "finite:a", 0);
      assertThat(model.seen).hasSize(2);
    }
  }
}
