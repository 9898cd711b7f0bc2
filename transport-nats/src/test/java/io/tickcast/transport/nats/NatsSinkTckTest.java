package io.tickcast.transport.nats;

import io.nats.client.Message;
import io.nats.client.Subscription;
import io.tickcast.api.SignalSinkProvider;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.tck.SignalSinkTck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

final class NatsSinkTckTest extends SignalSinkTck {
  private final NatsServer server = NatsServer.start(new NatsOptions().extra("max_payload: 64KB"));
  private final Peer peer = Peer.of(server);
  private final Subscription signals = peer.subscribe("signals.>");
  private final List<byte[]> values = new ArrayList<>();

  @AfterEach
  void stop() {
    peer.close();
    server.close();
  }

  @Override
  protected SignalSinkProvider provider() {
    return new NatsSignalSinkProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("url", server.url());
  }

  @Override
  protected List<byte[]> readBack() {
    Peer.taken(signals).stream().map(Message::getData).forEach(values::add);
    return List.copyOf(values);
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of(new byte[64 * 1024 + 1]);
  }

  @Override
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of("url", "nats://127.0.0.1:1");
  }
}
