package io.tickcast.sink.clickhouse;

import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table of bars as a server has it. <i>Immutable.</i>
 *
 * @param engine its engine, such as {@code MergeTree}
 * @param columns the columns that can be read, in their order
 */
record FeatureTable(String engine, List<Column> columns) {
  private static final Pattern TEXT = Pattern.compile("String|FixedString\\(.*\\)|Enum.*");

  /** Rows with the same key are one row, of which a plain read shows earlier states as well. */
  private static final Pattern COLLAPSING =
      Pattern.compile(".*(?:Replacing|Collapsing|Coalescing|Summing|Aggregating)MergeTree");

  /** Copies the columns. */
  FeatureTable {
    columns = List.copyOf(columns);
  }

  /**
   * A column that can be read.
   *
   * @param name its name
   * @param type such as {@code Nullable(Float64)}
   * @param computedFrom the expression that a read of it computes; empty for what is stored
   */
  record Column(String name, String type, String computedFrom) {}

  /** What stands against a read of a table that is not there, or may not be seen. */
  static String missing(FeatureSettings settings) {
    return settings.place()
        + ": expected this table, found none that "
        + OneLine.quote(settings.server().user())
        + " may see";
  }

  /** The types of the columns by their names. */
  Map<String, String> types() {
    return columns.stream().collect(Collectors.toMap(Column::name, Column::type));
  }

  /** Whether a read has to collapse rows of the same key. */
  boolean collapses() {
    return COLLAPSING.matcher(engine).matches();
  }

  /** The column of a bar's time, in SQL that calls the table {@code t}. */
  TimeColumn time(FeatureSettings settings) {
    String name = settings.timeColumn();
    return find(name)
        .flatMap(column -> TimeColumn.of("t." + SqlText.identifier(name), column.type()))
        .orElseThrow(() -> new IllegalStateException("expected a checked table"));
  }

  private Optional<Column> find(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /**
   * Makes sure that bars can be read.
   *
   * @param unread the columns that may not be
   * @throws InferenceException (EXTERNAL_MISMATCH) that names what stands against it
   */
  void requireReadable(FeatureSettings settings, UnreadColumns unread) {
    List<String> differences = new ArrayList<>(differences(settings));
    for (String needed :
        List.of(settings.timeColumn(), settings.symbolColumn(), settings.timeframeColumn())) {
      if (unread.contains(needed)) {
        differences.add(
            columnOf(settings, needed)
                + "expected one that may be read, found it among those that live rows do not have");
      }
    }
    ClickHouseFaults.requireNone(differences);
  }

  /** What differs from what a source needs, one line each. */
  List<String> differences(FeatureSettings settings) {
    List<String> differences = new ArrayList<>();
    String time = typeOf(settings.timeColumn());
    if (TimeColumn.of("", time).isEmpty()) {
      differences.add(difference(settings, settings.timeColumn(), TimeColumn.EXPECTED, time));
    }
    for (String name : List.of(settings.symbolColumn(), settings.timeframeColumn())) {
      String type = typeOf(name);
      if (!TEXT.matcher(NeededColumn.unwrapped(type)).matches()) {
        differences.add(difference(settings, name, "String, FixedString or Enum", type));
      }
    }
    return List.copyOf(differences);
  }

  private String typeOf(String name) {
    return find(name).map(Column::type).orElse("");
  }

  private static String difference(
      FeatureSettings settings, String name, String expected, String type) {
    String found = type.isEmpty() ? "none" : OneLine.text(type);
    return columnOf(settings, name) + "expected " + expected + ", found " + found;
  }

  private static String columnOf(FeatureSettings settings, String name) {
    return settings.place() + ": column " + OneLine.quote(name) + ": ";
  }
}
