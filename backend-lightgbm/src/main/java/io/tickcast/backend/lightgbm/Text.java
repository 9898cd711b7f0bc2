package io.tickcast.backend.lightgbm;

/** Keeps what the library says to one bounded, printable line. */
final class Text {
  private static final int MAX_LINE = 400;

  private Text() {}

  /** The first line of what an error says: the library adds its native stack to it. */
  static String first(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.lines().findFirst().orElse("");
  }

  /** A text without control characters and characters that turn its direction, cut to length. */
  static String line(String text) {
    String safe = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    return safe.length() <= MAX_LINE ? safe : safe.substring(0, MAX_LINE - 3) + "...";
  }
}
