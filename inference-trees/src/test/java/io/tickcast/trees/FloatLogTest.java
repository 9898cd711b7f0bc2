package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatLogTest {
  /** What glibc's logf gives where it is not the nearest float, called by Python's ctypes. */
  @ParameterizedTest
  @CsvSource({
    "3f7bb5ec, bc8a6c36",
    "3f99fc4e, 3e3d43b6",
    "3f81aa1b, 3c53aded",
    "3f845e5d, 3d097676",
    "3ffd38ac, 3f2ea6e0",
    "3fd2053a, 3efd8783",
    "3e8a87d1, bfa75371",
    "3f716e2c, bd7002c2",
    "3f90f348, 3dfeb0de",
    "3f819213, 3c47d050",
    "40116323, 3f520d75",
    "3f7ce523, bc47ee45",
    "3f8bd7fc, 3db53ce1",
    "3f9952db, 3e38da73",
    "404128d0, 3f8d649c",
    "3f813f6e, 3c1ef100",
    "3fb36ea2, 3eacefc9",
    "3f81aec0, 3c55f8c1",
    "3fb31637, 3eabf33f",
    "3f822e2d, 3c8a5e68",
    "3fa51e32, 3e825ed6",
    "40098336, 3f43cc09",
    "406aa480, 3fa64b8b",
    "4012c971, 3f548158",
    "3f3c410d, be9d618a",
    "3eaa1f0f, bf8d0833",
    "401ba7cd, 3f6385e7",
    "3f7986cb, bcd1d0a3",
    "3f7bd557, bc866df4",
    "3f934539, 3e0f9b19"
  })
  void of_whereTheNearestFloatIsAnother_isWhatTheLibraryOfLinuxGives(String x, String expected) {
    float found = FloatLog.of(Float.intBitsToFloat(Integer.parseUnsignedInt(x, 16)));
    assertThat(Integer.toHexString(Float.floatToRawIntBits(found))).isEqualTo(expected);
  }

  @Test
  void of_anyFloat_isWithinOneUnitInTheLastPlace() {
    for (float x = Float.MIN_VALUE; x < Float.MAX_VALUE / 2; x = Math.nextUp(x * 1.0007f)) {
      double exact = StrictMath.log(x);
      assertThat(Math.abs(FloatLog.of(x) - exact))
          .as("log of %s", x)
          .isLessThanOrEqualTo(0.82 * Math.ulp((float) exact));
    }
  }

  @Test
  void of_oneAndPowersOfTwo_isWhatTheyAsk() {
    assertThat(FloatLog.of(1)).isEqualTo(0);
    assertThat(FloatLog.of(2)).isEqualTo((float) StrictMath.log(2));
    assertThat(FloatLog.of(0.5f)).isEqualTo(-(float) StrictMath.log(2));
    assertThat(FloatLog.of(Float.MIN_VALUE)).isEqualTo((float) StrictMath.log(Float.MIN_VALUE));
  }
}
