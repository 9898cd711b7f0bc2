package io.tickcast.transport.kafka;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.FeatureSource;
import io.tickcast.api.FeatureSourceProvider;

/**
 * Makes sources that give what a Kafka topic of bars holds, from its oldest record to the newest
 * one at the first look: source {@code kafka}, for replays. Options: {@code bootstrap_servers},
 * {@code topic}, and those of the sink for the connection. <i>Thread-safe.</i>
 */
public final class KafkaTopicSourceProvider implements FeatureSourceProvider {
  /** Creates the provider. */
  public KafkaTopicSourceProvider() {}

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public FeatureSource create(ComponentConfig config) {
    config.required("topic");
    return new KafkaTopicSource(SinkSettings.of(config));
  }
}
