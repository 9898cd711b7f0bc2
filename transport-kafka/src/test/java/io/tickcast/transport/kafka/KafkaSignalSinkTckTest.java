package io.tickcast.transport.kafka;

import io.tickcast.api.SignalSinkProvider;
import io.tickcast.tck.SignalSinkTck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OpenBroker.class)
class KafkaSignalSinkTckTest extends SignalSinkTck {
  private final String topic = "tck-" + UUID.randomUUID();
  private final OpenBroker.Running broker;

  KafkaSignalSinkTckTest(OpenBroker.Running broker) {
    this.broker = broker;
  }

  @Override
  protected SignalSinkProvider provider() {
    return new KafkaSignalSinkProvider();
  }

  @Override
  protected Map<String, String> options() {
    return broker.options(topic);
  }

  @Override
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of("bootstrap_servers", "127.0.0.1:" + WrongServer.freePort());
  }

  @Override
  protected List<byte[]> readBack() {
    return broker.topics.values(topic);
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of(new byte[2 * OpenBroker.MAX_MESSAGE_BYTES]);
  }
}
