package io.tickcast.transport.nats;

import io.tickcast.api.FeatureSourceProvider;
import io.tickcast.api.FrameKind;
import io.tickcast.servers.NatsServer;
import io.tickcast.tck.FeatureSourceTck;
import io.tickcast.tck.SampleFrame;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class NatsSourceTckTest extends FeatureSourceTck {
  private static NatsServer server;

  @BeforeAll
  static void start() {
    server = NatsServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected FeatureSourceProvider provider() {
    return new NatsFeatureSourceProvider();
  }

  @Override
  protected Map<String, String> options() {
    return Map.of("url", server.url());
  }

  @Override
  protected void publish(SampleFrame frame) {
    try (Peer peer = Peer.of(server)) {
      peer.publish(frame.channel(), new String(frame.content(), StandardCharsets.UTF_8));
    }
  }

  @Override
  protected Set<FrameKind> kinds() {
    return Set.of(FrameKind.values());
  }

  @Override
  protected Map<String, String> optionsWithOriginAway() {
    return Map.of("url", "nats://127.0.0.1:1");
  }
}
