package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.ModelManifest;
import io.tickcast.api.Outcome;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.SignalType;
import io.tickcast.core.Heard.Decided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From outputs to an action and its confidence. */
class ActionRuleTest {
  private static final List<String> FEATURES = List.of("rsi_14", "atr_14");

  private static Decided decide(OutputRole role, OutputSpec spec, double... outputs) {
    List<String> names =
        outputs.length == 1 ? List.of("o") : List.of("0", "1", "2").subList(0, outputs.length);
    FixedModel model =
        new FixedModel(FixedModel.signature(FEATURES, names, role), FixedModel.answer(outputs));
    try (Rig rig = new Rig()) {
      LoadedModel loaded = rig.load("m", model, FakeModelProvider.artifact("m", manifest(spec)));
      rig.engine.serve(loaded, "EURUSD", "5m");
      rig.engine.open();
      return rig.bar(usual(BAR)).heard.last();
    }
  }

  private static ModelManifest manifest(OutputSpec spec) {
    ModelManifest plain = FakeModelProvider.manifest("xgboost", "1", "EURUSD");
    return new ModelManifest(
        plain.name(),
        plain.type(),
        plain.version(),
        plain.symbol(),
        plain.timeframe(),
        plain.format(),
        "",
        List.of(),
        List.of(),
        1,
        Optional.of(spec),
        plain.missing(),
        Optional.empty(),
        "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "0.8, 0.1, 0.1, BUY, 0.8",
    "0.1, 0.8, 0.1, SELL, 0.8",
    "0.1, 0.1, 0.8, HOLD, 0.8",
    "0.1, 0.75, 0.15, SELL, 0.75",
    "0, 0, 1, HOLD, 1",
    "1, 0, 0, BUY, 1"
  })
  void classes_mostLikely_isTheAction(
      double buy, double sell, double hold, SignalType type, double confidence) {
    Decided decided =
        decide(OutputRole.PROBABILITY, OutputSpec.classes(List.of()), buy, sell, hold);
    assertThat(decided.type()).isEqualTo(type);
    assertThat(decided.modelType()).isEqualTo(type);
    assertThat(decided.confidence()).isEqualTo(confidence);
    assertThat(decided.outcome()).isEqualTo(Outcome.EMITTED);
    assertThat(decided.reason()).isEqualTo("model");
  }

  @ParameterizedTest
  @CsvSource({
    "0.45, 0.45, 0.1, 0.45",
    "0.1, 0.45, 0.45, 0.45",
    "0.45, 0.1, 0.45, 0.45",
    "0.25, 0.25, 0.25, 0.25"
  })
  void classes_tieForTheMaximum_isHold(double buy, double sell, double hold, double confidence) {
    Decided decided =
        decide(OutputRole.PROBABILITY, OutputSpec.classes(List.of()), buy, sell, hold);
    assertThat(decided.type()).isEqualTo(SignalType.HOLD);
    assertThat(decided.reason()).isEqualTo("tie");
    assertThat(decided.confidence()).isEqualTo(confidence);
  }

  @Test
  void classes_tieBelowTheMaximum_isNone() {
    Decided decided = decide(OutputRole.PROBABILITY, OutputSpec.classes(List.of()), 0.1, 0.1, 0.8);
    assertThat(decided.type()).isEqualTo(SignalType.HOLD);
    assertThat(decided.reason()).isEqualTo("model");
  }

  @ParameterizedTest
  @CsvSource({
    "0.8, 0, BUY, BUY, 0.8, model",
    "0.2, 0, SELL, SELL, 0.8, model",
    "0.5, 0, HOLD, HOLD, 0.5, tie",
    "0.5, 0.1, HOLD, HOLD, 0.5, tie",
    "0.59, 0.1, HOLD, HOLD, 0.59, model",
    "0.41, 0.1, HOLD, HOLD, 0.59, model",
    "0.65, 0.1, BUY, HOLD, 0.65, confidence",
    "0.7, 0, BUY, BUY, 0.7, model",
    "1.0, 0, BUY, BUY, 1.0, model",
    "0.0, 0, SELL, SELL, 1.0, model"
  })
  void direction_probabilityOfUp_isTheAction(
      double up,
      double deadBand,
      SignalType modelType,
      SignalType type,
      double confidence,
      String reason) {
    OutputSpec spec =
        new OutputSpec(OutputKind.DIRECTION, List.of(), Map.of(), Double.NaN, deadBand);
    for (double[] outputs : new double[][] {{up}, {1 - up, up}}) {
      Decided decided = decide(OutputRole.PROBABILITY, spec, outputs);
      assertThat(decided.modelType()).isEqualTo(modelType);
      assertThat(decided.type()).isEqualTo(type);
      assertThat(decided.confidence()).isCloseTo(confidence, within(1e-15));
      assertThat(decided.reason()).isEqualTo(reason);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.002, 0.001, 0, BUY, BUY, 0.9772498680518208, model",
    "-0.002, 0.001, 0, SELL, SELL, 0.9772498680518208, model",
    "0.0005, 0.001, 0, BUY, HOLD, 0.6914624612740131, confidence",
    "0, 0.001, 0, HOLD, HOLD, 0.5, tie",
    "-0.0, 0.001, 0, HOLD, HOLD, 0.5, tie",
    "0.0019, 0.001, 0.002, HOLD, HOLD, 0.9712834401839981, model",
    "1e300, 1e-300, 0, BUY, BUY, 1, model"
  })
  void expectedReturn_signAndScale_giveActionAndConfidence(
      double expected,
      double scale,
      double deadBand,
      SignalType modelType,
      SignalType type,
      double confidence,
      String reason) {
    OutputSpec spec =
        new OutputSpec(OutputKind.EXPECTED_RETURN, List.of(), Map.of(), scale, deadBand);
    Decided decided = decide(OutputRole.VALUE, spec, expected);
    assertThat(decided.modelType()).isEqualTo(modelType);
    assertThat(decided.type()).isEqualTo(type);
    assertThat(decided.confidence()).isCloseTo(confidence, within(2e-15));
    assertThat(decided.reason()).isEqualTo(reason);
  }
}
