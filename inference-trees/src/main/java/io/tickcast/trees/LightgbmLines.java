package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of a text, from front to back, without copying it. <i>Confined.</i> */
final class LightgbmLines {
  private final ByteBuffer text;
  private int next;
  private int start;
  private int end;

  /**
   * Starts at the first line.
   *
   * @param text read by absolute positions from 0 to its limit
   */
  LightgbmLines(ByteBuffer text) {
    this.text = text;
  }

  /** Steps to the next line; false at the end of the text. */
  boolean advance() {
    if (next >= text.limit()) {
      start = end = text.limit();
      return false;
    }
    start = next;
    end = start;
    while (end < text.limit() && text.get(end) != '\n' && text.get(end) != '\r') {
      end++;
    }
    next = end;
    next += next < text.limit() && text.get(next) == '\r' ? 1 : 0;
    next += next < text.limit() && text.get(next) == '\n' ? 1 : 0;
    return true;
  }

  /** Whether the line is empty. */
  boolean isBlank() {
    return start == end;
  }

  /** Whether a line break ends the line, so that nothing of it is cut off. */
  boolean isWhole() {
    return end < text.limit();
  }

  /** The offset of the line's first byte. */
  int offset() {
    return start;
  }

  /** Whether the line is a text. */
  boolean is(String expected) {
    return end - start == expected.length() && startsWith(expected);
  }

  /** Whether the line starts with a text of ASCII characters. */
  boolean startsWith(String prefix) {
    if (end - start < prefix.length()) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (text.get(start + i) != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The line as a value, for messages and short ones. */
  LightgbmValue value(String where) {
    return new LightgbmValue(text, start, end, where);
  }

  /**
   * Reads lines {@code name=value} up to a blank line, which is passed; a line without {@code =} is
   * a name with an empty value.
   *
   * @param where for messages
   * @return the values by name; null when the text ends first
   */
  @Nullable Map<String, LightgbmValue> fields(String where) {
    Map<String, LightgbmValue> fields = new LinkedHashMap<>();
    while (advance()) {
      if (isBlank()) {
        return fields;
      }
      put(fields, where);
    }
    return null;
  }

  /** Adds the line to fields. */
  void put(Map<String, LightgbmValue> fields, String where) {
    int equals = start;
    while (equals < end && text.get(equals) != '=') {
      equals++;
    }
    LightgbmValue nameOnly = new LightgbmValue(text, start, equals, where);
    String name = nameOnly.shortText();
    LightgbmValue value =
        new LightgbmValue(text, Math.min(equals + 1, end), end, where + " " + name);
    if (fields.put(name, value) != null) {
      throw Faults.malformed("each field once", "a second one", value.where());
    }
  }
}
