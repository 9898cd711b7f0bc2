package io.tickcast.core;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes numbers as ASCII into byte arrays: allocates nothing, and gives the same bytes on every
 * JDK, which {@code Double.toString} does not (it changed after 17). <i>Stateless.</i>
 *
 * <p>A double becomes the shortest decimal that reads back as the same double; among those of two
 * digits and more the one closest to it. Magnitudes in [1e-7, 1e17) are written plainly with at
 * least one digit after the point ({@code 1.0}, {@code 0.00125}), others as {@code 1.0E-8} or
 * {@code 1.25E17}. All of it is valid JSON.
 *
 * <p>Sources: (1) R. Giulietti, "The Schubfach way to render doubles", 2020 and 2021, whose names
 * and sections the code below follows; (2) the same author's {@code jdk.internal.math} classes of
 * JDK 19, for the treatment of the subnormal numbers that have a single digit.
 */
final class NumberWriter {
  /** The most bytes that a double takes: {@code -0.00000012345678901234567}. */
  static final int MAX_DOUBLE_LENGTH = 26;

  /** The most bytes that a long takes: {@code -9223372036854775808}. */
  static final int MAX_LONG_LENGTH = 20;

  /** The width of a double's significand in bits, with the hidden one. */
  private static final int P = 53;

  private static final int Q_MIN = -1074;
  private static final long C_MIN = 1L << (P - 1);
  private static final long FRACTION_MASK = C_MIN - 1;
  private static final int EXPONENT_MASK = 0x7ff;

  /** Subnormals below have one digit alone and are scaled by ten, to be as close as two can be. */
  private static final long C_TINY = 3;

  private static final int K_MIN = -324;
  private static final int K_MAX = 292;
  private static final long MASK_63 = Long.MAX_VALUE;

  /** Decimal exponents of the first digit that are written plainly. */
  private static final int PLAIN_MIN = -7;

  private static final int PLAIN_MAX = 16;

  /** The upper and lower 63 bits of g(k), at 2 (k - K_MIN) and the place after. */
  private static final long[] G = powers();

  private static final long[] POW10 = powersOfTen();
  private static final byte[] PAIRS = pairs();
  private static final byte[] LONG_MIN = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);

  private NumberWriter() {}

  /**
   * Writes a double; needs {@link #MAX_DOUBLE_LENGTH} bytes of room.
   *
   * @param value a finite value
   * @param to the array to write to
   * @param at where to start
   * @return the position after the last byte
   * @throws IllegalArgumentException for NaN and the infinities, which JSON does not have
   */
  static int writeDouble(double value, byte[] to, int at) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> (P - 1)) & EXPONENT_MASK;
    if (exponent == EXPONENT_MASK) {
      throw new IllegalArgumentException("expected a finite number, found " + value);
    }
    int position = at;
    if (bits < 0) {
      to[position++] = '-';
    }
    long fraction = bits & FRACTION_MASK;
    if (exponent != 0) {
      return writeNormal(exponent, C_MIN | fraction, to, position);
    }
    if (fraction == 0) {
      return writeFraction(0, 0, to, position);
    }
    return fraction < C_TINY
        ? writeShortest(Q_MIN, 10 * fraction, -1, to, position)
        : writeShortest(Q_MIN, fraction, 0, to, position);
  }

  /**
   * Writes a long; needs {@link #MAX_LONG_LENGTH} bytes of room.
   *
   * @param value any value
   * @param to the array to write to
   * @param at where to start
   * @return the position after the last byte
   */
  static int writeLong(long value, byte[] to, int at) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(LONG_MIN, 0, to, at, LONG_MIN.length);
      return at + LONG_MIN.length;
    }
    int position = at;
    long rest = value;
    if (value < 0) {
      to[position++] = '-';
      rest = -value;
    }
    int end = position + digits(rest);
    writeDigits(rest, to, end);
    return end;
  }

  private static int writeNormal(int exponent, long c, byte[] to, int at) {
    int mq = 1 - Q_MIN - exponent;
    if (mq > 0 && mq < P && (c >> mq) << mq == c) {
      return writeFraction(c >> mq, 0, to, at);
    }
    return writeShortest(-mq, c, 0, to, at);
  }

  /** The paper's figure 7: renders c 2^q, c in [1, 2^53). */
  private static int writeShortest(int q, long c, int dk, byte[] to, int at) {
    long out = c & 1;
    long cb = c << 2;
    boolean regular = c != C_MIN || q == Q_MIN;
    long cbl = regular ? cb - 2 : cb - 1;
    int k = regular ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
    int h = q + floorLog2Pow10(-k) + 2;
    long g1 = G[(k - K_MIN) << 1];
    long g0 = G[((k - K_MIN) << 1) | 1];
    long vb = roundToOdd(g1, g0, cb << h);
    long vbl = roundToOdd(g1, g0, cbl << h) + out;
    long vbr = roundToOdd(g1, g0, (cb + 2) << h) - out;

    long s = vb >> 2;
    if (s >= 100) {
      // One digit less, where exactly one of the neighbours lies in the rounding interval.
      long sp10 = s / 10 * 10;
      boolean upin = vbl <= sp10 << 2;
      boolean wpin = (sp10 + 10) << 2 <= vbr;
      if (upin != wpin) {
        return writeFraction(upin ? sp10 : sp10 + 10, k, to, at);
      }
    }
    boolean uin = vbl <= s << 2;
    boolean win = (s + 1) << 2 <= vbr;
    if (uin != win) {
      return writeFraction(uin ? s : s + 1, k + dk, to, at);
    }
    long nearer = vb - ((s << 2) + 2);
    boolean down = nearer < 0 || (nearer == 0 && (s & 1) == 0);
    return writeFraction(down ? s : s + 1, k + dk, to, at);
  }

  /** The paper's rop: the product g cp / 2^127, its last bit set when anything is cut off. */
  private static long roundToOdd(long g1, long g0, long cp) {
    long x1 = Math.multiplyHigh(g0, cp);
    long y0 = g1 * cp;
    long y1 = Math.multiplyHigh(g1, cp);
    long z = (y0 >>> 1) + x1;
    long w = y1 + (z >>> 63);
    return w | (((z & MASK_63) + MASK_63) >>> 63);
  }

  /** Writes f 10^e in the format of this class. */
  private static int writeFraction(long f, int e, byte[] to, int at) {
    long significand = f;
    int exponent = e;
    // Integers keep their zeros: they stand before the point anyhow.
    while (exponent != 0 && significand % 10 == 0) {
      significand /= 10;
      exponent++;
    }
    int count = digits(significand);
    int first = exponent + count - 1;
    if (first < PLAIN_MIN || first > PLAIN_MAX) {
      return writeScientific(significand, count, first, to, at);
    }
    if (exponent >= 0) {
      return writeInteger(significand, count, exponent, to, at);
    }
    return first >= 0
        ? writeMixed(significand, first + 1, count, to, at)
        : writeSmall(significand, count, -1 - first, to, at);
  }

  private static int writeInteger(long f, int count, int zeros, byte[] to, int at) {
    int end = at + count;
    writeDigits(f, to, end);
    for (int i = 0; i < zeros; i++) {
      to[end++] = '0';
    }
    to[end++] = '.';
    to[end++] = '0';
    return end;
  }

  private static int writeMixed(long f, int integerDigits, int count, byte[] to, int at) {
    long scale = POW10[count - integerDigits];
    long integer = f / scale;
    int point = at + integerDigits;
    writeDigits(integer, to, point);
    to[point] = '.';
    int end = at + count + 1;
    writePadded(f - integer * scale, to, point + 1, end);
    return end;
  }

  private static int writeSmall(long f, int count, int zeros, byte[] to, int at) {
    to[at] = '0';
    to[at + 1] = '.';
    int start = at + 2;
    int end = start + zeros + count;
    writePadded(f, to, start, end);
    return end;
  }

  private static int writeScientific(long f, int count, int exponent, byte[] to, int at) {
    int end = at + 1 + Math.max(2, count);
    if (count == 1) {
      to[at] = (byte) ('0' + f);
      to[at + 2] = '0';
    } else {
      long scale = POW10[count - 1];
      to[at] = (byte) ('0' + f / scale);
      writePadded(f % scale, to, at + 2, end);
    }
    to[at + 1] = '.';
    to[end++] = 'E';
    return writeLong(exponent, to, end);
  }

  /** Writes digits that end before {@code end}, with zeros from {@code start} on. */
  private static void writePadded(long value, byte[] to, int start, int end) {
    int position = writeDigits(value, to, end);
    while (position > start) {
      to[--position] = '0';
    }
  }

  /** Writes the digits of a number of at least 0 that ends before {@code end}. */
  private static int writeDigits(long value, byte[] to, int end) {
    int position = end;
    long rest = value;
    while (rest >= 100) {
      long quotient = rest / 100;
      int pair = (int) (rest - quotient * 100) << 1;
      to[--position] = PAIRS[pair + 1];
      to[--position] = PAIRS[pair];
      rest = quotient;
    }
    if (rest >= 10) {
      to[--position] = PAIRS[((int) rest << 1) + 1];
    }
    to[--position] = rest >= 10 ? PAIRS[(int) rest << 1] : (byte) ('0' + rest);
    return position;
  }

  private static int digits(long value) {
    // 1233 / 4096 is log10(2) closely enough for 64 bits; the table settles the last step.
    int estimate = ((Long.SIZE - Long.numberOfLeadingZeros(value | 1)) * 1233) >> 12;
    return value >= POW10[estimate] ? estimate + 1 : Math.max(1, estimate);
  }

  private static int floorLog10Pow2(int e) {
    return (int) ((e * 661_971_961_083L) >> 41);
  }

  private static int floorLog10ThreeQuartersPow2(int e) {
    return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  private static int floorLog2Pow10(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }

  /** g(k) = floor(10^-k 2^-r) + 1, with r such that g has 126 bits, as in the paper. */
  private static long[] powers() {
    long[] table = new long[(K_MAX - K_MIN + 1) << 1];
    for (int k = K_MIN; k <= K_MAX; k++) {
      int r = floorLog2Pow10(-k) - 125;
      BigInteger power = BigInteger.TEN.pow(Math.abs(k));
      BigInteger g =
          k <= 0
              ? power.shiftLeft(Math.max(0, -r)).shiftRight(Math.max(0, r))
              : BigInteger.ONE.shiftLeft(-r).divide(power);
      g = g.add(BigInteger.ONE);
      table[(k - K_MIN) << 1] = g.shiftRight(63).longValueExact();
      table[((k - K_MIN) << 1) | 1] = g.and(BigInteger.valueOf(MASK_63)).longValueExact();
    }
    return table;
  }

  private static long[] powersOfTen() {
    long[] table = new long[19];
    table[0] = 1;
    for (int i = 1; i < table.length; i++) {
      table[i] = table[i - 1] * 10;
    }
    return table;
  }

  private static byte[] pairs() {
    byte[] table = new byte[200];
    for (int i = 0; i < 100; i++) {
      table[2 * i] = (byte) ('0' + i / 10);
      table[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return table;
  }
}
