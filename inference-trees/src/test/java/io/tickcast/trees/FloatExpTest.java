package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatExpTest {
  /** What glibc's expf gives where it is not the nearest float, called by Python's ctypes. */
  @ParameterizedTest
  @CsvSource({"@@@"})
  void of_whereTheNearestFloatIsAnother_isWhatTheLibraryOfLinuxGives(String x, String expected) {
    float found = FloatExp.of(Float.intBitsToFloat(Integer.parseUnsignedInt(x, 16)));
    assertThat(Integer.toHexString(Float.floatToRawIntBits(found))).isEqualTo(expected);
  }

  @Test
  void of_anyFloat_isWithinOneUnitInTheLastPlace() {
    for (float x = -104; x < 89; x += 0.00073f) {
      double exact = StrictMath.exp(x);
      float found = FloatExp.of(x);
      assertThat(Math.abs(found - exact))
          .as("exp of %s", x)
          .isLessThanOrEqualTo(0.51 * Math.ulp((float) exact));
    }
  }

  @Test
  void of_oddFloats_isWhatTheyAsk() {
    assertThat(FloatExp.of(0)).isEqualTo(1);
    assertThat(FloatExp.of(-0f)).isEqualTo(1);
    assertThat(FloatExp.of(89)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatExp.of(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatExp.of(Float.NEGATIVE_INFINITY)).isEqualTo(0);
    assertThat(FloatExp.of(-104)).isEqualTo(0);
    assertThat(FloatExp.of(-103.5f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatExp.of(Float.NaN)).isNaN();
  }
}
