package io.tickcast.trees;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A JSON text in UTF-8. NaN and Infinity are taken as numbers, the way XGBoost writes them. */
final class JsonTokens implements Tokens {
  private static final int MAX_NUMBER = 100;

  /** More than any tree has nodes; 32 MiB of 32-bit numbers. */
  private static final int MAX_ELEMENTS = 1 << 23;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(MAX_STRING)
                  .maxNameLength(MAX_STRING)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser parser;

  /** The token that was looked at and not taken yet. */
  private @Nullable JsonToken ahead;

  private JsonTokens(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads from a buffer's position to its limit; the position moves. */
  static JsonTokens of(ByteBuffer content) {
    if (!isPlain(content)) {
      throw Faults.malformed("JSON in UTF-8 without a mark", "something else", "byte 0");
    }
    try {
      return new JsonTokens(FACTORY.createParser(new BufferStream(content)));
    } catch (IOException e) {
      throw new IllegalStateException("expected a parser that reads nothing when it is made", e);
    }
  }

  /** Keeps the parser from taking the bytes for UTF-16 or UTF-32, which it knows by these. */
  private static boolean isPlain(ByteBuffer content) {
    int start = content.position();
    return content.remaining() >= 2
        && " \t\r\n{[".indexOf(content.get(start)) >= 0
        && content.get(start + 1) != 0;
  }

  @Override
  public void beginObject() {
    take(JsonToken.START_OBJECT, "an object");
  }

  @Override
  public @Nullable String nextName() {
    JsonToken token = take();
    if (token == JsonToken.END_OBJECT) {
      return null;
    }
    if (token != JsonToken.FIELD_NAME) {
      throw unexpected("a name", token);
    }
    checkMembers();
    return text();
  }

  @Override
  public void beginArray() {
    take(JsonToken.START_ARRAY, "an array");
  }

  @Override
  public boolean nextElement() {
    if (peek() != JsonToken.END_ARRAY) {
      return true;
    }
    take();
    return false;
  }

  @Override
  public boolean atString() {
    return peek() == JsonToken.VALUE_STRING;
  }

  @Override
  public boolean atArray() {
    return peek() == JsonToken.START_ARRAY;
  }

  @Override
  public String string() {
    take(JsonToken.VALUE_STRING, "a string");
    return text();
  }

  @Override
  public long integer() {
    return integer(take());
  }

  @Override
  public float number() {
    return number(take());
  }

  @Override
  public float[] floats() {
    beginArray();
    float[] values = new float[16];
    int count = 0;
    for (JsonToken token = take(); token != JsonToken.END_ARRAY; token = take()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, larger(count));
      }
      values[count++] = number(token);
    }
    return Arrays.copyOf(values, count);
  }

  @Override
  public int[] ints() {
    beginArray();
    int[] values = new int[16];
    int count = 0;
    for (JsonToken token = take(); token != JsonToken.END_ARRAY; token = take()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, larger(count));
      }
      values[count++] = toInt(integer(token));
    }
    return Arrays.copyOf(values, count);
  }

  @Override
  public boolean[] flags() {
    beginArray();
    boolean[] values = new boolean[16];
    int count = 0;
    for (JsonToken token = take(); token != JsonToken.END_ARRAY; token = take()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, larger(count));
      }
      values[count++] = flag(token);
    }
    return Arrays.copyOf(values, count);
  }

  /** Twice as many elements, up to the most that are taken. */
  private int larger(int count) {
    if (count >= MAX_ELEMENTS) {
      throw Faults.limit("at most " + MAX_ELEMENTS + " numbers in an array", "more", where());
    }
    return 2 * count;
  }

  /** Takes a number of 64 bits, which must be finite. */
  double real() {
    JsonToken token = take();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw unexpected("a number", token);
    }
    String text = text();
    if (!Character.isDigit(text.charAt(text.length() - 1))) {
      throw Faults.malformed("a finite number", Faults.quoted(text), where());
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw Faults.malformed("a number of 64 bits", Faults.quoted(text), where());
    }
    return value;
  }

  /** Takes a truth value, given as such or as 0 or 1. */
  boolean flag() {
    return flag(take());
  }

  /** Takes a string, number or truth value as the text that stands there. */
  String scalar() {
    JsonToken token = take();
    if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw unexpected("a string, a number, true or false", token);
    }
    return text();
  }

  /** Takes null, if that comes next. */
  boolean takeNull() {
    if (peek() != JsonToken.VALUE_NULL) {
      return false;
    }
    take();
    return true;
  }

  /** What comes next is an object. */
  boolean atObject() {
    return peek() == JsonToken.START_OBJECT;
  }

  @Override
  public void skip() {
    int depth = 0;
    do {
      JsonToken token = take();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.FIELD_NAME) {
        checkMembers();
      }
    } while (depth > 0);
  }

  @Override
  public void end() {
    JsonToken token = ahead != null ? ahead : read();
    if (token != null) {
      throw Faults.malformed("the end of the file", "further text", where());
    }
  }

  @Override
  public long offset() {
    return parser.currentTokenLocation().getByteOffset();
  }

  @Override
  public String where() {
    return parser.getParsingContext().pathAsPointer()
        + " (byte "
        + parser.currentLocation().getByteOffset()
        + ")";
  }

  private void checkMembers() {
    if (parser.getParsingContext().getEntryCount() > MAX_MEMBERS) {
      throw Faults.limit("at most " + MAX_MEMBERS + " members of an object", "more", where());
    }
  }

  private long integer(JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw unexpected("a whole number", token);
    }
    try {
      return parser.getLongValue();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private int toInt(long value) {
    if (value != (int) value) {
      throw Faults.malformed("a whole number of 32 bits", Long.toString(value), where());
    }
    return (int) value;
  }

  private float number(JsonToken token) {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw unexpected("a number", token);
    }
    // From the digits: by way of a double some values would be rounded twice.
    String text = text();
    float value = Float.parseFloat(text.endsWith("INF") ? text + "inity" : text);
    if (Float.isInfinite(value) && Character.isDigit(text.charAt(text.length() - 1))) {
      throw Faults.malformed("a number of 32 bits", Faults.quoted(text), where());
    }
    return value;
  }

  private boolean flag(JsonToken token) {
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    long value = integer(token);
    if (value != 0 && value != 1) {
      throw Faults.malformed("0 or 1", Long.toString(value), where());
    }
    return value == 1;
  }

  private String text() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private void take(JsonToken expected, String name) {
    JsonToken token = take();
    if (token != expected) {
      throw unexpected(name, token);
    }
  }

  private JsonToken take() {
    JsonToken token = peek();
    ahead = null;
    return token;
  }

  private JsonToken peek() {
    JsonToken token = ahead != null ? ahead : read();
    if (token == null) {
      throw ended();
    }
    ahead = token;
    return token;
  }

  private @Nullable JsonToken read() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private InferenceException ended() {
    return Faults.malformed("more", "the end of the file", where());
  }

  private InferenceException unexpected(String expected, JsonToken found) {
    return Faults.malformed(expected, JsonWords.of(found), where());
  }

  private InferenceException fault(IOException e) {
    ErrorCode code =
        e instanceof StreamConstraintsException
            ? ErrorCode.LIMIT_EXCEEDED
            : ErrorCode.MALFORMED_MODEL;
    return Faults.of(code, "JSON", JsonWords.of(e), where(), e);
  }

  /** A buffer as a stream. */
  private static final class BufferStream extends InputStream {
    private final ByteBuffer buffer;

    BufferStream(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public int read() {
      return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!buffer.hasRemaining()) {
        return -1;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(target, offset, count);
      return count;
    }
  }
}
