package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A document in UBJSON (draft 12, ubjson.org), the binary form of JSON. Counts and lengths are
 * compared with the bytes that are left before anything is allocated; typed containers of values
 * without bytes, which could claim any count, and high-precision numbers are refused.
 */
final class UbjTokens implements Tokens {
  private final ByteBuffer bytes;
  private final UbjStack stack = new UbjStack();
  private int tokenStart;

  private UbjTokens(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Reads from a buffer's position to its limit; the position stays. */
  static UbjTokens of(ByteBuffer content) {
    return new UbjTokens(content.slice());
  }

  @Override
  public void beginObject() {
    expect('{', "an object");
    enter('{');
  }

  @Override
  public @Nullable String nextName() {
    if (leaves('}')) {
      return null;
    }
    String name = text(count(next()), "name");
    if (stack.members() == MAX_MEMBERS) {
      throw Faults.limit("at most " + MAX_MEMBERS + " members of an object", "more", where());
    }
    if (!stack.name(name)) {
      throw fault("each name once", "a second " + Faults.quoted(name));
    }
    return name;
  }

  @Override
  public void beginArray() {
    expect('[', "an array");
    enter('[');
  }

  @Override
  public boolean nextElement() {
    return !leaves(']');
  }

  @Override
  public boolean atString() {
    return upcoming() == 'S';
  }

  @Override
  public boolean atArray() {
    return upcoming() == '[';
  }

  @Override
  public String string() {
    expect('S', "a string");
    return text(count(next()), "string");
  }

  @Override
  public long integer() {
    return integer(marker());
  }

  @Override
  public float number() {
    return number(marker());
  }

  @Override
  public float[] floats() {
    beginArray();
    float[] values = new float[stack.expected()];
    int count = 0;
    while (nextElement()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = number();
    }
    return Arrays.copyOf(values, count);
  }

  @Override
  public int[] ints() {
    beginArray();
    int[] values = new int[stack.expected()];
    int count = 0;
    while (nextElement()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      long value = integer();
      if (value != (int) value) {
        throw fault("a whole number of 32 bits", Long.toString(value));
      }
      values[count++] = (int) value;
    }
    return Arrays.copyOf(values, count);
  }

  @Override
  public boolean[] flags() {
    beginArray();
    boolean[] values = new boolean[stack.expected()];
    int count = 0;
    while (nextElement()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = flag(marker());
    }
    return Arrays.copyOf(values, count);
  }

  @Override
  public void skip() {
    int outside = stack.depth();
    pass();
    while (stack.depth() > outside) {
      boolean more = stack.inObject() ? nextName() != null : nextElement();
      if (more) {
        pass();
      }
    }
  }

  @Override
  public void end() {
    if (bytes.hasRemaining()) {
      throw fault("the end of the file", bytes.remaining() + " further bytes");
    }
  }

  @Override
  public long offset() {
    return tokenStart;
  }

  /** How many bytes were taken. */
  int position() {
    return bytes.position();
  }

  @Override
  public String where() {
    return stack.path() + " (byte " + bytes.position() + ")";
  }

  /** Passes over a value; enters it when it is a container. */
  private void pass() {
    int marker = marker();
    switch (marker) {
      case '{', '[' -> enter((char) marker);
      case 'S' -> {
        int length = count(next());
        bytes.position(bytes.position() + length);
      }
      case 'Z', 'T', 'F' -> {
        // The marker is the value.
      }
      default -> number(marker);
    }
  }

  private void enter(char container) {
    int type = 0;
    int count = UbjStack.UNTIL_END;
    if (peek() == '$') {
      next();
      type = next();
      if ("{[SiUIlLdDC".indexOf(type) < 0) {
        throw fault("a type of values with bytes", UbjStack.name(type));
      }
      if (peek() != '#') {
        throw fault("a count after the type", UbjStack.name(peek()));
      }
    }
    if (peek() == '#') {
      next();
      count = count(next(), leastBytes(type));
    }
    if (!stack.push(container, type, count)) {
      throw Faults.limit("nesting of at most " + MAX_DEPTH, "more", where());
    }
  }

  private static int leastBytes(int type) {
    return switch (type) {
      case 'I' -> Short.BYTES;
      case 'l', 'd' -> Integer.BYTES;
      case 'L', 'D' -> Long.BYTES;
      default -> 1;
    };
  }

  /** Whether the innermost container is done; it is left then, else an element is counted. */
  private boolean leaves(char end) {
    if (stack.countsDown()) {
      return stack.takeOrLeave();
    }
    if (peek() != end) {
      stack.take();
      return false;
    }
    next();
    stack.pop();
    return true;
  }

  private int upcoming() {
    return stack.type() != 0 ? stack.type() : peek();
  }

  private int marker() {
    tokenStart = bytes.position();
    return stack.type() != 0 ? stack.type() : next();
  }

  private void expect(char marker, String name) {
    int found = marker();
    if (found != marker) {
      throw fault(name, UbjStack.name(found));
    }
  }

  private boolean flag(int marker) {
    if (marker == 'T' || marker == 'F') {
      return marker == 'T';
    }
    long value = integer(marker);
    if (value != 0 && value != 1) {
      throw fault("0 or 1", Long.toString(value));
    }
    return value == 1;
  }

  private float number(int marker) {
    return switch (marker) {
      case 'd' -> need(Float.BYTES).getFloat();
      case 'D' -> (float) need(Double.BYTES).getDouble();
      default -> integer(marker);
    };
  }

  private long integer(int marker) {
    return switch (marker) {
      case 'i', 'C' -> need(Byte.BYTES).get();
      case 'U' -> need(Byte.BYTES).get() & 0xff;
      case 'I' -> need(Short.BYTES).getShort();
      case 'l' -> need(Integer.BYTES).getInt();
      case 'L' -> need(Long.BYTES).getLong();
      default -> throw fault("a number", UbjStack.name(marker));
    };
  }

  private int count(int marker) {
    return count(marker, 1);
  }

  /** A count of things of at least so many bytes each, which must all be there. */
  private int count(int marker, int bytesEach) {
    long count = integer(marker);
    if (count < 0 || count > bytes.remaining() / bytesEach) {
      throw fault("a count that fits " + bytes.remaining() + " bytes", Long.toString(count));
    }
    return (int) count;
  }

  private String text(int length, String what) {
    if (length > MAX_STRING) {
      throw Faults.limit(
          "a " + what + " of at most " + MAX_STRING + " bytes", length + "", where());
    }
    ByteBuffer text = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
    } catch (CharacterCodingException e) {
      throw fault("UTF-8", "other bytes");
    }
  }

  private int peek() {
    return need(1).get(bytes.position()) & 0xff;
  }

  private int next() {
    return need(1).get() & 0xff;
  }

  private ByteBuffer need(int count) {
    if (bytes.remaining() < count) {
      throw fault(count + " more bytes", "the end of the file");
    }
    return bytes;
  }

  private InferenceException fault(String expected, String found) {
    return Faults.malformed(expected, found, where());
  }
}
