package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;

/**
 * Makes the archive sink {@code clickhouse}, which writes signals to {@code trading_signals} and
 * predictions to {@code model_predictions}. <i>Thread-safe.</i>
 *
 * <p>Settings: {@code url} (must be there), {@code database}, {@code user}, {@code password},
 * {@code connect_timeout}, {@code timeout}, {@code max_delay}, {@code compression}, {@code check},
 * {@code ca_certificate}, {@code client_certificate}, {@code client_key}; the README of this module
 * explains them.
 */
public final class ClickHouseSignalSinkProvider implements SignalSinkProvider {
  /** Creates the provider. */
  public ClickHouseSignalSinkProvider() {}

  @Override
  public String name() {
    return "clickhouse";
  }

  @Override
  public SignalSink create(ComponentConfig config) {
    return new ClickHouseSignalSink(ArchiveSettings.from(config));
  }
}
