package io.tickcast.checkpoint;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Locale;

/** Makes the exceptions of this package: one line, bounded, safe to print. */
final class Faults {
  /** The longest message. */
  static final int MAX_MESSAGE = 400;

  private static final int MAX_QUOTED = 60;

  private Faults() {}

  static InferenceException malformed(String expected, String found, String where) {
    return of(ErrorCode.MALFORMED_MODEL, expected, found, where);
  }

  static InferenceException unsupported(String expected, String found, String where) {
    return of(ErrorCode.UNSUPPORTED_MODEL, expected, found, where);
  }

  static InferenceException limit(String expected, String found, String where) {
    return of(ErrorCode.LIMIT_EXCEEDED, expected, found, where);
  }

  static InferenceException of(ErrorCode code, String expected, String found, String where) {
    return new InferenceException(
        code, line("expected " + expected + ", found " + found + ", at " + where));
  }

  static InferenceException because(
      ErrorCode code, String expected, String found, String where, Throwable cause) {
    String text = "expected " + expected + ", found " + found + ", at " + where;
    return new InferenceException(code, line(text), cause);
  }

  /** Text of unknown origin in quotes, shortened. */
  static String quoted(String text) {
    String shown = text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED - 3) + "...";
    return "'" + escaped(shown) + "'";
  }

  /** Whatever the text, one line of at most 400 printable characters. */
  static String line(String text) {
    String safe = escaped(text);
    return safe.length() <= MAX_MESSAGE ? safe : safe.substring(0, MAX_MESSAGE - 3) + "...";
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPrintable(c)) {
        safe.append(c);
      } else {
        safe.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return safe.toString();
  }

  /** Neither control nor format character (these turn the direction of text), nor a lone half. */
  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
