package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.InferenceException;
import java.util.List;

/**
 * The table of past bars on a server: says what differs from what the source {@code clickhouse}
 * needs. Makes nothing: the table is of those who fill it. Each call connects anew.
 * <i>Thread-safe.</i>
 */
public final class ClickHouseFeatureTable {
  private final FeatureSettings settings;

  private ClickHouseFeatureTable(FeatureSettings settings) {
    this.settings = settings;
  }

  /**
   * The table that a source's settings name; does no I/O.
   *
   * @param config the settings of the source {@code clickhouse}
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting, what was expected and
   *     what was found
   */
  public static ClickHouseFeatureTable of(ComponentConfig config) {
    return new ClickHouseFeatureTable(FeatureSettings.from(config));
  }

  /**
   * What differs from what the source needs.
   *
   * @return one line for each difference: where, what was expected, what was found; empty when all
   *     fits
   * @throws InferenceException (EXTERNAL_UNAVAILABLE, EXTERNAL_MISMATCH) when the server is away,
   *     is no ClickHouse server, or does not let the user in; (RESOURCE_UNAVAILABLE,
   *     INVALID_CONFIGURATION) when certificates can not be read
   */
  public List<String> check() {
    return ClickHouseLink.askOnce(
            settings.server(),
            settings.server().timeout(),
            connection -> new ServerTables(connection).features(settings))
        .map(table -> table.differences(settings))
        .orElseGet(() -> List.of(FeatureTable.missing(settings)));
  }
}
