package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
  /** Values of the series in 60 decimal digits, rounded to the nearest double. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "1e-300, 0.5",
    "1e-9, 0.5000000003989423",
    "0.001, 0.500398942213911",
    "0.1, 0.539827837277029",
    "0.25, 0.5987063256829237",
    "0.5, 0.6914624612740131",
    "1, 0.8413447460685429",
    "1.2815515655446004, 0.9",
    "1.6448536269514722, 0.95",
    "1.96, 0.9750021048517795",
    "2, 0.9772498680518208",
    "2.5, 0.9937903346742238",
    "3, 0.9986501019683699",
    "3.7, 0.9998922002665226",
    "4.5, 0.9999966023268753",
    "5, 0.9999997133484281",
    "6, 0.9999999990134123",
    "7, 0.9999999999987201",
    "8, 0.9999999999999993",
    "8.2999999, 1.0",
    "8.3, 1.0",
    "40, 1.0",
    "1e308, 1.0",
    "Infinity, 1.0"
  })
  void cumulative_knownValue_isCloserThanStated(double x, double expected) {
    assertThat(Normal.cumulative(x)).isCloseTo(expected, within(1e-15));
  }

  @Test
  void cumulative_anyValue_isAProbabilityThatGrows() {
    double before = 0.5;
    for (int i = 0; i <= 9_000; i++) {
      double value = Normal.cumulative(i / 1_000.0);
      assertThat(value).isBetween(before, 1.0);
      before = value;
    }
  }
}
