package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.servers.LocalServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything at once, asked with the tools that people have: the clients of NATS and Kafka. */
class UpCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String CHANNEL = "features.EURUSD.1h";
  private static final int BARS = 3;

  @TempDir private Path folder;

  @Test
  void up_barsOfTheNatsClient_areSignalsEverywhereUnderOneId() throws Exception {
    Map<String, String> environment = Map.of("TICKCAST_HOME", checkout().toString());
    String[] args = {"up", "--http", "0", "--data", folder.toString()};
    try (BackgroundCli up = BackgroundCli.start(environment, args)) {
      up.awaitLine("ready on (.*)");
      String url = up.awaitLine("nats +(nats://[0-9.:]+), nats-server .*");
      up.awaitLine(".* ready to trade");
      List<String> bySymbol;
      List<String> byTimeframe;
      try (NatsSub symbols = new NatsSub(url, "signals.*");
          NatsSub timeframe = new NatsSub(url, "signals.EURUSD.1h")) {
        symbols.awaitSubscribed("signals.MARK");
        timeframe.awaitSubscribed("signals.EURUSD.1h");
        publishBars(url);
        bySymbol = symbols.awaitSignals(BARS);
        byTimeframe = timeframe.awaitSignals(BARS);
      }
      assertThat(bySymbol).hasSize(BARS).isEqualTo(byTimeframe);
      assertThat(inKafka(up.awaitLine(" *(.*ConsoleConsumer .*)"))).isEqualTo(bySymbol);
      String clickHouse = up.awaitLine("clickhouse +(http://[0-9.:]+), .*");
      TreeSet<String> ids = ids(bySymbol);
      assertThat(ids).hasSize(BARS);
      for (String table : List.of("trading_signals", "model_predictions")) {
        String query = "SELECT signal_id FROM " + table + " FINAL";
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(ask(clickHouse, query).lines())
                        .containsExactlyInAnyOrderElementsOf(ids));
      }
      assertThat(ask(clickHouse, printed("recent_signals.sql"))).contains(ids);
      assertThat(ask(clickHouse, printed("signal_distribution.sql"))).contains(" " + BARS + " ");
      assertThat(ask(clickHouse, printed("prediction_latency.sql"))).contains("EURUSD");
      String rollback = up.awaitLine(" *tickcast (model rollback .*)");
      Cli.run(Map.of(), rollback.replace("SYMBOL/TIMEFRAME", "EURUSD/1h").split(" "))
          .failed(1, "expected a version that served EURUSD 1h before");
      Cli.run(environment, args).failed(1, "expected a folder of its own", "--data");
      up.end().succeeded();
    }
  }

  private String printed(String query) throws IOException {
    return Files.readString(folder.resolve("watch").resolve(query));
  }

  /** The recorded bar that the command wrote down, at three times of now. */
  private void publishBars(String url) throws Exception {
    String bar = Files.readString(folder.resolve("watch").resolve("bar.json"));
    assertThat(bar).contains("{{Unix}}000");
    long now = System.currentTimeMillis();
    for (int i = 0; i < BARS; i++) {
      run(nats(url, "pub", CHANNEL, bar.replace("{{Unix}}000", Long.toString(now + i))));
    }
  }

  private static List<String> inKafka(String command) throws Exception {
    String bounded = command + " --max-messages " + BARS + " --timeout-ms 30000";
    return run(List.of("sh", "-c", bounded)).lines().toList();
  }

  private static TreeSet<String> ids(List<String> signals) throws IOException {
    TreeSet<String> ids = new TreeSet<>();
    for (String signal : signals) {
      ids.add(new ObjectMapper().readTree(signal).get("signal_id").textValue());
    }
    return ids;
  }

  private static String ask(String clickHouse, String query) throws Exception {
    return BackgroundCli.post(clickHouse + "/", query).body();
  }

  private static String run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
    return said;
  }

  private static List<String> nats(String url, String... args) {
    String client = LocalServers.natsCli().map(Path::toString).orElse("nats");
    List<String> command = new ArrayList<>(List.of(client, "-s", url));
    command.addAll(List.of(args));
    return command;
  }

  private static Path checkout() {
    return Shell.script().getParent();
  }

  /** The client of NATS as it shows the messages of a subject. */
  private static final class NatsSub implements AutoCloseable {
    private static final String MARK = "somebody listens";

    private final String url;
    private final Path out;
    private final Process process;

    NatsSub(String url, String subject) throws IOException {
      this.url = url;
      out = Files.createTempFile("tickcast-nats-sub-", ".txt");
      process =
          new ProcessBuilder(nats(url, "sub", "--raw", subject))
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
    }

    /** Publishes until it shows what was published. */
    void awaitSubscribed(String subject) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                run(nats(url, "pub", subject, MARK));
                return Files.readString(out).contains(MARK);
              });
    }

    List<String> awaitSignals(int count) throws IOException {
      await().atMost(PATIENCE).until(() -> signals().size() >= count);
      return signals();
    }

    private List<String> signals() throws IOException {
      return Files.readString(out).lines().filter(line -> line.startsWith("{")).toList();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly().onExit().join();
      Files.delete(out);
    }
  }
}
