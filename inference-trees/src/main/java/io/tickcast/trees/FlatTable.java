package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of a FlatBuffers message, each of its offsets and lengths checked before use.
 * <i>Confined.</i>
 *
 * <p>A message may let many offsets point to the same bytes, so that a small file would unfold to a
 * large structure. Honest writers do not; here every byte of vectors, strings and tables can be
 * taken once only, counted over the whole message.
 *
 * <p>(Source: the internals document of FlatBuffers. A table starts with the distance back to its
 * vtable; that holds its own size, the size of the table, and for each field the distance from the
 * start of the table or 0.)
 */
final class FlatTable {
  private final Message message;
  private final int start;
  private final int size;
  private final int vtable;
  private final int fields;
  private final String name;

  private FlatTable(Message message, int start, String name) {
    this.message = message;
    this.start = start;
    this.name = name;
    long back = (long) start - message.readInt(start, name);
    if (back < 0 || back > message.length() - 4L) {
      throw Faults.malformed("a vtable inside the message", "one at " + back, where());
    }
    vtable = (int) back;
    int length = message.readShort(vtable);
    size = message.readShort(vtable + 2);
    if (length < 4
        || length % 2 != 0
        || length > message.length() - vtable
        || size < 4
        || size > message.length() - start) {
      throw Faults.malformed(
          "a vtable of a table inside the message", length + " and " + size + " bytes", where());
    }
    fields = (length - 4) / 2;
    message.take(size, name);
  }

  /**
   * The root table of a message.
   *
   * @param content the message, from the buffer's position to its limit
   * @param name what it is, for messages
   */
  static FlatTable root(ByteBuffer content, String name) {
    Message message = new Message(content);
    return new FlatTable(message, message.follow(0, name), name);
  }

  /** Whether a field is there. */
  boolean has(int field) {
    return field < fields && message.readShort(vtable + 4 + 2 * field) != 0;
  }

  /** A field of 32 bits, or a default. */
  int integer(int field, int missing) {
    return has(field) ? message.bytes.getInt(place(field, 4)) : missing;
  }

  /** A field of 8 bits, or a default. */
  int octet(int field, int missing) {
    return has(field) ? message.bytes.get(place(field, 1)) : missing;
  }

  /** A field of a double, or a default. */
  double real(int field, double missing) {
    return has(field) ? message.bytes.getDouble(place(field, 8)) : missing;
  }

  /** A string field; empty when it is not there. */
  String string(int field) {
    return has(field) ? message.string(message.follow(place(field, 4), name), name) : "";
  }

  /** A table field. */
  FlatTable table(int field, String what) {
    if (!has(field)) {
      throw Faults.malformed("a table", "none", name + "." + what);
    }
    return new FlatTable(message, message.follow(place(field, 4), what), name + "." + what);
  }

  /** A vector of tables; empty when it is not there. */
  List<FlatTable> tables(int field, String what) {
    int vector = vector(field, 4, what);
    List<FlatTable> tables = new ArrayList<>();
    for (int i = 0; i < count(vector); i++) {
      String path = name + "." + what + "[" + i + "]";
      tables.add(new FlatTable(message, message.follow(vector + 4 + 4 * i, path), path));
    }
    return tables;
  }

  /** A vector of 32-bit numbers; empty when it is not there. */
  int[] ints(int field, String what) {
    int vector = vector(field, 4, what);
    int[] values = new int[count(vector)];
    for (int i = 0; i < values.length; i++) {
      values[i] = message.bytes.getInt(vector + 4 + 4 * i);
    }
    return values;
  }

  /** A vector of floats; empty when it is not there. */
  float[] floats(int field, String what) {
    int vector = vector(field, 4, what);
    float[] values = new float[count(vector)];
    for (int i = 0; i < values.length; i++) {
      values[i] = message.bytes.getFloat(vector + 4 + 4 * i);
    }
    return values;
  }

  /** A vector of doubles; empty when it is not there. */
  double[] doubles(int field, String what) {
    int vector = vector(field, 8, what);
    double[] values = new double[count(vector)];
    for (int i = 0; i < values.length; i++) {
      values[i] = message.bytes.getDouble(vector + 4 + 8 * i);
    }
    return values;
  }

  /** A vector of strings; empty when it is not there. */
  List<String> strings(int field, String what) {
    int vector = vector(field, 4, what);
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count(vector); i++) {
      String path = name + "." + what + "[" + i + "]";
      strings.add(message.string(message.follow(vector + 4 + 4 * i, path), path));
    }
    return strings;
  }

  /** The length of a vector of offsets or 32-bit numbers; 0 when it is not there. */
  int length(int field, String what) {
    return count(vector(field, 4, what));
  }

  /** Where this table stands, for messages. */
  String where() {
    return name + " (byte " + start + " of the message)";
  }

  private int count(int vector) {
    return vector < 0 ? 0 : message.bytes.getInt(vector);
  }

  /** The place of a vector whose elements are all inside the message; -1 for none. */
  private int vector(int field, int width, String what) {
    if (!has(field)) {
      return -1;
    }
    String path = name + "." + what;
    int vector = message.follow(place(field, 4), path);
    long count = Integer.toUnsignedLong(message.bytes.getInt(vector));
    long room = (message.length() - vector - 4L) / width;
    if (count > room) {
      throw Faults.malformed("at most " + room + " elements", Long.toString(count), path);
    }
    message.take(4 + width * count, path);
    return vector;
  }

  private int place(int field, int width) {
    int offset = message.readShort(vtable + 4 + 2 * field);
    if (offset < 4 || offset > size - width) {
      throw Faults.malformed(
          "a field inside its table of " + size + " bytes",
          "field " + field + " at " + offset,
          where());
    }
    return start + offset;
  }

  /** The bytes, and how many of them may still be taken. */
  private static final class Message {
    private final ByteBuffer bytes;
    private long left;

    Message(ByteBuffer content) {
      bytes = content.slice().order(ByteOrder.LITTLE_ENDIAN);
      left = bytes.limit();
    }

    int length() {
      return bytes.limit();
    }

    void take(long count, String what) {
      left -= count;
      if (left < 0) {
        throw Faults.malformed("bytes that are used once", "some used again", what);
      }
    }

    /** The place that an offset leads to, with at least 4 bytes there. */
    int follow(int at, String what) {
      long target = at + Integer.toUnsignedLong(readInt(at, what));
      if (target > length() - 4L) {
        throw Faults.malformed(
            "an offset inside the message of " + length() + " bytes", Long.toString(target), what);
      }
      return (int) target;
    }

    int readInt(int at, String what) {
      if (at > length() - 4) {
        throw Faults.malformed("4 bytes at " + at, "the end of the message", what);
      }
      return bytes.getInt(at);
    }

    int readShort(int at) {
      return Short.toUnsignedInt(bytes.getShort(at));
    }

    String string(int at, String what) {
      long length = Integer.toUnsignedLong(bytes.getInt(at));
      if (length > length() - at - 4L) {
        throw Faults.malformed("a string inside the message", length + " bytes", what);
      }
      take(4 + length, what);
      try {
        ByteBuffer text = bytes.slice(at + 4, (int) length);
        return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
      } catch (CharacterCodingException e) {
        throw Faults.malformed("text in UTF-8", "other bytes", what);
      }
    }
  }
}
