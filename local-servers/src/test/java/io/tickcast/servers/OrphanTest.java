package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers end with the process that started them. */
class OrphanTest {
  @TempDir Path folder;

  /** A program that starts servers, names their processes, and leaves them behind. */
  static final class Careless {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      NatsServer nats = NatsServer.start(new NatsOptions().folder(folder.resolve("nats")));
      NatsServer frozen = NatsServer.start(new NatsOptions().folder(folder.resolve("frozen")));
      frozen.freeze();
      ClickHouseServer clickHouse =
          ClickHouseServer.start(new ClickHouseOptions().folder(folder.resolve("clickhouse")));
      System.out.printf("%d %d %d%n", nats.processId(), frozen.processId(), clickHouse.processId());
      System.in.read();
    }
  }

  private Process careless() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Careless.class.getName(),
                folder.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static List<ProcessHandle> servers(Process process) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    assertThat(line).isNotNull();
    return Stream.of(line.split(" "))
        .map(id -> ProcessHandle.of(Long.parseLong(id)).orElseThrow())
        .toList();
  }

  private static void awaitEnd(List<ProcessHandle> servers) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(servers).noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void servers_whenTheirProcessIsKilled_endToo() throws Exception {
    Process process = careless();
    List<ProcessHandle> servers = servers(process);
    assertThat(servers).hasSize(3).allMatch(ProcessHandle::isAlive);
    process.destroyForcibly().waitFor();
    awaitEnd(servers);
  }

  @Test
  void servers_whenTheirProcessForgetsThem_endToo() throws Exception {
    Process process = careless();
    List<ProcessHandle> servers = servers(process);
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    awaitEnd(servers);
  }

  @Test
  void guardian_whenItsServerIsGone_endsToo() {
    NatsServer server = NatsServer.start();
    ProcessHandle process = ProcessHandle.of(server.processId()).orElseThrow();
    List<ProcessHandle> guardian = process.descendants().toList();
    assertThat(guardian).isNotEmpty();
    server.close();
    awaitEnd(guardian);
  }
}
