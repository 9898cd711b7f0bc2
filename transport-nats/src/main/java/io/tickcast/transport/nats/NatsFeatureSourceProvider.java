package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;

/** Makes sources that take frames from NATS: source {@code nats}. <i>Thread-safe.</i> */
public final class NatsFeatureSourceProvider implements FeatureSourceProvider {
  /** Creates the provider. */
  public NatsFeatureSourceProvider() {}

  @Override
  public String name() {
    return "nats";
  }

  @Override
  public FeatureSource create(ComponentConfig config) {
    return new NatsFeatureSource(NatsSourceConfig.from(config), config.clock());
  }
}
