package io.tickcast.transport.kafka;

import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.SignalSinkTck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenBroker.class)
class KafkaSignalSinkTckTest extends SignalSinkTck {
  private final OpenBroker.Running broker;
  private final Map<String, String> options = new HashMap<>();

  KafkaSignalSinkTckTest(OpenBroker.Running broker) {
    this.broker = broker;
    options.put("bootstrap_servers", broker.server.bootstrapServers());
    options.putAll(Map.of("topic", "tck-" + UUID.randomUUID(), "create_topic", "true"));
  }

  @Override
  protected SignalSinkProvider provider() {
    return new KafkaSignalSinkProvider();
  }

  @Override
  protected Map<String, String> options() {
    return options;
  }

  @Override
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of("bootstrap_servers", "127.0.0.1:" + WrongServer.freePort());
  }

  @Override
  protected List<byte[]> readBack() {
    return broker.topics.records(options.get("topic")).stream().map(ConsumerRecord::value).toList();
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of(new byte[2 * OpenBroker.MAX_MESSAGE_BYTES]);
  }
}
