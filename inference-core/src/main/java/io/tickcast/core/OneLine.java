package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Brings text of unknown origin into the single line of a message. */
final class OneLine {
  private static final int QUOTED_MAX = 60;
  private static final int TEXT_MAX = 200;

  private OneLine() {}

  /** The text in quotes, cut short. */
  static String quote(String text) {
    return "'" + printable(text, QUOTED_MAX) + "'";
  }

  /** A sentence from elsewhere, cut short. */
  static String text(String text) {
    return printable(text, TEXT_MAX);
  }

  /** What an exception says, or its class when it says nothing. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + text(message);
  }

  /** A JSON value: scalars as they are, containers by their kind. */
  static String json(JsonNode node) {
    if (node.isTextual()) {
      return quote(node.textValue());
    }
    if (node.isObject()) {
      return "an object";
    }
    return node.isArray() ? "an array of " + node.size() : printable(node.asText(), QUOTED_MAX);
  }

  /** Control, format and bidirectional characters, line separators and half pairs as escapes. */
  private static String printable(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + 3);
    int at = 0;
    while (at < text.length() && line.length() < max) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (isPlain(c)) {
        line.appendCodePoint(c);
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", c));
      }
    }
    return at < text.length() ? line.append("...").toString() : line.toString();
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
