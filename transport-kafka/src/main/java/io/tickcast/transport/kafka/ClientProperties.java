package io.tickcast.transport.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What Kafka's clients are told. Everything that the promise rests on is said, whatever the
 * defaults of the library are.
 */
final class ClientProperties {
  /** How long one {@code send} may wait for room or for the first word about a topic. */
  static final int MAX_BLOCK_MILLIS = 200;

  private static final int CONNECT_MILLIS = 3_000;
  private static final int LONGEST_CONNECT_MILLIS = 5_000;
  private static final int BUFFER_BYTES = 32 << 20;
  private static final int BATCH_BYTES = 64 << 10;

  private ClientProperties() {}

  static Map<String, Object> admin(SinkSettings settings) {
    Map<String, Object> properties = common(settings);
    properties.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Math.toIntExact(settings.requestTimeout().toMillis()));
    return properties;
  }

  static Map<String, Object> producer(SinkSettings settings) {
    Map<String, Object> properties = common(settings);
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    // The client tries for ever and in order: a record that it gave up could be overtaken by a
    // later one. RecordWriter gives up for all of them together.
    properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
    // A write hands over all that it has, and then waits: there is nothing to linger for.
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    properties.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        Math.max(BUFFER_BYTES, 2L * settings.maxRecordBytes()));
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.maxRecordBytes());
    return properties;
  }

  /** A producer that gives up in time: for a trial, which has nobody to try again for it. */
  static Map<String, Object> trialProducer(SinkSettings settings) {
    Map<String, Object> properties = producer(settings);
    long longest = settings.requestTimeout().toMillis();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, longest);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(longest));
    return properties;
  }

  /** A consumer that belongs to no group: it asks for no right but Read on the topic. */
  static Map<String, Object> trialConsumer(SinkSettings settings) {
    Map<String, Object> properties = common(settings);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        Math.toIntExact(settings.requestTimeout().toMillis()));
    return properties;
  }

  private static Map<String, Object> common(SinkSettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.security().properties());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.clientId());
    properties.put(
        CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(settings.requestTimeout().toMillis()));
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50L);
    properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    properties.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 100L);
    properties.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000L);
    properties.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, (long) CONNECT_MILLIS);
    properties.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
        (long) LONGEST_CONNECT_MILLIS);
    // Nothing of ours is sent to a broker but records.
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return properties;
  }
}
