package io.tickcast.backend.xgboost;

import io.tickcast.api.OneLine;

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
    return OneLine.text(text, MAX_LINE);
  }
}
