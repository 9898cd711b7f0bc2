package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;

/** Makes real-time sinks that publish signals on NATS: sink {@code nats}. <i>Thread-safe.</i> */
public final class NatsSignalSinkProvider implements SignalSinkProvider {
  /** Creates the provider. */
  public NatsSignalSinkProvider() {}

  @Override
  public String name() {
    return "nats";
  }

  @Override
  public SignalSink create(ComponentConfig config) {
    return create(NatsSinkConfig.from(config));
  }

  /**
   * Makes a sink; does no I/O and starts no thread.
   *
   * @param config its settings
   */
  public SignalSink create(NatsSinkConfig config) {
    return new NatsSignalSink(config);
  }
}
