package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsServerTest {
  private static final String HELLO = "CONNECT {\"verbose\":false}";

  private static String afterConnect(NatsServer server, String connect) throws IOException {
    try (NatsLine line = NatsLine.open(server.port())) {
      return line.say(connect).say("PING").hear();
    }
  }

  @Test
  void start_default_passesMessagesOn() throws IOException {
    try (NatsServer server = NatsServer.start();
        NatsLine line = NatsLine.open(server.port())) {
      assertThat(line.info()).startsWith("INFO ").contains("\"version\":\"" + server.version());
      assertThat(line.say(HELLO).say("PING").hear()).isEqualTo("PONG");
      line.say("SUB features.> 1").say("PUB features.EURUSD.5m 5").say("hello");
      assertThat(line.hear()).isEqualTo("MSG features.EURUSD.5m 1 5");
      assertThat(line.hear()).isEqualTo("hello");
    }
  }

  @Test
  void start_withLogin_letsInThatUserOnly() throws IOException {
    NatsOptions options = new NatsOptions().login("lane", "s3cret!");
    try (NatsServer server = NatsServer.start(options)) {
      assertThat(
              afterConnect(
                  server, "CONNECT {\"verbose\":false,\"user\":\"lane\",\"pass\":\"s3cret!\"}"))
          .isEqualTo("PONG");
      assertThat(
              afterConnect(
                  server, "CONNECT {\"verbose\":false,\"user\":\"lane\",\"pass\":\"wrong\"}"))
          .isEqualTo("-ERR 'Authorization Violation'");
    }
  }

  @Test
  void start_withToken_letsInWhoHasIt() throws IOException {
    try (NatsServer server = NatsServer.start(new NatsOptions().token("t0ken"))) {
      assertThat(afterConnect(server, "CONNECT {\"verbose\":false,\"auth_token\":\"t0ken\"}"))
          .isEqualTo("PONG");
      assertThat(afterConnect(server, HELLO)).isEqualTo("-ERR 'Authorization Violation'");
    }
  }

  @Test
  void start_withPermissions_refusesOtherSubjects() throws IOException {
    String users = "users: [{user: a, password: b, permissions: {publish: [\"signals.>\"]}}]";
    try (NatsServer server = NatsServer.start(new NatsOptions().authorization(users));
        NatsLine line = NatsLine.open(server.port())) {
      line.say("CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"b\"}")
          .say("PUB orders.x 0")
          .say("");
      assertThat(line.hear()).contains("Permissions Violation for Publish to \"orders.x\"");
    }
  }

  @Test
  void start_withJetStreamAndExtra_saysSoInTheGreeting() throws IOException {
    NatsOptions options = new NatsOptions().jetStream().extra("max_payload: 4KB");
    try (NatsServer server = NatsServer.start(options);
        NatsLine line = NatsLine.open(server.port())) {
      assertThat(line.info()).contains("\"jetstream\":true").contains("\"max_payload\":4096");
      assertThat(server.folder().resolve("data")).isDirectory();
    }
  }

  @Test
  void restart_afterStopAndKill_answersOnTheSamePort() throws IOException {
    try (NatsServer server = NatsServer.start()) {
      int port = server.port();
      server.stop();
      assertThat(server.isRunning()).isFalse();
      server.restart();
      long first = server.processId();
      server.kill();
      assertThat(server.isRunning()).isFalse();
      server.restart();
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.processId()).isNotEqualTo(first);
      assertThat(afterConnect(server, HELLO)).isEqualTo("PONG");
    }
  }

  @Test
  void freeze_openConnection_staysAndIsAnsweredWhenThawed() throws IOException {
    try (NatsServer server = NatsServer.start();
        NatsLine line = NatsLine.open(server.port())) {
      assertThat(line.say(HELLO).say("PING").hear()).isEqualTo("PONG");
      server.freeze();
      line.say("PING").patience(200);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(line::hear);
      assertThat(server.isRunning()).isTrue();
      server.thaw();
      line.patience(20_000);
      assertThat(line.hear()).isEqualTo("PONG");
    }
  }

  @Test
  void stop_whenFrozen_endsIt() {
    try (NatsServer server = NatsServer.start()) {
      server.freeze();
      server.stop();
      assertThat(server.isRunning()).isFalse();
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(server::freeze)
          .withMessage("expected nats-server to run, found it stopped");
    }
  }

  @Test
  void start_portInUse_namesThePort() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      NatsOptions options = new NatsOptions().port(other.getLocalPort());
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(() -> NatsServer.start(options))
          .withMessage(
              "expected port %d to be free for nats-server, found it in use", other.getLocalPort());
    }
  }

  @Test
  void start_badConfiguration_failsWithTheEndOfTheLogInOneLine(@TempDir Path folder) {
    NatsOptions options = new NatsOptions().folder(folder).extra("no_such_setting: 1");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> NatsServer.start(options))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE))
        .withMessageStartingWith("expected nats-server to start, found that it ended with exit")
        .withMessageContaining(folder.resolve("server.log").toString())
        .withMessageContaining("no_such_setting")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void start_noAnswerInTime_killsItAndSaysHowLong() {
    // Without a listener for clients it runs and greets nobody.
    NatsOptions options = new NatsOptions().extra("port: -1").startTimeout(Duration.ofMillis(300));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> NatsServer.start(options))
        .withMessageContaining("found no answer on port");
  }

  @Test
  void close_temporaryFolder_goesWithTheServer(@TempDir Path given) throws IOException {
    NatsServer server = NatsServer.start();
    Path temporary = server.folder();
    server.close();
    server.close();
    assertThat(temporary).doesNotExist();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(server::restart)
        .withMessage("expected nats-server to be open, found it closed");

    NatsServer kept = NatsServer.start(new NatsOptions().folder(given.resolve("nats")));
    kept.close();
    assertThat(Files.readString(kept.log())).contains("Server is ready").contains("Server Exiting");
  }
}
