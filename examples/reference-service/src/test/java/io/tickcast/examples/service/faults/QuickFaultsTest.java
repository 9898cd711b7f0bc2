package io.tickcast.examples.service.faults;

import io.tickcast.servers.TcpProxy.Direction;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault at real servers once, in one run; {@code --faults} has them at length. */
class QuickFaultsTest {
  @TempDir private Path folder;
  private final Random random = new Random(5);

  @Test
  void service_killedServersKilledFrozenAndCut_losesNothing() throws Exception {
    try (FaultServers servers = FaultServers.behindProxies();
        Trial trial = Trial.under(servers, folder, "quick")) {
      for (int i = 0; i < 2; i++) {
        trial.desk.awaitSignals(100 + random.nextInt(100));
        trial.service().kill();
        trial.desk.rest();
        trial.startAgain();
        trial.load();
      }
      servers.kafka.freeze();
      servers.clickHouse.kill();
      trial.desk.awaitSignals(200);
      servers.kafka.thaw();
      servers.clickHouse.restart();
      servers.kafka.kill();
      servers.clickHouse.freeze();
      trial.desk.awaitSignals(200);
      servers.clickHouse.thaw();
      servers.kafka.restart();
      servers.toKafka.orElseThrow().cutAfter(Direction.TO_SERVER, 20_000);
      servers.toClickHouse.orElseThrow().cutAfter(Direction.TO_SERVER, 20_000);
      trial.desk.awaitSignals(200);
      servers.toKafka.orElseThrow().cutAfter(Direction.TO_CLIENT, 0);
      servers.toClickHouse.orElseThrow().cutAfter(Direction.TO_CLIENT, 0);
      trial.desk.awaitSignals(200);
      servers.nats.kill();
      servers.nats.restart();
      trial.desk.awaitSignal();
      servers.nats.freeze();
      servers.nats.thaw();
      trial.desk.awaitSignal();
      servers.toNats.orElseThrow().cutAfter(Direction.TO_SERVER, 700);
      trial.desk.awaitSignal();
      trial.assertNothingLost("all of it, quickly", 12);
    }
  }
}
