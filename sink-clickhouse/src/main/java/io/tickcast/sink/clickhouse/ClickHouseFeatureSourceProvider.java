package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;

/**
 * Makes the source {@code clickhouse}, whose history reads past bars from a table such as {@code
 * ml_features}; it has no live bars. <i>Thread-safe.</i>
 *
 * <p>Settings: those of the sink that say how a server is reached, and {@code table}, {@code
 * time_column}, {@code symbol_column}, {@code timeframe_column}, {@code bar_time}; the README of
 * this module explains them.
 */
public final class ClickHouseFeatureSourceProvider implements FeatureSourceProvider {
  /** Creates the provider. */
  public ClickHouseFeatureSourceProvider() {}

  @Override
  public String name() {
    return "clickhouse";
  }

  @Override
  public FeatureSource create(ComponentConfig config) {
    return new ClickHouseFeatureSource(FeatureSettings.from(config), config.clock());
  }
}
