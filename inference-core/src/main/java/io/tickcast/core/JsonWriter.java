package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 into a buffer that grows and is used again; allocates nothing once the
 * buffer is large enough. It escapes, and does not check that braces and commas fit. Everything
 * returns this writer. <i>Confined.</i>
 */
final class JsonWriter {
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  /** The most bytes of one UTF-16 unit: an escape such as {@code \}u001f. */
  private static final int MAX_BYTES_PER_CHAR = 6;

  private static final int UUID_LENGTH = 36;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private byte[] buffer;
  private int length;

  /**
   * Creates an empty writer.
   *
   * @param capacity the bytes that fit before the buffer grows, positive
   */
  JsonWriter(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("expected a positive capacity, found " + capacity);
    }
    buffer = new byte[capacity];
  }

  /** Forgets what was written and keeps the buffer. */
  JsonWriter reset() {
    length = 0;
    return this;
  }

  /** Takes back what was written after a {@link #length()} read before. */
  JsonWriter truncate(int toLength) {
    if (toLength < 0 || toLength > length) {
      throw new IllegalArgumentException(
          "expected a length from 0 to " + length + ", found " + toLength);
    }
    length = toLength;
    return this;
  }

  /** The number of bytes written. */
  int length() {
    return length;
  }

  /** The buffer itself: valid up to {@link #length()} and until the next call. */
  byte[] buffer() {
    return buffer;
  }

  /** A copy of what was written, of exactly its size. */
  byte[] toExactArray() {
    return Arrays.copyOf(buffer, length);
  }

  /** Bytes as they are: constants, or JSON from elsewhere. */
  JsonWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  /** A part of an array as it is. */
  JsonWriter raw(byte[] bytes, int from, int count) {
    ensure(count);
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
    return this;
  }

  /** One ASCII character as it is, such as a brace or a comma. */
  JsonWriter raw(char ascii) {
    ensure(1);
    buffer[length++] = (byte) ascii;
    return this;
  }

  /** A string in quotes; half a surrogate pair becomes U+FFFD. */
  JsonWriter string(CharSequence text) {
    int count = text.length();
    ensure(2 + (long) MAX_BYTES_PER_CHAR * count);
    buffer[length++] = '"';
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < count
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        supplementary(Character.toCodePoint(c, text.charAt(++i)));
      } else {
        basic(Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    buffer[length++] = '"';
    return this;
  }

  /** A string in quotes and a colon. */
  JsonWriter key(CharSequence name) {
    return string(name).raw(':');
  }

  /**
   * A number as {@link NumberWriter} writes it.
   *
   * @throws IllegalArgumentException for NaN and the infinities
   */
  JsonWriter number(double value) {
    ensure(NumberWriter.MAX_DOUBLE_LENGTH);
    length = NumberWriter.writeDouble(value, buffer, length);
    return this;
  }

  /** A whole number. */
  JsonWriter number(long value) {
    ensure(NumberWriter.MAX_LONG_LENGTH);
    length = NumberWriter.writeLong(value, buffer, length);
    return this;
  }

  /**
   * A number, or null for NaN.
   *
   * @throws IllegalArgumentException for the infinities, which must not pass as missing
   */
  JsonWriter numberOrNull(double value) {
    return Double.isNaN(value) ? nullValue() : number(value);
  }

  /** The word {@code null}. */
  JsonWriter nullValue() {
    ensure(4);
    buffer[length++] = 'n';
    buffer[length++] = 'u';
    buffer[length++] = 'l';
    buffer[length++] = 'l';
    return this;
  }

  /** A UUID in quotes, lower-case. */
  JsonWriter uuid(long high, long low) {
    ensure(UUID_LENGTH + 2);
    buffer[length++] = '"';
    hex(high >>> 32, 8);
    buffer[length++] = '-';
    hex(high >>> 16, 4);
    buffer[length++] = '-';
    hex(high, 4);
    buffer[length++] = '-';
    hex(low >>> 48, 4);
    buffer[length++] = '-';
    hex(low, 12);
    buffer[length++] = '"';
    return this;
  }

  private void hex(long value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      buffer[length++] = HEX[(int) (value >>> shift) & 0xf];
    }
  }

  private void ascii(char c) {
    if (c >= ' ' && c != '"' && c != '\\' && c != 0x7f) {
      buffer[length++] = (byte) c;
      return;
    }
    buffer[length++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[length++] = (byte) c;
      case '\n' -> buffer[length++] = 'n';
      case '\r' -> buffer[length++] = 'r';
      case '\t' -> buffer[length++] = 't';
      case '\b' -> buffer[length++] = 'b';
      case '\f' -> buffer[length++] = 'f';
      default -> {
        buffer[length++] = 'u';
        hex(c, 4);
      }
    }
  }

  private void basic(char c) {
    if (c < 0x800) {
      buffer[length++] = (byte) (0xc0 | (c >> 6));
    } else {
      buffer[length++] = (byte) (0xe0 | (c >> 12));
      buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
    }
    buffer[length++] = (byte) (0x80 | (c & 0x3f));
  }

  private void supplementary(int codePoint) {
    buffer[length++] = (byte) (0xf0 | (codePoint >> 18));
    buffer[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    buffer[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    buffer[length++] = (byte) (0x80 | (codePoint & 0x3f));
  }

  private void ensure(long more) {
    long needed = length + more;
    if (needed <= buffer.length) {
      return;
    }
    if (needed > MAX_LENGTH) {
      throw new InferenceException(
          ErrorCode.LIMIT_EXCEEDED,
          "expected at most " + MAX_LENGTH + " bytes of JSON, found " + needed);
    }
    buffer =
        Arrays.copyOf(buffer, (int) Math.min(MAX_LENGTH, Math.max(needed, 2L * buffer.length)));
  }
}
