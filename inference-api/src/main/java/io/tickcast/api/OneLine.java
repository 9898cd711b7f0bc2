package io.tickcast.api;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Brings text of unknown origin into the single line that an error, an alert or a log is: names in
 * files, answers of servers, messages of libraries. Its length is bounded, and characters that do
 * not print or that turn the direction of text are shown as escapes. <i>Thread-safe.</i>
 *
 * <p>Whoever implements an SPI makes the messages of {@link InferenceException} with it:
 *
 * <pre>{@code
 * throw new InferenceException(
 *     ErrorCode.MALFORMED_MODEL, "expected a count, found " + OneLine.quote(word));
 * }</pre>
 */
public final class OneLine {
  private static final int QUOTED_MAX = 60;
  private static final int TEXT_MAX = 240;
  private static final String CUT = "...";

  private OneLine() {}

  /**
   * A name or a value in quotes, cut after 60 characters. Each line break in it is shown, because
   * it may be what is wrong with it.
   */
  public static String quote(String text) {
    return quote(text, QUOTED_MAX);
  }

  /**
   * A name or a value in quotes.
   *
   * @param longest the most characters between the quotes, at least 3
   */
  public static String quote(String text, int longest) {
    return "'" + printable(text, longest) + "'";
  }

  /** A path in quotes; of one with more than 240 characters the end, which says the file. */
  public static String quote(Path path) {
    String whole = path.toString();
    int from = whole.length() - TEXT_MAX;
    return quote(from > 0 ? CUT + whole.substring(from + CUT.length()) : whole, 2 * TEXT_MAX);
  }

  /** A sentence or a place from elsewhere, cut after 240 characters. */
  public static String text(String text) {
    return text(text, TEXT_MAX);
  }

  /**
   * A sentence or a place from elsewhere; a line break with the white space around it is one space.
   *
   * @param longest the most characters, at least 3
   */
  public static String text(String text, int longest) {
    return printable(unbroken(text.strip(), longest), longest);
  }

  /** The kind of an exception and what it says. */
  public static String of(Throwable thrown) {
    String kind = thrown.getClass().getSimpleName();
    return isSilent(thrown) ? kind : kind + ": " + text(thrown.getMessage());
  }

  /** What an exception says; its kind when it says nothing. */
  public static String message(Throwable thrown) {
    return isSilent(thrown) ? thrown.getClass().getSimpleName() : text(thrown.getMessage());
  }

  private static boolean isSilent(Throwable thrown) {
    return thrown.getMessage() == null || thrown.getMessage().isBlank();
  }

  /** No longer than it has to be to say that the text goes on. */
  private static String unbroken(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest + 1));
    boolean folding = false;
    for (int i = 0; i < text.length() && line.length() <= longest; i++) {
      char c = text.charAt(i);
      folding = isBreak(c) || (folding && c == ' ');
      if (!folding) {
        line.append(c);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString();
  }

  private static boolean isBreak(char c) {
    return switch (c) {
      case '\t', '\n', '\u000b', '\f', '\r', '\u0085', '\u2028', '\u2029' -> true;
      default -> false;
    };
  }

  private static String printable(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + CUT.length());
    int kept = 0;
    int at = 0;
    while (at < text.length() && line.length() <= longest) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      append(line, c);
      kept = line.length() + CUT.length() <= longest ? line.length() : kept;
    }
    if (line.length() > longest) {
      line.setLength(kept);
      line.append(CUT);
    }
    return line.toString();
  }

  private static void append(StringBuilder line, int codePoint) {
    if (isPlain(codePoint)) {
      line.appendCodePoint(codePoint);
    } else {
      line.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
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
