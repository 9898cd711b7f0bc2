package io.tickcast.store.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The strings on the top level of a JSON object, which is all that a search needs of a manifest.
 * What is not JSON has none: a load refuses it, with the field that does not fit. <i>Confined.</i>
 */
final class ManifestFields {
  private static final int DEPTH_MAX = 64;
  private static final int HEX = 16;
  private static final int ESCAPE_DIGITS = 4;

  private final String json;
  private int at;

  private ManifestFields(String json) {
    this.json = json;
  }

  /** The fields; empty when the text is no JSON object. */
  static Map<String, String> of(String json) {
    return new ManifestFields(json).read().orElse(Map.of());
  }

  private Optional<Map<String, String>> read() {
    Map<String, String> fields = new HashMap<>();
    if (!take('{')) {
      return Optional.empty();
    }
    while (!take('}')) {
      if (!fields.isEmpty() && at >= json.length()) {
        return Optional.empty();
      }
      take(',');
      Optional<String> key = text();
      if (key.isEmpty() || !take(':')) {
        return Optional.empty();
      }
      if (peek() == '"') {
        Optional<String> value = text();
        if (value.isEmpty()) {
          return Optional.empty();
        }
        fields.put(key.get(), value.get());
      } else if (!skip()) {
        return Optional.empty();
      }
    }
    return Optional.of(fields);
  }

  private char peek() {
    while (at < json.length() && json.charAt(at) <= ' ') {
      at++;
    }
    return at < json.length() ? json.charAt(at) : 0;
  }

  private boolean take(char expected) {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes by a value that is no string: its brackets and what is between. */
  private boolean skip() {
    int depth = 0;
    int start = at;
    while (at < json.length()) {
      char c = peek();
      if (c == '"') {
        if (text().isEmpty()) {
          return false;
        }
        continue;
      }
      boolean closes = c == '}' || c == ']';
      if (depth == 0 && (closes || c == ',')) {
        return at > start;
      }
      depth += c == '{' || c == '[' ? 1 : closes ? -1 : 0;
      at++;
      if (depth > DEPTH_MAX) {
        return false;
      }
    }
    return false;
  }

  private Optional<String> text() {
    if (!take('"')) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    while (at < json.length()) {
      char c = json.charAt(at++);
      if (c == '"') {
        return Optional.of(text.toString());
      }
      if (c == '\\' && !escape(text)) {
        return Optional.empty();
      }
      if (c != '\\') {
        text.append(c);
      }
    }
    return Optional.empty();
  }

  private boolean escape(StringBuilder text) {
    char c = at < json.length() ? json.charAt(at++) : 0;
    int plain = "\"\\/bfnrt".indexOf(c);
    if (plain >= 0) {
      text.append("\"\\/\b\f\n\r\t".charAt(plain));
      return true;
    }
    if (c != 'u' || at + ESCAPE_DIGITS > json.length()) {
      return false;
    }
    String digits = json.substring(at, at + ESCAPE_DIGITS);
    at += ESCAPE_DIGITS;
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      return false;
    }
    text.append((char) Integer.parseInt(digits, HEX));
    return true;
  }
}
