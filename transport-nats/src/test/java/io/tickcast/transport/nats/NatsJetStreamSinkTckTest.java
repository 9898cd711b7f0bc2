package io.tickcast.transport.nats;

import io.tickcast.api.SignalSinkProvider;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import io.tickcast.tck.SignalSinkTck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The target is the stream here, which holds what was acknowledged. */
final class NatsJetStreamSinkTckTest extends SignalSinkTck {
  private final NatsServer server =
      NatsServer.start(new NatsOptions().jetStream().extra("max_payload: 64KB"));
  private final StreamPeer peer = StreamPeer.of(server).with("signals.>");

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
    return Map.of("url", server.url(), "jetstream", "true");
  }

  @Override
  protected List<byte[]> readBack() {
    return peer.stored().stream().map(StreamPeer.Stored::value).toList();
  }

  @Override
  protected Optional<byte[]> refusable() {
    return Optional.of(new byte[64 * 1024]);
  }

  @Override
  protected Map<String, String> optionsWithTargetAway() {
    return Map.of("url", "nats://127.0.0.1:1", "jetstream", "true");
  }
}
