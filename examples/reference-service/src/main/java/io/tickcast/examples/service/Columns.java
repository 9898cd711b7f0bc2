package io.tickcast.examples.service;

import java.util.List;
import java.util.Locale;

/** Aligns a table of three columns. */
final class Columns {
  private static final int WIDEST_VALUE = 32;

  private Columns() {}

  /**
   * One line for each row.
   *
   * @param rows of a name, a value and a remark
   */
  static List<String> aligned(List<String[]> rows) {
    int names = rows.stream().mapToInt(row -> row[0].length()).max().orElse(1);
    int values = rows.stream().mapToInt(row -> row[1].length()).max().orElse(1);
    String format = "%-" + names + "s  %-" + Math.max(1, Math.min(values, WIDEST_VALUE)) + "s  %s";
    return rows.stream()
        .map(row -> String.format(Locale.ROOT, format, row[0], row[1], row[2]))
        .toList();
  }
}
