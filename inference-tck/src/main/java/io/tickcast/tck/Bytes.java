package io.tickcast.tck;

import java.nio.charset.StandardCharsets;

/** Bytes as text, one character per byte, so that failures can be read. */
final class Bytes {
  private Bytes() {}

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
