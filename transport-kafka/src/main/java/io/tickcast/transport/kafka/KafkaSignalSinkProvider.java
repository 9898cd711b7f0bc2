package io.tickcast.transport.kafka;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SignalSinkProvider;

/**
 * Makes sinks that archive signals in a Kafka topic: sink {@code kafka}. The options stand in the
 * README of this module; {@code bootstrap_servers} alone is required. <i>Thread-safe.</i>
 */
public final class KafkaSignalSinkProvider implements SignalSinkProvider {
  /** Creates the provider. */
  public KafkaSignalSinkProvider() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public SignalSink create(ComponentConfig config) {
    return new KafkaSignalSink(SinkSettings.of(config));
  }
}
