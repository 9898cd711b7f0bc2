package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import java.time.Duration;
import java.util.Set;

/**
 * How the archive is written. <i>Immutable.</i>
 *
 * @param server where to, and how that is reached
 * @param maxDelay how long records may gather for one insert
 * @param checksEngine whether the tables' engine and keys are checked too, not just their columns
 */
record ArchiveSettings(ClickHouseSettings server, Duration maxDelay, boolean checksEngine) {
  private static final Set<String> KEYS = Set.of("max_delay", "check");
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /** Reads the settings; does no I/O. */
  static ArchiveSettings from(ComponentConfig config) {
    ClickHouseSettings server = ClickHouseSettings.from(config, KEYS);
    Options options = new Options(config);
    return new ArchiveSettings(
        server,
        options.duration("max_delay", Duration.ofSeconds(1), Duration.ZERO, LONGEST_DELAY),
        !options.word("check", "all", "columns"));
  }

  /** A table with its database, for people. */
  String place(ArchiveTable table) {
    return server.database() + "." + table.tableName();
  }
}
