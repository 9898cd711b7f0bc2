package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.InferenceException;
import io.tickcast.servers.TcpProxy.Direction;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all, with everything that can be asked for, because a start takes seconds. */
class KafkaServerTest {
  private static final String PRODUCER = "org.apache.kafka.tools.ConsoleProducer";

  @TempDir static Path folder;
  private static TcpProxy proxy;
  private static KafkaServer server;

  @BeforeAll
  static void start() {
    proxy = TcpProxy.to(0);
    server =
        KafkaServer.start(
            new KafkaOptions()
                .login("audit", "s3cret!")
                .tls(Certificates.create(folder))
                .advertisedPort(proxy.port())
                .setting("auto.create.topics.enable", "false")
                .setting("message.max.bytes", "20000"));
    proxy.forwardTo(server.port());
  }

  @AfterAll
  static void stop() {
    server.close();
    proxy.close();
  }

  /** The console producer as a client from outside: through the proxy, encrypted, logged in. */
  private static void produceAsClient(String topic, String line, String password)
      throws IOException {
    Properties settings = new Properties();
    settings.putAll(server.clientSettings());
    settings.put(
        "sasl.jaas.config",
        server.clientSettings().get("sasl.jaas.config").replace("s3cret!", password));
    Path file = folder.resolve("client.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    KafkaTools tools = KafkaTools.in(Installed.find("kafka").path());
    List<String> arguments =
        List.of(
            "--bootstrap-server",
            server.bootstrapServers(),
            "--topic",
            topic,
            "--command-config",
            file.toString());
    tools.run(PRODUCER, arguments, line + "\n");
  }

  @Test
  void consume_afterStopKillAndRestart_isAllThere() {
    server.createTopic("kept", 1, Map.of("retention.ms", "600000"));
    server.produce("kept", List.of("{\"a\":1}", "second line"));
    int port = server.port();
    server.kill();
    assertThat(server.isRunning()).isFalse();
    server.restart();
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.consume("kept", 2)).containsExactly("{\"a\":1}", "second line");
  }

  @Test
  void clientSettings_throughTheProxy_letInWithTheRightPasswordOnly() throws IOException {
    server.createTopic("outside", 1, Map.of());
    long before = proxy.bytesPassed(Direction.TO_SERVER);
    produceAsClient("outside", "from outside", "s3cret!");
    assertThat(proxy.bytesPassed(Direction.TO_SERVER)).isGreaterThan(before);
    assertThat(server.consume("outside", 1)).containsExactly("from outside");
    assertThat(server.bootstrapServers()).isEqualTo("127.0.0.1:" + proxy.port());
  }

  @Test
  void createTopic_badSetting_failsWithWhatTheToolSaid() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> server.createTopic("bad", 1, Map.of("no.such.setting", "1")))
        .withMessageContaining("no.such.setting");
  }

  @Test
  void consoleConsumer_forPeople_isOneLineForAShell() {
    assertThat(server.consoleConsumer("ai-signals"))
        .contains("ConsoleConsumer --bootstrap-server " + server.bootstrapServers())
        .endsWith("--topic ai-signals --from-beginning")
        .doesNotContain("\n");
  }
}
