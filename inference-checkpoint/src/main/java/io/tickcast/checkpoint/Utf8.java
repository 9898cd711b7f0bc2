package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are UTF-8. */
final class Utf8 {
  private static final int CHUNK = 4096;

  private Utf8() {}

  /**
   * Checks bytes, taking no memory for them.
   *
   * @throws io.tickcast.api.InferenceException (MALFORMED_MODEL) if they are no UTF-8
   */
  static void check(ByteBuffer source, int start, int length, String where) {
    int ascii = start;
    while (ascii < start + length && source.get(ascii) >= 0) {
      ascii++;
    }
    if (ascii == start + length) {
      return;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = source.slice(ascii, start + length - ascii);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.decode(bytes, chars.clear(), true);
    }
    if (result.isError()) {
      throw Faults.malformed("UTF-8", "other bytes in a text", where);
    }
  }
}
