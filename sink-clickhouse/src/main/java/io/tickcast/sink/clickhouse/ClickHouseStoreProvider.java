package io.tickcast.sink.clickhouse;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.CheckpointStoreProvider;
import io.tickcast.api.ComponentConfig;

/**
 * Makes checkpoint stores over tables of ClickHouse, as the store {@code clickhouse}.
 * <i>Thread-safe.</i>
 *
 * <p>Settings: those of the sink's connection ({@code url}, {@code database}, {@code user}, ...);
 * {@code models_table} ({@code model_checkpoints}) and {@code agents_table} ({@code
 * agent_checkpoints}); {@code max_bytes} of a model; {@code max_rows} of an answer; {@code
 * load_timeout}; and {@code <column>_column} for each column that is called otherwise.
 */
public final class ClickHouseStoreProvider implements CheckpointStoreProvider {
  /** Creates the provider. */
  public ClickHouseStoreProvider() {}

  @Override
  public String name() {
    return "clickhouse";
  }

  @Override
  public CheckpointStore create(ComponentConfig config) {
    return new ClickHouseCheckpointStore(StoreSettings.from(config), config.clock());
  }
}
