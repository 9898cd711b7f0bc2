package io.tickcast.backend.rl;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions of this package: one line, bounded, safe to print. */
final class Faults {
  private static final int MAX_MESSAGE = 400;
  private static final int MAX_QUOTED = 80;

  private Faults() {}

  static InferenceException malformed(String expected, String found, String where) {
    return of(ErrorCode.MALFORMED_MODEL, expected, found, where, null);
  }

  static InferenceException unsupported(String expected, String found, String where) {
    return of(ErrorCode.UNSUPPORTED_MODEL, expected, found, where, null);
  }

  static InferenceException mismatch(String expected, String found, String where) {
    return of(ErrorCode.SCHEMA_MISMATCH, expected, found, where, null);
  }

  static InferenceException of(
      ErrorCode code, String expected, String found, String where, @Nullable Throwable cause) {
    return new InferenceException(
        code, line("expected " + expected + ", found " + found + ", at " + where), cause);
  }

  /** Puts the location of the file in front of what a reader said. */
  static InferenceException in(String location, InferenceException fault) {
    int length = location.length();
    String tail = length <= 120 ? location : "..." + location.substring(length - 117);
    return new InferenceException(
        fault.code(), line(tail + ": " + fault.getMessage()), fault.getCause());
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
