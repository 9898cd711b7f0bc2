package io.tickcast.journal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of a log are called. */
final class FileNames {
  static final String LOCK = "journal.lock";
  static final String IDENTITY = "journal.id";
  static final String MARK = "durable.mark";

  private static final int DIGITS = 12;
  private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{" + DIGITS + "})\\.log");
  private static final Pattern CURSOR = Pattern.compile("cursor-([a-z0-9_-]{1,64})\\.pos");

  private FileNames() {}

  /** Whether a log would never have made a file of that name; hidden ones are nobody's matter. */
  static boolean isForeign(String name) {
    boolean ours =
        List.of(LOCK, IDENTITY, MARK).contains(name)
            || SEGMENT.matcher(name).matches()
            || CURSOR.matcher(name).matches()
            || name.startsWith(Aside.PREFIX)
            || name.endsWith(SlotFile.NEW);
    return !ours && !name.startsWith(".");
  }

  static String segment(long number) {
    String digits = Long.toString(number);
    return "segment-" + "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + ".log";
  }

  /** The numbers of the segments among some names, lowest first. */
  static List<Long> segments(List<String> names) {
    return names.stream()
        .map(SEGMENT::matcher)
        .filter(Matcher::matches)
        .map(match -> Long.valueOf(match.group(1)))
        .sorted()
        .toList();
  }

  /**
   * The file of a cursor.
   *
   * @throws IllegalArgumentException when the cursor can not be called that
   */
  static String cursor(String name) {
    String file = "cursor-" + name + ".pos";
    if (!CURSOR.matcher(file).matches()) {
      throw new IllegalArgumentException(
          "expected a cursor name of 1 to 64 of [a-z0-9_-], found '" + name + "'");
    }
    return file;
  }

  /** The names of the cursors among some files, sorted. */
  static List<String> cursors(List<String> names) {
    return names.stream()
        .map(CURSOR::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .sorted()
        .toList();
  }
}
