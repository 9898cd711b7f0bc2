package io.tickcast.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Reads elements of one type out of an array's bytes. */
final class ElementReader {
  private final NumpyType type;
  private final ByteBuffer data;

  private ElementReader(NumpyType type, ByteBuffer data) {
    this.type = type;
    this.data = data;
  }

  static ElementReader of(NumpyType type, ByteBuffer data) {
    return new ElementReader(type, data.duplicate().order(type.order()));
  }

  /** The element that begins at a byte, as a double. */
  double real(int place) {
    if (type.kind() != NumpyType.Kind.FLOAT) {
      long value = whole(place);
      boolean wraps = type.kind() == NumpyType.Kind.UINT && value < 0;
      return wraps ? unsigned(value) : value;
    }
    return switch (type.size()) {
      case 2 -> half(data.getShort(place));
      case 4 -> data.getFloat(place);
      default -> data.getDouble(place);
    };
  }

  /** The element that begins at a byte, as a whole number; of 64 bits without sign as it wraps. */
  long whole(int place) {
    return switch (type.kind()) {
      case BOOL -> data.get(place) == 0 ? 0 : 1;
      case INT -> signed(place);
      case UINT -> type.size() == 8 ? signed(place) : signed(place) & mask();
      case FLOAT -> (long) real(place);
      case TEXT, BYTES, OBJECT, STRUCTURE ->
          throw new IllegalStateException("expected an array of numbers, found one of " + type);
    };
  }

  /** The element that begins at a byte, as a value. */
  PickleNode node(int place) {
    return switch (type.kind()) {
      case BOOL -> new PickleNode.Bool(whole(place) != 0);
      case INT -> new PickleNode.Int(whole(place));
      case UINT -> natural(whole(place));
      case FLOAT -> new PickleNode.Real(real(place));
      case TEXT -> TextNode.of(text(place));
      case BYTES -> new BytesNode(data, place, trimmed(place), false);
      case OBJECT, STRUCTURE ->
          throw new IllegalStateException("expected an array of values, found one of " + type);
    };
  }

  private static PickleNode natural(long value) {
    if (value >= 0) {
      return new PickleNode.Int(value);
    }
    return new PickleNode.BigInt(new BigInteger(Long.toUnsignedString(value)));
  }

  private long signed(int place) {
    return switch (type.size()) {
      case 1 -> data.get(place);
      case 2 -> data.getShort(place);
      case 4 -> data.getInt(place);
      default -> data.getLong(place);
    };
  }

  private long mask() {
    return (1L << (8 * type.size())) - 1;
  }

  private static double unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value)).doubleValue();
  }

  /** The text without the zeros that pad it; what is no character becomes U+FFFD. */
  private String text(int place) {
    StringBuilder text = new StringBuilder();
    int zeros = 0;
    for (int i = 0; i < type.size(); i += 4) {
      int point = data.getInt(place + i);
      if (point == 0) {
        zeros++;
        continue;
      }
      text.append("\0".repeat(zeros)).appendCodePoint(valid(point));
      zeros = 0;
    }
    return text.toString();
  }

  private static int valid(int point) {
    boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return Character.isValidCodePoint(point) && !surrogate ? point : 0xfffd;
  }

  private int trimmed(int place) {
    int length = type.size();
    while (length > 0 && data.get(place + length - 1) == 0) {
      length--;
    }
    return length;
  }

  /** A number of 16 bits: 1 of sign, 5 of exponent, 10 of fraction (IEEE 754 binary16). */
  private static double half(short bits) {
    int exponent = (bits >> 10) & 31;
    int fraction = bits & 1023;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1.0 + fraction * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -size : size;
  }
}
