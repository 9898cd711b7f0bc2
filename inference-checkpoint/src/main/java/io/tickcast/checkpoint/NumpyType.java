package io.tickcast.checkpoint;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A type of NumPy's arrays. <i>Confined</i> while its pickle is read, then immutable.
 *
 * <p>Taken are truth values, whole numbers, floating-point numbers of 16 to 64 bits, texts, bytes,
 * objects, and structures of these.
 */
public final class NumpyType implements PickleNode {
  private final Kind kind;
  private int size;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private List<Field> fields = List.of();

  NumpyType(Kind kind, int size) {
    this.kind = kind;
    this.size = size;
  }

  /** What an element is. */
  public enum Kind {
    /** A truth value, one byte. */
    BOOL('b'),
    /** A whole number with sign. */
    INT('i'),
    /** A whole number without sign. */
    UINT('u'),
    /** A floating-point number. */
    FLOAT('f'),
    /** Text, 4 bytes a character, padded with zeros. */
    TEXT('U'),
    /** Bytes, padded with zeros. */
    BYTES('S'),
    /** A Python object. */
    OBJECT('O'),
    /** A structure of fields. */
    STRUCTURE('V');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    static Optional<Kind> of(char code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A field of a structure.
   *
   * @param name its name
   * @param offset in bytes from the start of an element
   * @param type its type
   */
  public record Field(String name, int offset, NumpyType type) {}

  /** What an element is. */
  public Kind kind() {
    return kind;
  }

  /** Bytes of an element. */
  public int size() {
    return size;
  }

  /** The order of an element's bytes. */
  public ByteOrder order() {
    return order;
  }

  /** The fields of a structure, else none. */
  public List<Field> fields() {
    return fields;
  }

  /** A field by its name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** Whether an element is a number or a truth value. */
  public boolean isNumeric() {
    return kind == Kind.BOOL || kind == Kind.INT || kind == Kind.UINT || kind == Kind.FLOAT;
  }

  void complete(ByteOrder byteOrder, int elementSize, List<Field> named) {
    order = byteOrder;
    size = elementSize;
    fields = List.copyOf(named);
  }

  /** The type as NumPy writes it, such as {@code <f8}. */
  @Override
  public String toString() {
    String sign = size < 2 ? "|" : order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
    return switch (kind) {
      case OBJECT -> "object";
      case STRUCTURE -> "a structure of " + fields.size() + " fields";
      case TEXT -> sign + kind.code + size / 4;
      case BOOL, INT, UINT, FLOAT, BYTES -> sign + kind.code + size;
    };
  }

  @Override
  public String describe() {
    return "the NumPy type " + this;
  }
}
