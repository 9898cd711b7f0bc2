package io.tickcast.sink.clickhouse;

import io.tickcast.api.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the tables of checkpoints that a server has. */
final class CheckpointTables {
  private CheckpointTables() {}

  /**
   * The tables that are there and can be read; those that nobody has named may be missing.
   *
   * @throws io.tickcast.api.InferenceException (EXTERNAL_MISMATCH) naming what stands against it
   */
  static List<CheckpointSql> of(Connection connection, StoreSettings settings) throws SQLException {
    ServerTables tables = new ServerTables(connection);
    List<CheckpointSql> found = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (CheckpointTable table : settings.tables()) {
      Optional<FeatureTable> there = tables.readable(table.database(), table.name());
      if (there.isPresent()) {
        Map<String, String> types = there.get().types();
        differences.addAll(missing(table, types));
        found.add(new CheckpointSql(table, types, there.get().collapses()));
      } else if (table.mustBeThere()) {
        differences.add(none(table, settings));
      }
    }
    ClickHouseFaults.requireNone(differences);
    return List.copyOf(found);
  }

  /** What stands against a read of a table that is not there, or may not be seen. */
  static String none(CheckpointTable table, StoreSettings settings) {
    return table.place()
        + ": expected this table, found none that "
        + OneLine.quote(settings.server().user())
        + " may see";
  }

  private static List<String> missing(CheckpointTable table, Map<String, String> types) {
    List<String> missing = new ArrayList<>();
    for (CheckpointColumn column : CheckpointColumn.values()) {
      if (table.needs(column) && !types.containsKey(table.columnName(column))) {
        String standard = column.standard(table.agents());
        missing.add(
            table.place()
                + ": column "
                + OneLine.quote(table.columnName(column))
                + ": expected the column of "
                + standard
                + ", found none; setting "
                + standard
                + "_column names another");
      }
    }
    return missing;
  }
}
