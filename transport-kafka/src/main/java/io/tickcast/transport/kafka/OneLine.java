package io.tickcast.transport.kafka;

import java.util.Locale;

/** Brings text of other origin into the single line of a message. */
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

  /** The kind of an exception and what it says. */
  static String of(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String kind = name.endsWith("Exception") ? name.substring(0, name.length() - 9) : name;
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? kind : kind + ": " + text(message);
  }

  private static String printable(String text, int max) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), max) + 3);
    int at = 0;
    while (at < text.length() && line.length() < max) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c == '\n' || c == '\r' || c == '\t') {
        line.append(' ');
      } else if (isPlain(c)) {
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
