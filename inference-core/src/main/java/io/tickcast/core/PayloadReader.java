package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what a {@link PayloadWriter} wrote. <i>Confined.</i> Each method throws {@link
 * InferenceException} (MALFORMED_DATA) when the payload ends before what it should hold.
 */
final class PayloadReader {
  private final ByteBuffer payload;

  PayloadReader(ByteBuffer payload) {
    this.payload = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  int oneByte() {
    return require(1).get() & 0xFF;
  }

  boolean flag() {
    return oneByte() != 0;
  }

  int wholeNumber() {
    return require(Integer.BYTES).getInt();
  }

  long longNumber() {
    return require(Long.BYTES).getLong();
  }

  double number() {
    return Double.longBitsToDouble(longNumber());
  }

  /** How many numbers follow: never more than there is room for. */
  int count() {
    int count = wholeNumber();
    if (count < 0 || count > payload.remaining() / Double.BYTES) {
      throw malformed("at most " + payload.remaining() / Double.BYTES + " numbers", count);
    }
    return count;
  }

  byte[] bytes() {
    int length = wholeNumber();
    if (length < 0 || length > payload.remaining()) {
      throw malformed("at most " + payload.remaining() + " bytes", length);
    }
    byte[] bytes = new byte[length];
    payload.get(bytes);
    return bytes;
  }

  String text() {
    int length = require(2).getShort() & 0xFFFF;
    byte[] bytes = new byte[length];
    require(length).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** That nothing is left. */
  void end() {
    if (payload.hasRemaining()) {
      throw malformed("the end of the record", payload.remaining() + " bytes more");
    }
  }

  private ByteBuffer require(int bytes) {
    if (payload.remaining() < bytes) {
      throw malformed(bytes + " bytes", payload.remaining());
    }
    return payload;
  }

  static InferenceException malformed(String expected, Object found) {
    return new InferenceException(
        ErrorCode.MALFORMED_DATA, "journal record: expected " + expected + ", found " + found);
  }
}
