package io.tickcast.examples.service.faults;

import io.tickcast.servers.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each server is killed, frozen and restarted under load, for seconds and for a minute. */
@Tag("faults")
class LongServerFaultsTest {
  private static final Duration SECONDS = Duration.ofSeconds(4);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int TIMES = 3;

  private static FaultServers servers;
  @TempDir private Path folder;

  /** A server by its name, and what the service says while it is away. */
  record Victim(String name, Function<FaultServers, LocalServer> server, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Victim> victims() {
    return Stream.of(
        new Victim("NATS", it -> it.nats, "not ready to trade: source 'nats' is "),
        new Victim("Kafka", it -> it.kafka, "sink_failed: sink 'kafka': "),
        new Victim("ClickHouse", it -> it.clickHouse, "sink_failed: sink 'clickhouse': "));
  }

  @BeforeAll
  static void start() {
    servers = FaultServers.direct();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  private interface Fault {
    void befall(LocalServer server) throws Exception;
  }

  private void trial(Victim victim, String what, int times, String says, Fault fault)
      throws Exception {
    LocalServer server = victim.server().apply(servers);
    String injected = victim.name() + " " + what;
    String name = injected.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
    try (Trial trial = Trial.under(servers, folder, name)) {
      for (int i = 0; i < times; i++) {
        trial.desk.awaitSignals(200);
        fault.befall(server);
        trial.desk.awaitSignals(200);
      }
      if (!says.isEmpty()) {
        Report.words(injected, trial.service().awaitSaid(says));
      }
      trial.assertNothingLost(injected, times);
    }
  }

  private static void wait(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @ParameterizedTest
  @MethodSource("victims")
  void kill_forSeconds_losesNothing(Victim victim) throws Exception {
    trial(
        victim,
        "killed under load, for 4 s",
        TIMES,
        victim.says(),
        server -> {
          server.kill();
          wait(SECONDS);
          server.restart();
        });
  }

  @ParameterizedTest
  @MethodSource("victims")
  void freeze_forSeconds_losesNothing(Victim victim) throws Exception {
    trial(
        victim,
        "frozen under load, for 4 s",
        TIMES,
        "",
        server -> {
          server.freeze();
          wait(SECONDS);
          server.thaw();
        });
  }

  @ParameterizedTest
  @MethodSource("victims")
  void restart_underLoad_losesNothing(Victim victim) throws Exception {
    trial(victim, "restarted under load", TIMES, "", LocalServer::restart);
  }

  @ParameterizedTest
  @MethodSource("victims")
  void kill_forAMinute_losesNothing(Victim victim) throws Exception {
    trial(
        victim,
        "killed under load, for a minute",
        1,
        victim.says(),
        server -> {
          server.kill();
          wait(MINUTE);
          server.restart();
        });
  }

  @ParameterizedTest
  @MethodSource("victims")
  void freeze_forAMinute_losesNothing(Victim victim) throws Exception {
    trial(
        victim,
        "frozen under load, for a minute",
        1,
        victim.says(),
        server -> {
          server.freeze();
          wait(MINUTE);
          server.thaw();
        });
  }
}
