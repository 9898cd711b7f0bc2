package io.tickcast.core;

import com.fasterxml.jackson.core.io.NumberInput;
import java.math.BigInteger;

/**
 * Reads JSON numbers from characters: the double nearest to the decimal, the same on every JDK, and
 * without an allocation for numbers of up to 19 digits. <i>Stateless.</i>
 *
 * <p>Sources: (1) D. Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and
 * Experience 51 (2021), whose sections the code below follows; (2) N. Mushtak and D. Lemire, "Fast
 * Number Parsing Without Fallback", Software: Practice and Experience 53 (2023): with powers of 128
 * bits no case is left undecided; (3) W. Clinger, "How to Read Floating Point Numbers Accurately",
 * PLDI 1990, for small exponents. Parsers with powers of 64 bits give one number of a thousand to a
 * slow path, which allocates.
 */
final class NumberReader {
  private static final int MAX_DIGITS = 19;
  private static final int EXPONENT_LIMIT = 100_000;

  private static final int POWER_MIN = -342;
  private static final int POWER_MAX = 308;

  /** Powers of ten that are doubles, and the largest significand that is one, in bits. */
  private static final double[] EXACT = exactPowers();

  private static final int EXACT_BITS = 53;

  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  private static final int BIAS = 1023;
  private static final int INFINITE_EXPONENT = 0x7ff;

  /** The bits of a product below those that a double and its rounding need. */
  private static final int SPARE_BITS = Long.SIZE - FRACTION_BITS - 3;

  private static final long SPARE_MASK = (1L << SPARE_BITS) - 1;

  /** Halfway cases exist for these powers alone: 5^q has to divide a 64-bit significand. */
  private static final int TIE_POWER_MIN = -4;

  private static final int TIE_POWER_MAX = 23;

  /** 5^27 is the largest power of five that a 64-bit significand may hold. */
  private static final int ROUNDED_UP_FROM = -27;

  /** The upper and lower 64 bits of 5^q, at 2 (q - POWER_MIN) and the place after. */
  private static final long[] FIVES = powersOfFive();

  private NumberReader() {}

  /**
   * Reads a number.
   *
   * @param text characters that hold a number of JSON's grammar
   * @param offset where it starts
   * @param length how many characters it has
   */
  static double read(char[] text, int offset, int length) {
    int end = offset + length;
    int at = offset;
    boolean negative = text[at] == '-';
    if (negative) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int power = 0;
    boolean fraction = false;
    boolean cut = false;
    for (; at < end; at++) {
      char c = text[at];
      if (c == '.') {
        fraction = true;
        continue;
      }
      int digit = c - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (count < MAX_DIGITS) {
        digits = digits * 10 + digit;
        count += digits == 0 ? 0 : 1;
        power -= fraction ? 1 : 0;
      } else {
        cut |= digit != 0;
        power += fraction ? 0 : 1;
      }
    }
    power += at < end ? exponent(text, at + 1, end) : 0;
    double value = scale(digits, power);
    if (cut && value != scale(digits + 1, power)) {
      return NumberInput.parseDouble(text, offset, length, true);
    }
    return negative ? -value : value;
  }

  private static int exponent(char[] text, int from, int end) {
    boolean negative = text[from] == '-';
    int at = negative || text[from] == '+' ? from + 1 : from;
    int exponent = 0;
    for (; at < end; at++) {
      exponent = Math.min(EXPONENT_LIMIT, exponent * 10 + (text[at] - '0'));
    }
    return negative ? -exponent : exponent;
  }

  /** The double nearest to digits 10^power; the digits are unsigned. */
  private static double scale(long digits, int power) {
    if (digits == 0 || power < POWER_MIN) {
      return 0;
    }
    if (power > POWER_MAX) {
      return Double.POSITIVE_INFINITY;
    }
    if (digits >>> EXACT_BITS == 0 && Math.abs(power) < EXACT.length) {
      return power < 0 ? digits / EXACT[-power] : digits * EXACT[power];
    }
    return product(digits, power);
  }

  /** Source (1), section 5, and its algorithm 1. */
  private static double product(long digits, int power) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long w = digits << zeros;
    int index = (power - POWER_MIN) << 1;
    long low = w * FIVES[index];
    long high = multiplyHigh(w, FIVES[index]);
    if ((high & SPARE_MASK) == SPARE_MASK) {
      long more = multiplyHigh(w, FIVES[index + 1]);
      low += more;
      high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
    }
    int upper = (int) (high >>> (Long.SIZE - 1));
    int shift = upper + SPARE_BITS;
    long significand = high >>> shift;
    int exponent = log2OfPower(power) + Long.SIZE - 1 + upper - zeros + BIAS;
    if (exponent <= 0) {
      return subnormal(significand, exponent);
    }
    boolean tie =
        Long.compareUnsigned(low, 1) <= 0
            && power >= TIE_POWER_MIN
            && power <= TIE_POWER_MAX
            && (significand & 3) == 1
            && significand << shift == high;
    return rounded(tie ? significand & ~1L : significand, exponent);
  }

  private static double rounded(long significand, int exponent) {
    long half = (significand + (significand & 1)) >>> 1;
    int carried = half == HIDDEN_BIT << 1 ? exponent + 1 : exponent;
    if (carried >= INFINITE_EXPONENT) {
      return Double.POSITIVE_INFINITY;
    }
    return Double.longBitsToDouble((long) carried << FRACTION_BITS | half & (HIDDEN_BIT - 1));
  }

  private static double subnormal(long significand, int exponent) {
    int shift = 1 - exponent;
    if (shift >= Long.SIZE) {
      return 0;
    }
    long shifted = significand >>> shift;
    // Rounding up to the smallest normal number sets its exponent by itself.
    return Double.longBitsToDouble((shifted + (shifted & 1)) >>> 1);
  }

  /** The floor of q log2(10), for the powers that are read here. */
  private static int log2OfPower(int q) {
    return (q * 217_706) >> 16;
  }

  /** The upper half of an unsigned product. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> (Long.SIZE - 1) & b) + (b >> (Long.SIZE - 1) & a);
  }

  private static double[] exactPowers() {
    double[] powers = new double[23];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /**
   * 128 bits with the uppermost set, rounded down, but for the reciprocals that take part in
   * halfway cases: those are rounded up, as source (1) has it.
   */
  private static long[] powersOfFive() {
    long[] table = new long[(POWER_MAX - POWER_MIN + 1) << 1];
    for (int q = POWER_MIN; q <= POWER_MAX; q++) {
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(q));
      BigInteger power =
          q >= 0
              ? five.shiftLeft(128).shiftRight(five.bitLength())
              : BigInteger.ONE.shiftLeft(127 + five.bitLength()).divide(five);
      if (q < 0 && q >= ROUNDED_UP_FROM) {
        power = power.add(BigInteger.ONE);
      }
      table[(q - POWER_MIN) << 1] = power.shiftRight(Long.SIZE).longValue();
      table[((q - POWER_MIN) << 1) + 1] = power.longValue();
    }
    return table;
  }
}
