package io.tickcast.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the payload of a journal record, little endian, into a buffer that grows and is used
 * again; allocates nothing once it is large enough, but for texts that are not ASCII.
 * <i>Confined.</i>
 */
final class PayloadWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST_TEXT = 0xFFFF;

  private byte[] buffer = new byte[8_192];
  private int length;

  PayloadWriter reset() {
    length = 0;
    return this;
  }

  byte[] buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  private void reserve(int bytes) {
    if (buffer.length - length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
    }
  }

  PayloadWriter oneByte(int value) {
    reserve(1);
    buffer[length++] = (byte) value;
    return this;
  }

  PayloadWriter flag(boolean value) {
    return oneByte(value ? 1 : 0);
  }

  PayloadWriter number(int value) {
    reserve(Integer.BYTES);
    INT.set(buffer, length, value);
    length += Integer.BYTES;
    return this;
  }

  PayloadWriter number(long value) {
    reserve(Long.BYTES);
    LONG.set(buffer, length, value);
    length += Long.BYTES;
    return this;
  }

  /** The bits as they are: NaN keeps its payload, zero its sign. */
  PayloadWriter number(double value) {
    return number(Double.doubleToRawLongBits(value));
  }

  PayloadWriter numbers(double[] values, int count) {
    number(count);
    for (int i = 0; i < count; i++) {
      number(values[i]);
    }
    return this;
  }

  PayloadWriter bytes(byte[] value) {
    number(value.length);
    reserve(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
    return this;
  }

  /**
   * A text of at most 65,535 bytes of UTF-8.
   *
   * @throws IllegalArgumentException when it is longer
   */
  PayloadWriter text(String value) {
    int count = value.length();
    reserve(2 + count);
    int start = length + 2;
    for (int i = 0; i < count; i++) {
      char c = value.charAt(i);
      if (c > 0x7F) {
        return notAscii(value);
      }
      buffer[start + i] = (byte) c;
    }
    return texted(count);
  }

  private PayloadWriter notAscii(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    reserve(2 + utf8.length);
    System.arraycopy(utf8, 0, buffer, length + 2, utf8.length);
    return texted(utf8.length);
  }

  private PayloadWriter texted(int bytes) {
    if (bytes > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "expected a text of at most " + LONGEST_TEXT + " bytes, found " + bytes);
    }
    buffer[length] = (byte) bytes;
    buffer[length + 1] = (byte) (bytes >>> 8);
    length += 2 + bytes;
    return this;
  }
}
