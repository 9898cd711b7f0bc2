package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every decimal becomes the double that the JDK's own parser finds, to the bit. */
class NumberReaderTest {
  private static final int RANDOM_VALUES = 400_000;

  private static double read(String text) {
    char[] padded = ("12" + text + "34").toCharArray();
    return NumberReader.read(padded, 2, text.length());
  }

  private static void assertSame(String text) {
    long found = Double.doubleToRawLongBits(read(text));
    long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
    if (found != expected) {
      assertThat(Double.longBitsToDouble(found)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "0e999999999",
        "0.000e-5",
        "1",
        "-1",
        "10",
        "0.1",
        "1e0",
        "1E+5",
        "1e-5",
        "1.5e+00003",
        "123456789012345678",
        "9223372036854775807",
        "9223372036854775808",
        "9999999999999999999",
        "18446744073709551615",
        "18446744073709551616",
        "10000000000000000000000",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993.0000000000000000000000000000000000001",
        "9007199254740992999999999999e-12",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "179769313486231580793728971405301e276",
        "1e308",
        "1e309",
        "1e999999999999",
        "-1e400",
        "2.2250738585072014e-308",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.470328229206232720882843964341106861825299013071623822e-324",
        "1e-323",
        "1e-342",
        "1e-343",
        "18446744073709551615e-343",
        "1e-999999999999",
        "0.1000000000000000055511151231257827021181583404541015625",
        "0.3000000000000000166533453693773481063544750213623046875",
        "0.000000000000000000000000000000000000000000000000000000001",
        "1000000000000000000000000000000000000000000000000000000000",
        "8.5e-5",
        "6.8e-5",
        "7.2057594037927933e16",
        "5e-20",
        "1.0000000000000002220446049250313",
        "0.500000000000000166533453693773481063544750213623046875",
        "8.442911973260991817129021e-309",
        "4503599627370496.5",
        "4503599627370497.5",
        "4503599627370495.5",
        "2251799813685248.25",
        "36028797018963966",
        "36028797018963964",
        "1.448997445238699",
        "9355950000000000000000e-3"
      })
  void read_notableNumber_isTheNearestDouble(String text) {
    assertSame(text);
    assertSame(text.startsWith("-") ? text.substring(1) : "-" + text);
  }

  @Test
  void read_anyDoubleInItsShortestForm_isThatDouble() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < RANDOM_VALUES; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertSame(Double.toString(value));
      }
    }
  }

  @Test
  void read_valuesLikeFeatures_areTheNearestDouble() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < RANDOM_VALUES; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(14) - 7);
      assertSame(Double.toString(value));
      assertSame(
          new BigDecimal(value).setScale(random.nextInt(12), RoundingMode.HALF_UP).toPlainString());
    }
  }

  @Test
  void read_randomDigitsAndExponents_areTheNearestDouble() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < RANDOM_VALUES; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
      int digits = 1 + random.nextInt(25);
      text.append(1 + random.nextInt(9));
      int point = random.nextInt(digits);
      for (int digit = 1; digit < digits; digit++) {
        text.append(digit == point ? "." : "").append(random.nextInt(10));
      }
      int range = random.nextBoolean() ? 40 : 360;
      assertSame(text.append("e").append(random.nextInt(2 * range) - range).toString());
    }
  }

  @Test
  void read_halfwayBetweenTwoDoubles_goesToTheEvenOne() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < RANDOM_VALUES / 8; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
      if (random.nextBoolean()) {
        value = 1 + random.nextInt(1 << 20) + random.nextDouble();
      }
      double next = Math.nextUp(value);
      if (!Double.isFinite(next)) {
        continue;
      }
      BigDecimal half =
          new BigDecimal(value).add(new BigDecimal(next)).divide(BigDecimal.valueOf(2));
      assertSame(half.toString());
      for (int precision : new int[] {17, 18, 19, 20, 21}) {
        assertSame(half.round(new MathContext(precision, RoundingMode.DOWN)).toString());
        assertSame(half.round(new MathContext(precision, RoundingMode.UP)).toString());
      }
    }
  }

  @Test
  void read_upToNineteenDigits_allocatesNothing() {
    SplittableRandom random = new SplittableRandom(5);
    char[][] texts = new char[200_000][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Double.toString(Math.sin(i * 0.7) * (1 + random.nextInt(9))).toCharArray();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = 0;
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      threads.getCurrentThreadAllocatedBytes();
      long measuring =
          -threads.getCurrentThreadAllocatedBytes() + threads.getCurrentThreadAllocatedBytes();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (char[] text : texts) {
        sum += NumberReader.read(text, 0, text.length);
      }
      long after = threads.getCurrentThreadAllocatedBytes();
      allocated = Math.min(allocated, after - before - measuring);
    }
    assertThat(allocated).isZero();
    assertThat(sum).isFinite();
  }
}
