package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.OneLine;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where checkpoints stand, and within which bounds they are read. <i>Immutable.</i>
 *
 * @param server on which server, and how that is reached
 * @param tables the tables of models and of agents
 * @param maxBytes the most bytes of one model, before base64
 * @param maxRows the most checkpoints of one answer
 * @param loadTimeout the longest time of one load
 */
record StoreSettings(
    ClickHouseSettings server,
    List<CheckpointTable> tables,
    int maxBytes,
    int maxRows,
    Duration loadTimeout) {
  private static final int BYTES = 256 << 20;
  private static final int MOST_BYTES = 1 << 30;
  private static final int ROWS = 10_000;
  private static final int MOST_ROWS = 1_000_000;
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final String SUFFIX = "_column";

  /** Reads the settings; does no I/O. */
  static StoreSettings from(ComponentConfig config) {
    ClickHouseSettings server = ClickHouseSettings.from(config, keys());
    Options options = new Options(config);
    CheckpointTable models = table(options, server, "models_table", "model_checkpoints", false);
    CheckpointTable agents = table(options, server, "agents_table", "agent_checkpoints", true);
    if (models.name().equals(agents.name())) {
      throw options.invalid(
          "agents_table", "another table than models_table", OneLine.quote(agents.name()));
    }
    return new StoreSettings(
        server,
        List.of(models, agents),
        options.whole("max_bytes", BYTES, 1, MOST_BYTES),
        options.whole("max_rows", ROWS, 1, MOST_ROWS),
        options.duration("load_timeout", Duration.ofMinutes(2), Duration.ofMillis(1), LONGEST));
  }

  private static Set<String> keys() {
    Set<String> keys =
        new HashSet<>(
            Set.of("models_table", "agents_table", "max_bytes", "max_rows", "load_timeout"));
    for (CheckpointColumn column : CheckpointColumn.values()) {
      keys.add(column.standard(false) + SUFFIX);
      keys.add(column.standard(true) + SUFFIX);
    }
    return keys;
  }

  private static CheckpointTable table(
      Options options,
      ClickHouseSettings server,
      String setting,
      String otherwise,
      boolean agents) {
    Map<CheckpointColumn, String> columns = new EnumMap<>(CheckpointColumn.class);
    Set<CheckpointColumn> named = EnumSet.noneOf(CheckpointColumn.class);
    Set<String> taken = new HashSet<>();
    for (CheckpointColumn column : CheckpointColumn.values()) {
      String standard = column.standard(agents);
      String key = standard + SUFFIX;
      String called = options.identifier(key, standard);
      if (!taken.add(called)) {
        throw options.invalid(key, "a column of its own", OneLine.quote(called) + " again");
      }
      columns.put(column, called);
      if (options.config().options().containsKey(key)) {
        named.add(column);
      }
    }
    return new CheckpointTable(
        server.database(),
        options.identifier(setting, otherwise),
        options.config().options().containsKey(setting),
        agents,
        columns,
        named);
  }
}
