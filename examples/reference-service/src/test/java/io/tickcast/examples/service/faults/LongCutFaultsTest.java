package io.tickcast.examples.service.faults;

import static org.awaitility.Awaitility.await;

import io.tickcast.servers.TcpProxy;
import io.tickcast.servers.TcpProxy.Direction;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections break in the middle of what goes over them. */
@Tag("faults")
class LongCutFaultsTest {
  private static final int CUTS = 20;
  private static final int LOST_ANSWERS = 5;

  private static FaultServers servers;
  @TempDir private Path folder;
  private final Random random = new Random(23);

  /** A connection to a server, and how much goes over it at once. */
  record Way(String name, Function<FaultServers, TcpProxy> proxy, int most) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Way> ways() {
    return Stream.of(
        new Way("NATS", it -> it.toNats.orElseThrow(), 20_000),
        new Way("Kafka", it -> it.toKafka.orElseThrow(), 100_000),
        new Way("ClickHouse", it -> it.toClickHouse.orElseThrow(), 200_000));
  }

  static Stream<Way> archives() {
    return ways().filter(way -> !way.name().equals("NATS"));
  }

  @BeforeAll
  static void start() {
    servers = FaultServers.behindProxies();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private static String name(Way way, String what) {
    return way.name().toLowerCase(Locale.ROOT) + "_" + what;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void cut_onTheWayThere_losesNothing(Way way) throws Exception {
    TcpProxy proxy = way.proxy().apply(servers);
    try (Trial trial = Trial.under(servers, folder, name(way, "there"))) {
      for (int i = 0; i < CUTS; i++) {
        long accepted = proxy.accepted();
        proxy.cutAfter(Direction.TO_SERVER, random.nextInt(way.most()));
        await().atMost(Desk.PATIENCE).until(() -> proxy.accepted() > accepted);
      }
      trial.desk.awaitSignal();
      trial.assertNothingLost(
          "connection to " + way.name() + " cut after n bytes of a write", CUTS);
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void cut_ofTheAnswer_losesNothingAndWritesNothingTwice(Way way) throws Exception {
    TcpProxy proxy = way.proxy().apply(servers);
    try (Trial trial = Trial.under(servers, folder, name(way, "answer"))) {
      for (int i = 0; i < CUTS; i++) {
        long accepted = proxy.accepted();
        proxy.cutAfter(Direction.TO_CLIENT, random.nextInt(200));
        await().atMost(Desk.PATIENCE).until(() -> proxy.accepted() > accepted);
      }
      trial.assertNothingLost(
          "answer of " + way.name() + " cut: written and not acknowledged", CUTS);
    }
  }

  /** The server does what it is asked to, nobody hears of it, and the service is killed. */
  @ParameterizedTest
  @MethodSource("archives")
  void kill_withHalfOfTheBatchesAcknowledged_losesNothing(Way way) throws Exception {
    TcpProxy proxy = way.proxy().apply(servers);
    try (Trial trial = Trial.under(servers, folder, name(way, "half"))) {
      for (int i = 0; i < LOST_ANSWERS; i++) {
        trial.desk.awaitSignals(100);
        proxy.stall(Direction.TO_CLIENT);
        trial.desk.awaitSignals(200);
        trial.service().kill();
        trial.desk.rest();
        proxy.restore();
        trial.startAgain();
        trial.load();
      }
      trial.assertNothingLost(
          "service killed with batches that " + way.name() + " has half acknowledged", 5);
    }
  }
}
