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
    return new NatsSignalSink(NatsSinkConfig.from(config));
  }
}
