package io.tickcast.sink.clickhouse;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The columns that are not read, because live rows do not have them. <i>Immutable.</i> */
final class UnreadColumns {
  private final Set<String> names;

  private UnreadColumns(Set<String> names) {
    this.names = names;
  }

  /**
   * Those of a table that patterns name, and those that are computed from them at a read.
   *
   * @param patterns names; a trailing {@code *} stands for any ending
   */
  static UnreadColumns of(FeatureTable table, List<String> patterns) {
    Set<String> names = new HashSet<>();
    for (FeatureTable.Column column : table.columns()) {
      if (patterns.stream().anyMatch(pattern -> matches(pattern, column.name()))) {
        names.add(column.name());
      }
    }
    while (addComputed(table, names)) {
      // A column may be computed from one that was added just now.
    }
    return new UnreadColumns(names);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  private static boolean addComputed(FeatureTable table, Set<String> names) {
    Set<String> more = new HashSet<>();
    for (FeatureTable.Column column : table.columns()) {
      if (!column.computedFrom().isEmpty()
          && names.stream().anyMatch(name -> mentions(column.computedFrom(), name))) {
        more.add(column.name());
      }
    }
    return names.addAll(more);
  }

  private static boolean mentions(String expression, String name) {
    String word = "(?<![A-Za-z0-9_])" + Pattern.quote(name) + "(?![A-Za-z0-9_])";
    return Pattern.compile(word).matcher(expression).find();
  }

  boolean contains(String name) {
    return names.contains(name);
  }
}
