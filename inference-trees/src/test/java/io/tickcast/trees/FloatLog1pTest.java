package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatLog1pTest {
  /** What log1pf of glibc 2.36 gives where it is not the nearest float, called by ctypes. */
  @ParameterizedTest
  @CsvSource({
    "3efd9285, 3ecdfa26",
    "3f4368ec, 3f1133e8",
    "3f2ccd34, 3f040c92",
    "3e2b2699, 3e1e43e2",
    "3de32c8f, 3dd76f5a",
    "3f296dc8, 3f020710",
    "3f32e33c, 3f07a832",
    "3f2924f5, 3f01db3a",
    "3e780c34, 3e5e1e06",
    "3dc4756f, 3dbb9924",
    "3f101263, 3ee49746",
    "3f5da617, 3f1faab0",
    "3f0d476f, 3ee10118",
    "3f3d854b, 3f0dd748",
    "3f33ffe4, 3f084f8c",
    "3f458804, 3f12672e"
  })
  void of_whereTheNearestFloatIsAnother_isWhatTheLibraryOfLinuxGives(String x, String expected) {
    float found = FloatLog1p.of(Float.intBitsToFloat(Integer.parseUnsignedInt(x, 16)));
    assertThat(Integer.toHexString(Float.floatToRawIntBits(found))).isEqualTo(expected);
  }

  @Test
  void of_anyFloatUpToOne_isWithinOneUnitInTheLastPlace() {
    for (float x = Float.MIN_VALUE; x <= 1; x = Math.nextUp(x * 1.0003f)) {
      double exact = StrictMath.log1p(x);
      assertThat(Math.abs(FloatLog1p.of(x) - exact))
          .as("log1p of %s", x)
          .isLessThan(Math.ulp((float) exact));
    }
  }

  @Test
  void of_itsEnds_isWhatTheyAsk() {
    assertThat(FloatLog1p.of(0)).isEqualTo(0);
    assertThat(FloatLog1p.of(1)).isEqualTo((float) StrictMath.log(2));
    assertThat(FloatLog1p.of(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
  }
}
