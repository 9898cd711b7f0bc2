package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.InferenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The archive's tables on a server: makes them, and says what differs in those that are there. Each
 * call connects anew. <i>Thread-safe.</i>
 *
 * <p>Source of the tables: {@code trading_signals.sql} and {@code model_predictions.sql} beside
 * this class, which can also be run by hand.
 */
public final class ClickHouseSchema {
  private final ClickHouseSettings settings;

  private ClickHouseSchema(ClickHouseSettings settings) {
    this.settings = settings;
  }

  /**
   * The schema on the server that a sink's settings name; does no I/O.
   *
   * @param config the settings of the sink {@code clickhouse}
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static ClickHouseSchema of(ComponentConfig config) {
    return new ClickHouseSchema(ClickHouseSettings.from(config));
  }

  /**
   * The shipped statements that create the tables, in order.
   *
   * @return one statement each, with the name of the database in place
   */
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (ArchiveTable table : ArchiveTable.values()) {
      statements.add(table.createStatement(settings.database()));
    }
    return List.copyOf(statements);
  }

  /**
   * Makes what is not there yet, and leaves alone what is.
   *
   * @param databaseToo whether a missing database is made as well
   * @return what was made, one line each, such as {@code table trading.trading_signals}
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when the server is away or
   *     refuses, or the database is missing and is not to be made; (RESOURCE_UNAVAILABLE,
   *     INVALID_CONFIGURATION) when certificates can not be read
   */
  public List<String> init(boolean databaseToo) {
    return query(connection -> init(connection, databaseToo));
  }

  private List<String> init(Connection connection, boolean databaseToo) throws SQLException {
    ServerTables tables = new ServerTables(connection);
    List<String> made = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (!tables.hasDatabase(settings.database())) {
        if (!databaseToo) {
          throw new ClickHouseFaults(settings).noDatabase(null);
        }
        statement.execute("CREATE DATABASE IF NOT EXISTS `" + settings.database() + "`");
        made.add("database " + settings.database());
      }
      for (ArchiveTable table : ArchiveTable.values()) {
        if (tables.find(settings.database(), table).isEmpty()) {
          statement.execute(table.createStatement(settings.database()));
          made.add("table " + settings.place(table));
        }
      }
    }
    return List.copyOf(made);
  }

  /**
   * What differs from what the sink needs.
   *
   * @return one line for each difference: where, what was expected, what was found; empty when all
   *     fits
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when the server is away,
   *     is no ClickHouse server, or does not let the user in; (RESOURCE_UNAVAILABLE,
   *     INVALID_CONFIGURATION) when certificates can not be read
   */
  public List<String> check() {
    return query(connection -> differences(new ServerTables(connection), settings));
  }

  /** What differs from what a sink needs. */
  static List<String> differences(ServerTables tables, ClickHouseSettings settings)
      throws SQLException {
    if (!tables.hasDatabase(settings.database())) {
      return List.of(OneLine.of(new ClickHouseFaults(settings).noDatabase(null)));
    }
    List<String> differences = new ArrayList<>();
    for (ArchiveTable table : ArchiveTable.values()) {
      String place = settings.place(table);
      Optional<FoundTable> found = tables.find(settings.database(), table);
      if (found.isEmpty()) {
        differences.add(
            place + ": expected this table, found none, './tickcast clickhouse init' makes it");
      } else {
        differences.addAll(
            TableCheck.differences(place, table, found.get(), settings.checksEngine()));
      }
    }
    return List.copyOf(differences);
  }

  private List<String> query(ClickHouseLink.Questions<List<String>> questions) {
    try (ClickHouseLink link = new ClickHouseLink(settings);
        Deadline deadline = link.deadline(settings.timeout())) {
      link.prepare();
      return link.query(deadline, questions);
    }
  }
}
