package io.tickcast.store.s3;

import java.util.Locale;

/** Brings text of unknown origin into the single line of a message. */
final class OneLine {
  private static final int QUOTED_MAX = 60;
  private static final int TEXT_MAX = 240;

  private OneLine() {}

  /** The text in quotes, cut short. */
  static String quote(String text) {
    return "'" + printable(text, QUOTED_MAX) + "'";
  }

  /** A sentence from elsewhere, cut short. */
  static String text(String text) {
    return printable(text.strip(), TEXT_MAX);
  }

  /** What an exception says, or its class when it says nothing. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : text(message);
  }

  private static String printable(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + 3);
    int at = 0;
    while (at < text.length() && line.length() < max) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      append(line, c);
    }
    return at < text.length() ? line.append("...").toString() : line.toString();
  }

  /** White space becomes one space; other characters that do not print become escapes. */
  private static void append(StringBuilder line, int c) {
    if (Character.isWhitespace(c)) {
      if (line.isEmpty() || line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    } else if (isPlain(c)) {
      line.appendCodePoint(c);
    } else {
      line.append(String.format(Locale.ROOT, "\\u%04x", c));
    }
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
