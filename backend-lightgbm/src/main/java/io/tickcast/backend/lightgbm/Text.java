package io.tickcast.backend.lightgbm;

import io.tickcast.api.OneLine;

/** Keeps what the library says to one bounded, printable line. */
final class Text {
  private static final int MAX_LINE = 400;
  private static final int MAX_REASON = 120;

  private Text() {}

  /** The end of an error's first line: what comes before the reason is paths. */
  static String reason(Throwable error) {
    String message = error.getMessage() == null ? "" : error.getMessage();
    String first = message.lines().findFirst().orElse("");
    String name = error.getClass().getSimpleName();
    int length = first.length();
    return name
        + " "
        + (length <= MAX_REASON ? first : "..." + first.substring(length - MAX_REASON));
  }

  /** A text without control characters and characters that turn its direction, cut to length. */
  static String line(String text) {
    return OneLine.text(text, MAX_LINE);
  }
}
