package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.OutputKind;
import io.tickcast.api.OutputRole;
import io.tickcast.api.OutputSpec;
import io.tickcast.api.SignalType;
import io.tickcast.core.ActionRule.Classes;
import io.tickcast.core.ActionRule.Direction;
import io.tickcast.core.ActionRule.ExpectedReturn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionRulesTest {
  private static ModelSignature outputs(OutputRole role, String... names) {
    return FixedModel.signature(List.of("a"), List.of(names), role);
  }

  private static SignalType[] types(ModelSignature signature, Optional<OutputSpec> spec) {
    return ((Classes) ActionRules.of(signature, spec)).types();
  }

  private static SignalType[] types(String... names) {
    return types(outputs(OutputRole.PROBABILITY, names), Optional.empty());
  }

  private static void assertRefused(
      ModelSignature signature, Optional<OutputSpec> spec, String message) {
    assertThatThrownBy(() -> ActionRules.of(signature, spec))
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
        .hasMessageContaining(message);
  }

  @Test
  void of_classesNamedLikeSignals_areMappedByName() {
    assertThat(types("hold", "SELL", "Buy"))
        .containsExactly(SignalType.HOLD, SignalType.SELL, SignalType.BUY);
    assertThat(types("buy", "close_long", "close_short", "hold", "sell"))
        .containsExactly(
            SignalType.BUY,
            SignalType.CLOSE_LONG,
            SignalType.CLOSE_SHORT,
            SignalType.HOLD,
            SignalType.SELL);
  }

  @Test
  void of_unnamedClassesOrZeroOneTwo_haveTheDefaultOrder() {
    for (String[] names : new String[][] {{"0", "1", "2"}, {"class_0", "class_1", "class_2"}}) {
      assertThat(types(names)).containsExactly(SignalType.BUY, SignalType.SELL, SignalType.HOLD);
    }
    assertThat(
            types(
                outputs(OutputRole.PROBABILITY, "x", "y", "z"),
                Optional.of(OutputSpec.classes(List.of("0", "1", "2")))))
        .containsExactly(SignalType.BUY, SignalType.SELL, SignalType.HOLD);
  }

  @ParameterizedTest
  @CsvSource({
    "-1 0 1, [-1; 0; 1]",
    "1 2 3, [1; 2; 3]",
    "2 1 0, [2; 1; 0]",
    "0 1, [0; 1]",
    "0 1 2 3, [0; 1; 2; 3]",
    "class_0 class_1, [class_0; class_1]",
    "buy sell wait, [wait]",
    "up down, [up; down]"
  })
  void of_classesOfUnknownMeaning_areRefusedByName(String names, String unknown) {
    assertRefused(
        outputs(OutputRole.PROBABILITY, names.split(" ")),
        Optional.empty(),
        "output.signals: expected a signal type (buy, sell, hold, close_long, close_short) for each"
            + " class, found none for "
            + unknown.replace(";", ","));
  }

  @Test
  void of_declaredSignals_areTaken() {
    Optional<OutputSpec> spec =
        Optional.of(
            OutputSpec.classes(
                List.of("-1", "0", "1"),
                Map.of("-1", SignalType.SELL, "0", SignalType.HOLD, "1", SignalType.BUY)));
    assertThat(types(outputs(OutputRole.PROBABILITY, "-1", "0", "1"), spec))
        .containsExactly(SignalType.SELL, SignalType.HOLD, SignalType.BUY);
  }

  @Test
  void of_declaredSignalsForZeroOneTwo_winOverTheDefaultOrder() {
    Optional<OutputSpec> spec =
        Optional.of(
            OutputSpec.classes(
                List.of("0", "1", "2"),
                Map.of("0", SignalType.SELL, "1", SignalType.HOLD, "2", SignalType.BUY)));
    assertThat(types(outputs(OutputRole.PROBABILITY, "0", "1", "2"), spec))
        .containsExactly(SignalType.SELL, SignalType.HOLD, SignalType.BUY);
  }

  @Test
  void of_labelsOfAnotherCount_areRefused() {
    assertRefused(
        outputs(OutputRole.PROBABILITY, "a", "b", "c"),
        Optional.of(OutputSpec.classes(List.of("buy", "sell"))),
        "output.classes: expected 3 classes, found 2");
  }

  @Test
  void of_outputsOfSeveralReadings_needADeclaration() {
    for (ModelSignature signature :
        List.of(
            outputs(OutputRole.PROBABILITY, "p"),
            outputs(OutputRole.VALUE, "value"),
            outputs(OutputRole.MARGIN, "a", "b", "c"))) {
      assertRefused(
          signature,
          Optional.empty(),
          "expected the manifest field output.kind (classes, direction or expected_return)");
    }
  }

  @Test
  void of_marginsAsProbabilities_areRefused() {
    assertRefused(
        outputs(OutputRole.MARGIN, "0", "1", "2"),
        Optional.of(OutputSpec.classes(List.of())),
        "output.kind classes: expected a probability per class, found 3 outputs of role margin");
    assertRefused(
        outputs(OutputRole.MARGIN, "m"),
        Optional.of(OutputSpec.direction()),
        "output.kind direction: expected one probability");
    assertRefused(
        outputs(OutputRole.PROBABILITY, "p"),
        Optional.of(OutputSpec.expectedReturn(1)),
        "output.kind expected_return: expected one value, found 1 outputs of role probability");
  }

  @Test
  void of_direction_takesTheProbabilityOfUp() {
    OutputSpec spec = new OutputSpec(OutputKind.DIRECTION, List.of(), Map.of(), Double.NaN, 0.1);
    assertThat(ActionRules.of(outputs(OutputRole.PROBABILITY, "p"), Optional.of(spec)))
        .isEqualTo(new Direction(0, 0.1));
    for (String[] names :
        new String[][] {
          {"0", "1"},
          {"-1", "1"},
          {"0.0", "1.0"},
          {"Down", "Up"},
          {"False", "True"},
          {"class_0", "class_1"}
        }) {
      assertThat(ActionRules.of(outputs(OutputRole.PROBABILITY, names), Optional.of(spec)))
          .isEqualTo(new Direction(1, 0.1));
    }
  }

  @ParameterizedTest
  @CsvSource({"long, short", "buy, sell", "1, 0", "1, -1", "up, down", "true, false", "a, b"})
  void of_directionWhoseSecondOutputMayBeDown_isRefused(String first, String second) {
    assertRefused(
        outputs(OutputRole.PROBABILITY, first, second),
        Optional.of(OutputSpec.direction()),
        "expected two outputs whose names say that the second is up");
  }

  @Test
  void of_expectedReturn_needsTheScale() {
    ModelSignature signature = outputs(OutputRole.VALUE, "value");
    assertThat(ActionRules.of(signature, Optional.of(OutputSpec.expectedReturn(0.002))))
        .isEqualTo(new ExpectedReturn(0.002, 0));
    assertRefused(
        signature,
        Optional.of(new OutputSpec(OutputKind.EXPECTED_RETURN, List.of(), Map.of(), Double.NaN, 0)),
        "output.residual_scale: expected a positive number, found none");
  }

  @Test
  void of_agentsWithoutTheirCodes_areRefused() {
    OutputSpec spec = new OutputSpec(OutputKind.ACTION, List.of(), Map.of(), Double.NaN, 0);
    assertThatThrownBy(() -> ActionRules.of(outputs(OutputRole.ACTION, "a"), Optional.of(spec)))
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
        .hasMessageContaining(
            "output.preset (one of freqai_base3 freqai_base4 freqai_base5 plain)");
    assertThatThrownBy(() -> ActionRules.of(outputs(OutputRole.ACTION, "a"), Optional.empty()))
        .hasMessageContaining("output.kind (action, target_position or order_size)");
  }
}
