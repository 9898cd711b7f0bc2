package io.tickcast.transport.nats;

import java.util.Locale;

/** Brings text of unknown origin into the single line of a message. */
final class OneLine {
  private static final int LONGEST = 200;

  private OneLine() {}

  /** The text without control, format and separator characters, cut short. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST) + 3);
    int at = 0;
    while (at < text.length() && line.length() < LONGEST) {
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

  /** The text in quotes. */
  static String quote(String text) {
    return "'" + of(text) + "'";
  }

  /** What an exception says, or its class when it says nothing. */
  static String of(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + of(message);
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
