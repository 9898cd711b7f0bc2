package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatExpTest {
  /** What glibc's expf gives where it is not the nearest float, called by Python's ctypes. */
  @ParameterizedTest
  @CsvSource({
    "bfd193c9, 3e472b0a",
    "3fa4f023, 40682b05",
    "400466de, 40fd48e6",
    "40962355, 42da19f7",
    "be86e039, 3f44b6a4",
    "3fe6b157, 40c2082f",
    "bee10f86, 3f24f1a9",
    "403c0a08, 41970a98",
    "3facb44b, 4076b0d0",
    "400c3887, 410f196d",
    "c0579a50, 3d0d07ae",
    "c0c0d748, 3b1e3bed",
    "406c82e9, 42210fac",
    "3f50e219, 4010b984",
    "bfc2a7b0, 3e5fcb76",
    "406f57ee, 42285937",
    "3e891af1, 3fa74de3",
    "3f197516, 3fe919ef",
    "bfacf265, 3e84942e",
    "40254b1d, 4153ba25",
    "bfee08b9, 3e1f774b",
    "c093d8b7, 3c21652d",
    "bfaa8c17, 3e871675",
    "bfe409c8, 3e2c6b14"
  })
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
