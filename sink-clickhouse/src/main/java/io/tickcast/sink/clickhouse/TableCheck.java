package io.tickcast.sink.clickhouse;

import io.tickcast.api.OneLine;
import io.tickcast.sink.clickhouse.FoundTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares a table with what its records need. What other teams do otherwise without harm (other
 * types for words and ids, more columns, other keys) is no difference. <i>Confined.</i>
 */
final class TableCheck {
  private static final Pattern COLLAPSING =
      Pattern.compile("(?:Replicated|Shared)?ReplacingMergeTree");
  private static final Pattern LITERAL = Pattern.compile("'(?:[^'\\\\]|\\\\.)*'");
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?!\\w*\\()");
  private static final String CREATED_AT = "created_at";

  private final String place;
  private final ArchiveTable table;
  private final FoundTable found;
  private final List<String> differences = new ArrayList<>();

  private TableCheck(String place, ArchiveTable table, FoundTable found) {
    this.place = place;
    this.table = table;
    this.found = found;
  }

  /**
   * What differs, one line each.
   *
   * @param place the table with its database, for people
   * @param table what is needed
   * @param found what is there
   * @param engineToo whether engine and keys are compared as well
   */
  static List<String> differences(
      String place, ArchiveTable table, FoundTable found, boolean engineToo) {
    TableCheck check = new TableCheck(place, table, found);
    check.columns();
    if (engineToo) {
      check.engine();
      check.keys();
    }
    return List.copyOf(check.differences);
  }

  private void columns() {
    for (NeededColumn needed : table.columns()) {
      Column column = found.columns().get(needed.name());
      if (column == null) {
        differs("column '" + needed.name() + "'", needed.expected(), "no such column");
      } else if (!column.defaultKind().isEmpty() && !column.defaultKind().equals("DEFAULT")) {
        differs(
            "column '" + needed.name() + "'",
            "a column that can be written",
            "one of kind " + column.defaultKind());
      } else if (!needed.fits(column.type())) {
        differs("column '" + needed.name() + "'", needed.expected(), OneLine.text(column.type()));
      }
    }
    Column createdAt = found.columns().get(CREATED_AT);
    if (createdAt != null && createdAt.defaultKind().isEmpty()) {
      differs("column '" + CREATED_AT + "'", "DEFAULT now64(3, 'UTC')", "no default");
    }
  }

  private void engine() {
    if (!COLLAPSING.matcher(found.engine()).matches()) {
      differs("engine", "ReplacingMergeTree, which collapses repeated ids", found.engine());
    } else if (found.deduplicationWindow() == 0) {
      differs(
          "setting " + windowSetting(found.engine()),
          "more than 0, such as 1000, so that a repeated insert is known",
          "0");
    }
  }

  static String windowSetting(String engine) {
    return engine.startsWith("Replicated")
        ? "replicated_deduplication_window"
        : "non_replicated_deduplication_window";
  }

  /** A key without the id would collapse different records; one with more would collapse none. */
  private void keys() {
    if (!elements(found.sortingKey()).contains(table.idColumn())) {
      differs("sorting key", "one with " + table.idColumn(), shown(found.sortingKey()));
    }
    constantPerRecord("sorting key", found.sortingKey());
    constantPerRecord("partition key", found.partitionKey());
  }

  private void constantPerRecord(String what, String key) {
    Set<String> ours = table.columns().stream().map(NeededColumn::name).collect(Collectors.toSet());
    Matcher columns = COLUMN.matcher(LITERAL.matcher(key).replaceAll(""));
    while (columns.find()) {
      if (!ours.contains(columns.group())) {
        differs(what, "columns that a record has a value for", "'" + columns.group() + "'");
      }
    }
  }

  /** The elements of a key that stand between its outermost commas. */
  private static List<String> elements(String key) {
    String bare =
        key.startsWith("(") && key.endsWith(")") ? key.substring(1, key.length() - 1) : key;
    List<String> elements = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= bare.length(); i++) {
      char c = i < bare.length() ? bare.charAt(i) : ',';
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        elements.add(bare.substring(start, i).strip().replace("`", ""));
        start = i + 1;
      }
    }
    return elements;
  }

  private static String shown(String key) {
    return key.isEmpty() ? "none" : OneLine.text(key);
  }

  private void differs(String what, String expected, String actual) {
    differences.add(place + ": " + what + ": expected " + expected + ", found " + actual);
  }
}
