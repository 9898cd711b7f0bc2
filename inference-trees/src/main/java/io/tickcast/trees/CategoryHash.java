package io.tickcast.trees;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * CatBoost's hash of a category that is a whole number: the lower half of the CityHash64, in its
 * version 1.0, of the decimal digits. <i>Confined</i>: it has room for the digits.
 *
 * <p>(Sources: {@code CalcCatFeatureHash} in CatBoost, and CityHash 1.0 by Pike and Alakuijala,
 * whose cases of up to 32 bytes are these.)
 */
final class CategoryHash {
  /** The largest magnitude up to which a double tells all whole numbers apart. */
  static final long LARGEST = 1L << 53;

  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;
  private static final long K3 = 0xc949d7c7509e6557L;
  private static final long MULTIPLIER = 0x9ddfea08eb382d69L;
  private static final int ROOM = 24;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] text = new byte[ROOM];

  /**
   * The hash of a code as the file has it.
   *
   * @param code at most {@link #LARGEST} in magnitude
   */
  int of(long code) {
    int first = ROOM;
    long rest = Math.abs(code);
    do {
      text[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    if (code < 0) {
      text[--first] = '-';
    }
    return (int) hash(first, ROOM - first);
  }

  private long hash(int first, int length) {
    if (length > 16) {
      return from17To32(first, length);
    }
    if (length > 8) {
      long a = longAt(first);
      long b = longAt(first + length - 8);
      return mix(a, Long.rotateRight(b + length, length)) ^ b;
    }
    if (length >= 4) {
      long a = intAt(first);
      return mix(length + (a << 3), intAt(first + length - 4));
    }
    // ASCII, so that no byte is negative.
    int y = text[first] + (text[first + (length >> 1)] << 8);
    int z = length + (text[first + length - 1] << 2);
    return shiftMix(y * K2 ^ z * K3) * K2;
  }

  private long from17To32(int first, int length) {
    long a = longAt(first) * K1;
    long b = longAt(first + 8);
    long c = longAt(first + length - 8) * K2;
    long d = longAt(first + length - 16) * K0;
    return mix(
        Long.rotateRight(a - b, 43) + Long.rotateRight(c, 30) + d,
        a + Long.rotateRight(b ^ K3, 20) - c + length);
  }

  private static long mix(long low, long high) {
    long a = (low ^ high) * MULTIPLIER;
    a ^= a >>> 47;
    long b = (high ^ a) * MULTIPLIER;
    b ^= b >>> 47;
    return b * MULTIPLIER;
  }

  private static long shiftMix(long value) {
    return value ^ value >>> 47;
  }

  private long longAt(int place) {
    return (long) LONGS.get(text, place);
  }

  private long intAt(int place) {
    return Integer.toUnsignedLong((int) INTS.get(text, place));
  }
}
