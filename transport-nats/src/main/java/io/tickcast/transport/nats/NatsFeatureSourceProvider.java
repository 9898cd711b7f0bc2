package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.EpochNanoClock;
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
    return create(NatsSourceConfig.from(config), config.clock());
  }

  /**
   * Makes a source; does no I/O and starts no thread.
   *
   * @param config its settings
   * @param clock tells when a frame arrived
   */
  public FeatureSource create(NatsSourceConfig config, EpochNanoClock clock) {
    return new NatsFeatureSource(config, clock);
  }
}
