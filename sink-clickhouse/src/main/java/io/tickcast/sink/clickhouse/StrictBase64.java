package io.tickcast.sink.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads base64 as RFC 4648 has it, section 4: no line breaks, padded, nothing around it. What looks
 * like a variant is named, not guessed: bytes that are nearly right are not the model.
 */
final class StrictBase64 {
  private static final int GROUP = 4;
  private static final int BITS = 6;

  private StrictBase64() {}

  /** What can not be read, in words for people. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String found) {
      super(found);
    }
  }

  /** The most characters that so many bytes have. */
  static long lengthOf(long bytes) {
    return (bytes + 2) / 3 * GROUP;
  }

  /**
   * The bytes.
   *
   * @throws Malformed saying what was found instead
   */
  static byte[] decode(byte[] text) throws Malformed {
    if (text.length == 0) {
      throw new Malformed("nothing");
    }
    if (startsWith(text, "data:")) {
      throw new Malformed("a data: URL");
    }
    for (int i = 0; i < text.length; i++) {
      if (value(text[i]) < 0 && !isPadding(text, i)) {
        throw new Malformed(described(text[i]) + " at character " + i);
      }
    }
    if (text.length % GROUP != 0) {
      throw new Malformed(
          text.length + " characters, which is no multiple of 4: cut off, or not padded");
    }
    if (!isCanonical(text)) {
      throw new Malformed("bits behind the last byte");
    }
    return Base64.getDecoder().decode(text);
  }

  private static boolean startsWith(byte[] text, String head) {
    byte[] start = Arrays.copyOf(text, Math.min(text.length, head.length()));
    return new String(start, StandardCharsets.ISO_8859_1).equalsIgnoreCase(head);
  }

  private static String described(byte character) {
    return switch (character) {
      case '\n', '\r' -> "a line break";
      case ' ', '\t' -> "a blank";
      case '-', '_' -> "the URL-safe alphabet";
      case '=' -> "padding before the end";
      default ->
          character > ' '
              ? "'" + (char) character + "'"
              : "the byte " + Integer.toHexString(character & 0xff);
    };
  }

  private static boolean isPadding(byte[] text, int at) {
    boolean last = at == text.length - 1;
    boolean lastButOne = at == text.length - 2 && text[text.length - 1] == '=';
    return text[at] == '=' && (last || lastButOne);
  }

  private static int value(byte character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 52;
    }
    return character == '+' ? 62 : character == '/' ? 63 : -1;
  }

  /** Whether the bits of the last character that belong to no byte are zero. */
  private static boolean isCanonical(byte[] text) {
    int padding = (text[text.length - 1] == '=' ? 1 : 0) + (text[text.length - 2] == '=' ? 1 : 0);
    int unused = padding * 2;
    int last = value(text[text.length - 1 - padding]);
    return padding == 0 || unused >= BITS || (last & ((1 << unused) - 1)) == 0;
  }
}
