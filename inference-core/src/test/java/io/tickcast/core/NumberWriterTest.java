package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWriterTest {
  private static final int RANDOM_VALUES = 1_500_000;

  private final byte[] buffer = new byte[64];

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "-1, -1.0",
    "10, 10.0",
    "1.08125, 1.08125",
    "0.00125, 0.00125",
    "123456.5, 123456.5",
    "1760867700000, 1760867700000.0",
    "1e-7, 0.0000001",
    "1.25e-7, 0.000000125",
    "9.999999e-8, 9.999999E-8",
    "1e-8, 1.0E-8",
    "9007199254740991, 9007199254740991.0",
    "9007199254740993, 9007199254740992.0",
    "1e16, 10000000000000000.0",
    "99999999999999984, 99999999999999980.0",
    "1e17, 1.0E17",
    "1.25e17, 1.25E17",
    "2e22, 2.0E22",
    "1e23, 1.0E23",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "4.9E-324, 4.9E-324",
    "2E-323, 2.0E-323",
    "-1.2345678901234567E-7, -0.00000012345678901234566"
  })
  void writeDouble_knownValue_hasTheDocumentedForm(String value, String expected) {
    assertThat(write(Double.parseDouble(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void writeDouble_notFinite_isRefused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NumberWriter.writeDouble(value, buffer, 0))
        .withMessage("expected a finite number, found " + value);
  }

  @Test
  void writeDouble_randomBits_agreesWithJacksonAndReadsBack() {
    SplittableRandom random = new SplittableRandom(20_240_601);
    for (int i = 0; i < RANDOM_VALUES; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        check(value);
      }
    }
  }

  @Test
  void writeDouble_everydayMagnitudes_agreesWithJacksonAndReadsBack() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < RANDOM_VALUES / 4; i++) {
      check(random.nextDouble());
      check((random.nextDouble() - 0.5) * StrictMath.pow(10, random.nextInt(-9, 19)));
      check((float) random.nextDouble());
    }
  }

  @Test
  void writeDouble_powersOfTwoAndTheirNeighbours_agreesWithJacksonAndReadsBack() {
    for (int exponent = -1074; exponent <= 1023; exponent++) {
      checkAround(Math.scalb(1.0, exponent));
    }
  }

  @Test
  void writeDouble_powersOfTenAndTheirNeighbours_agreesWithJacksonAndReadsBack() {
    for (int exponent = -323; exponent <= 308; exponent++) {
      for (int digit = 1; digit <= 9; digit++) {
        double value = Double.parseDouble(digit + "e" + exponent);
        if (Double.isFinite(value)) {
          checkAround(value);
        }
      }
    }
  }

  @Test
  void writeDouble_subnormals_agreesWithJacksonAndReadsBack() {
    for (long bits = 1; bits <= 100_000; bits++) {
      check(Double.longBitsToDouble(bits));
    }
    for (long bits = 1L << 52; bits > 0; bits >>= 1) {
      checkAround(Double.longBitsToDouble(bits));
    }
  }

  @Test
  void writeDouble_prices_areWrittenAsTheyWereQuoted() {
    for (int i = 1; i <= 300_000; i++) {
      String quoted = BigDecimal.valueOf(i, 5).stripTrailingZeros().toPlainString();
      String expected = quoted.contains(".") ? quoted : quoted + ".0";
      assertThat(write(i / 100_000.0)).isEqualTo(expected);
    }
  }

  @Test
  void writeDouble_wholeNumbers_keepTheirDigits() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200_000; i++) {
      long whole = random.nextLong() >> random.nextInt(11, 64);
      assertThat(write(whole)).isEqualTo(whole + ".0");
    }
  }

  @Test
  void writeDouble_anyValue_staysWithinItsLengthAndItsPlace() {
    byte[] room = new byte[NumberWriter.MAX_DOUBLE_LENGTH + 2];
    int longest = 0;
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 200_000; i++) {
      double value = -random.nextDouble() * 1.3e-7;
      int end = NumberWriter.writeDouble(value, room, 1);
      longest = Math.max(longest, end - 1);
      assertThat(room[0]).isZero();
      assertThat(room[room.length - 1]).isZero();
    }
    assertThat(longest).isEqualTo(NumberWriter.MAX_DOUBLE_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, 101, 999, 1_000, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE})
  void writeLong_anyValue_isWrittenInDecimal(long value) {
    int end = NumberWriter.writeLong(value, buffer, 0);
    assertThat(text(end)).isEqualTo(String.valueOf(value));
    assertThat(end).isLessThanOrEqualTo(NumberWriter.MAX_LONG_LENGTH);
  }

  @Test
  void writeLong_everyLength_isWrittenInDecimal() {
    for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
      for (long value : new long[] {power - 1, power, power + 1, 9 * power, -power, 1 - power}) {
        assertThat(text(NumberWriter.writeLong(value, buffer, 0))).isEqualTo("" + value);
      }
    }
  }

  private void checkAround(double value) {
    check(value);
    check(Math.nextUp(value));
    check(Math.nextDown(value));
    check(-value);
  }

  /** Fails with the value alone: an assertion object per value would be most of the run. */
  private void check(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    String written = write(value);
    long bits = Double.doubleToRawLongBits(value);
    if (Double.doubleToRawLongBits(Double.parseDouble(written)) != bits) {
      throw new AssertionError(written + " does not read back as bits " + bits);
    }
    String reference = DoubleToDecimal.toString(value);
    if (!digits(written).equals(digits(reference))) {
      throw new AssertionError("expected the digits of " + reference + ", found " + written);
    }
  }

  /** The significant digits: without sign, point, exponent and zeros at either end. */
  private static String digits(String decimal) {
    int exponent = decimal.indexOf('E');
    String fraction = exponent < 0 ? decimal : decimal.substring(0, exponent);
    int start = 0;
    int end = fraction.length();
    StringBuilder digits = new StringBuilder(end);
    for (int i = start; i < end; i++) {
      char c = fraction.charAt(i);
      if (c >= '1' && c <= '9' || c == '0' && digits.length() > 0) {
        digits.append(c);
      }
    }
    int length = digits.length();
    while (length > 0 && digits.charAt(length - 1) == '0') {
      length--;
    }
    digits.setLength(length);
    return digits.toString();
  }

  private String write(double value) {
    return text(NumberWriter.writeDouble(value, buffer, 0));
  }

  private String text(int end) {
    return new String(buffer, 0, end, StandardCharsets.US_ASCII);
  }
}
