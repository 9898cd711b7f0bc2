package io.tickcast.sink.clickhouse;

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
   * The tables that are there and can be read.
   *
   * @throws io.tickcast.api.InferenceException (EXTERNAL_MISMATCH) naming what stands against it
   */
  static List<CheckpointSql> of(Connection connection, StoreSettings settings) throws SQLException {
    List<CheckpointSql> found = new ArrayList<>();
    ClickHouseFaults.requireNone(look(new ServerTables(connection), settings, found));
    return List.copyOf(found);
  }

  /** What differs from what a store needs, one line each. */
  static List<String> differences(ServerTables tables, StoreSettings settings) throws SQLException {
    return look(tables, settings, new ArrayList<>());
  }

  private static List<String> look(
      ServerTables tables, StoreSettings settings, List<CheckpointSql> found) throws SQLException {
    if (!tables.hasDatabase(settings.server().database())) {
      return List.of(OneLine.of(new ClickHouseFaults(settings.server()).noDatabase(null)));
    }
    List<String> differences = new ArrayList<>();
    for (CheckpointTable table : settings.tables()) {
      Optional<FeatureTable> there = tables.readable(table.database(), table.name());
      if (there.isPresent()) {
        Map<String, String> types = there.get().types();
        differences.addAll(missing(table, types));
        found.add(new CheckpointSql(table, types, there.get().collapses()));
      }
    }
    if (found.isEmpty()) {
      differences.add(none(settings));
    }
    return List.copyOf(differences);
  }

  private static String none(StoreSettings settings) {
    return settings.tables().get(0).place()
        + " or "
        + settings.tables().get(1).place()
        + ": expected one of these tables, found none that "
        + OneLine.quote(settings.server().user())
        + " may see, './tickcast clickhouse init' makes them";
  }

  private static List<String> missing(CheckpointTable table, Map<String, String> types) {
    List<String> missing = new ArrayList<>();
    for (CheckpointColumn column : CheckpointColumn.values()) {
      if (table.needs(column) && !types.containsKey(table.columnName(column))) {
        missing.add(
            table.place()
                + ": column "
                + OneLine.quote(table.columnName(column))
                + ": expected one of "
                + column.standard(table.agents())
                + ", found none; setting "
                + column.standard(table.agents())
                + "_column names another");
      }
    }
    return missing;
  }
}
