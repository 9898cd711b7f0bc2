package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes values of the operands of opcodes that push one. */
final class Literals {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern REAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final int MOST_OF_A_REAL = 400;
  private static final int MOST_OF_A_LINE = 64 << 20;

  private final OpcodeReader reader;
  private final ReadLimits limits;

  Literals(OpcodeReader reader, ReadLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /** A number that a line gives in decimal; {@code 00} and {@code 01} are truth values. */
  PickleNode intLine() {
    String text = reader.ascii(limits.digits());
    return switch (text) {
      case "00" -> new PickleNode.Bool(false);
      case "01" -> new PickleNode.Bool(true);
      default -> decimal(text);
    };
  }

  /** A number that a line gives in decimal, with or without an L behind it. */
  PickleNode longLine() {
    String text = reader.ascii(limits.digits() + 2);
    return decimal(text.endsWith("L") ? text.substring(0, text.length() - 1) : text);
  }

  private PickleNode decimal(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw malformed("a whole number", text);
    }
    return whole(new BigInteger(text));
  }

  /** A number in as many little-endian bytes as are needed, of two's complement. */
  PickleNode longBytes() {
    int length = reader.length();
    if (length > limits.digits()) {
      throw Faults.limit(
          "a number of at most " + limits.digits() + " bytes", length + "", reader.where());
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = reader.content().get(reader.start() + i);
    }
    return length == 0 ? new PickleNode.Int(0) : whole(new BigInteger(bytes));
  }

  private static PickleNode whole(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? new PickleNode.Int(value.longValue())
        : new PickleNode.BigInt(value);
  }

  /** The number of a memo entry that a line gives. */
  long index() {
    if (!(decimal(reader.ascii(20)) instanceof PickleNode.Int index) || index.value() < 0) {
      throw Faults.malformed("a place in the memo of at least 0", "another", reader.where());
    }
    return index.value();
  }

  PickleNode floatLine() {
    String text = reader.ascii(MOST_OF_A_REAL);
    return switch (text) {
      case "inf", "+inf" -> new PickleNode.Real(Double.POSITIVE_INFINITY);
      case "-inf" -> new PickleNode.Real(Double.NEGATIVE_INFINITY);
      case "nan", "-nan", "+nan" -> new PickleNode.Real(Double.NaN);
      default -> {
        if (!REAL.matcher(text).matches()) {
          throw malformed("a number", text);
        }
        yield new PickleNode.Real(Double.parseDouble(text));
      }
    };
  }

  PickleNode floatBytes() {
    return new PickleNode.Real(Double.longBitsToDouble(Long.reverseBytes(reader.number())));
  }

  TextNode text() {
    Utf8.check(reader.content(), reader.start(), reader.length(), reader.where());
    return new TextNode(reader.content(), reader.start(), reader.length());
  }

  BytesNode bytes(boolean string) {
    return new BytesNode(reader.content(), reader.start(), reader.length(), string);
  }

  private void checkLine() {
    if (reader.length() > MOST_OF_A_LINE) {
      throw Faults.limit(
          "a line of at most " + MOST_OF_A_LINE + " bytes", reader.length() + "", reader.where());
    }
  }

  /** A text in Latin-1, other characters as {@code \}{@code u0000} and {@code \U00000000}. */
  TextNode textLine() {
    checkLine();
    StringBuilder text = new StringBuilder(reader.length());
    ByteBuffer content = reader.content();
    int end = reader.start() + reader.length();
    for (int i = reader.start(); i < end; i++) {
      int digits = content.get(i) == '\\' && i + 1 < end ? digitsOf(content.get(i + 1)) : 0;
      if (digits == 0) {
        text.append((char) (content.get(i) & 0xff));
        continue;
      }
      text.append(character(hex(i + 2, digits, end)));
      i += 1 + digits;
    }
    String value = text.toString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw Faults.malformed("a text of whole characters", "half a pair", reader.where());
    }
    return TextNode.of(value);
  }

  private static int digitsOf(byte letter) {
    return letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  }

  private String character(long point) {
    if (point > Character.MAX_CODE_POINT) {
      throw Faults.malformed("a character", "number " + point, reader.where());
    }
    return Character.toString((int) point);
  }

  /** What Python 2 wrote as the {@code repr} of its {@code str}. */
  BytesNode stringLine() {
    checkLine();
    ByteBuffer content = reader.content();
    int from = reader.start();
    int end = from + reader.length() - 1;
    boolean quoted = end > from && content.get(from) == content.get(end);
    if (!quoted || (content.get(from) != '\'' && content.get(from) != '"')) {
      throw Faults.malformed("a text in quotes", "none", reader.where());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(reader.length());
    for (int i = from + 1; i < end; i++) {
      byte b = content.get(i);
      if (b == '\\') {
        i = escape(i + 1, end, bytes);
      } else {
        bytes.write(b);
      }
    }
    return BytesNode.of(bytes.toByteArray(), true);
  }

  /** Takes one escape, whose letter stands at a place; the place of its last byte. */
  private int escape(int at, int end, ByteArrayOutputStream bytes) {
    if (at >= end) {
      throw Faults.malformed("a letter behind the backslash", "the end", reader.where());
    }
    byte letter = reader.content().get(at);
    if (letter >= '0' && letter <= '7') {
      return octal(at, end, bytes);
    }
    if (letter == 'x') {
      bytes.write((int) hex(at + 1, 2, end));
      return at + 2;
    }
    int plain = "\\'\"abfnrtv".indexOf(letter);
    if (plain < 0) {
      bytes.write('\\'); // As Python does: no escape at all.
      bytes.write(letter);
    } else {
      bytes.write("\\'\"\u0007\b\f\n\r\t\u000b".charAt(plain));
    }
    return at;
  }

  private int octal(int at, int end, ByteArrayOutputStream bytes) {
    int value = 0;
    int i = at;
    for (; i < Math.min(at + 3, end); i++) {
      int digit = reader.content().get(i) - '0';
      if (digit < 0 || digit > 7) {
        break;
      }
      value = 8 * value + digit;
    }
    bytes.write(value);
    return i - 1;
  }

  private long hex(int from, int digits, int end) {
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = i < end ? Character.digit(reader.content().get(i), 16) : -1;
      if (digit < 0) {
        throw Faults.malformed(digits + " hexadecimal digits", "fewer", reader.where());
      }
      value = 16 * value + digit;
    }
    return value;
  }

  private InferenceException malformed(String expected, String found) {
    return Faults.malformed(expected, Faults.quoted(found), reader.where());
  }
}
