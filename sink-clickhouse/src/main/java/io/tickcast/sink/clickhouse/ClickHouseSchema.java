package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables on a server: makes those of the archive and of checkpoints, and says what differs in
 * those that are there. Each call connects anew. <i>Thread-safe.</i>
 *
 * <p>Source of the tables: {@code trading_signals.sql}, {@code model_predictions.sql}, {@code
 * model_checkpoints.sql} and {@code agent_checkpoints.sql} beside this class, which can also be run
 * by hand.
 */
public final class ClickHouseSchema {
  /** The tables of checkpoints, which a sink does not need. */
  private static final List<String> CHECKPOINTS = List.of("model_checkpoints", "agent_checkpoints");

  private static final int CLOCK_LOOKS = 3;
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  private final ArchiveSettings settings;
  private final ClickHouseSettings server;
  private final EpochNanoClock clock;

  private ClickHouseSchema(ArchiveSettings settings, EpochNanoClock clock) {
    this.settings = settings;
    this.server = settings.server();
    this.clock = clock;
  }

  /**
   * The schema on the server that a sink's settings name; does no I/O.
   *
   * @param config the settings of the sink {@code clickhouse}
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static ClickHouseSchema of(ComponentConfig config) {
    return new ClickHouseSchema(ArchiveSettings.from(config), config.clock());
  }

  /**
   * The statement that creates the database where it is missing.
   *
   * @return one statement
   */
  public String databaseStatement() {
    return "CREATE DATABASE IF NOT EXISTS `" + server.database() + "`";
  }

  /**
   * The shipped statements that create the tables, in order.
   *
   * @return one statement each, with the name of the database in place
   */
  public List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (ArchiveTable table : ArchiveTable.values()) {
      statements.add(table.createStatement(server.database()));
    }
    for (String table : CHECKPOINTS) {
      statements.add(ArchiveTable.createStatement(table, server.database()));
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
      if (!tables.hasDatabase(server.database())) {
        if (!databaseToo) {
          throw new ClickHouseFaults(server).noDatabase(null);
        }
        statement.execute(databaseStatement());
        made.add("database " + server.database());
      }
      for (ArchiveTable table : ArchiveTable.values()) {
        if (tables.find(server.database(), table).isEmpty()) {
          statement.execute(table.createStatement(server.database()));
          made.add("table " + settings.place(table));
        }
      }
      for (String table : CHECKPOINTS) {
        if (tables.readable(server.database(), table).isEmpty()) {
          statement.execute(ArchiveTable.createStatement(table, server.database()));
          made.add("table " + server.database() + "." + table);
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
  static List<String> differences(ServerTables tables, ArchiveSettings settings)
      throws SQLException {
    ClickHouseSettings server = settings.server();
    if (!tables.hasDatabase(server.database())) {
      return List.of(OneLine.message(new ClickHouseFaults(server).noDatabase(null)));
    }
    List<String> differences = new ArrayList<>();
    for (ArchiveTable table : ArchiveTable.values()) {
      String place = settings.place(table);
      Optional<FoundTable> found = tables.find(server.database(), table);
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

  /**
   * Who answers, and what time it is there; needs no database and no table.
   *
   * @return what the server says
   * @throws InferenceException as {@link #check} does
   */
  public Server server() {
    return query(
        connection -> {
          ServerTables tables = new ServerTables(connection);
          String version = tables.version();
          Server best = look(tables, version);
          for (int i = 1; i < CLOCK_LOOKS; i++) {
            Server other = look(tables, version);
            best = other.accuracy().compareTo(best.accuracy()) < 0 ? other : best;
          }
          return best;
        });
  }

  /** Between our two readings the server read its clock. */
  private Server look(ServerTables tables, String version) throws SQLException {
    long before = clock.epochNanos();
    Duration there = Duration.of(tables.epochMicros(), ChronoUnit.MICROS);
    Duration half = Duration.ofNanos((clock.epochNanos() - before) / 2);
    Duration here = Duration.ofNanos(before).plus(half);
    return new Server(
        server.place(), OneLine.text(version), there.minus(here), half.plus(MICROSECOND));
  }

  /**
   * A server and its clock. <i>Immutable.</i>
   *
   * @param place its address with the database, for people
   * @param version its version
   * @param ahead how far its clock is ahead of the one of this machine; negative when it is behind
   * @param accuracy how far off {@code ahead} can be: half of the time that the answer took
   */
  public record Server(String place, String version, Duration ahead, Duration accuracy) {}

  private <T> T query(ClickHouseLink.Questions<T> questions) {
    return ClickHouseLink.askOnce(server, server.timeout(), questions);
  }
}
