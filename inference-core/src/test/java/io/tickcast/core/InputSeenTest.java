package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.Input;
import io.tickcast.api.InputKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSeenTest {
  @ParameterizedTest
  @CsvSource({
    "0.5, 1",
    "2, 3",
    "-2, -3",
    "-0.0, -0.0",
    "1e308, 3",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity"
  })
  void seen_scaledByTwoAndClippedAtThree_leavesWhatIsNotFinite(double value, double seen) {
    Input input = new Input("", InputKind.FEATURE, "x", 2, 3);
    assertThat(input.isPlain()).isFalse();
    assertThat(input.seen(value)).isEqualTo(Double.valueOf(seen));
  }

  @ParameterizedTest
  @CsvSource({"0.5", "-0.0", "1e308", "NaN", "Infinity"})
  void seen_plainFeature_isTheValueItself(double value) {
    Input input = Input.feature("x");
    assertThat(input.isPlain()).isTrue();
    assertThat(input.seen(value)).isEqualTo(Double.valueOf(value));
  }
}
