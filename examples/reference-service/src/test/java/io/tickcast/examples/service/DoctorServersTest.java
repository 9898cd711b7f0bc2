package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.servers.ClickHouseOptions;
import io.tickcast.servers.ClickHouseServer;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds on real servers, with logins. */
class DoctorServersTest {
  private static final String PASSWORD = "right-s3cret";
  private static NatsServer nats;
  private static KafkaServer kafka;
  private static ClickHouseServer clickHouse;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() throws IOException {
    nats = NatsServer.start(new NatsOptions().login("me", PASSWORD));
    kafka =
        KafkaServer.start(
            new KafkaOptions().login("me", PASSWORD).setting("auto.create.topics.enable", "false"));
    clickHouse = ClickHouseServer.start(new ClickHouseOptions().login("me", PASSWORD));
    kafka.createTopic("audit", 1, Map.of());
    DemoFiles.model(Files.createDirectory(folder.resolve("models")));
  }

  @AfterAll
  static void stop() {
    clickHouse.close();
    kafka.close();
    nats.close();
  }

  private static Path config(String password, String topic, String database) throws IOException {
    String login = "user: me, password: " + password;
    return Files.writeString(
        folder.resolve(topic + "-" + database + ".yaml"),
        """
        sources: [{name: feed, type: nats, url: "%1$s", %2$s}]
        sinks:
          - {name: out, type: nats, url: "%1$s", %2$s}
          - name: audit
            type: kafka
            bootstrap_servers: "%3$s"
            topic: %4$s
            security_protocol: SASL_PLAINTEXT
            sasl_mechanism: PLAIN
            username: me
            password: %5$s
          - {name: archive, type: clickhouse, url: "%6$s", database: %7$s, %2$s}
        http: {port: 0}
        """
            .formatted(
                nats.url(),
                login,
                kafka.bootstrapServers(),
                topic,
                password,
                clickHouse.url(),
                database));
  }

  private static Cli.Result doctor(Path config, String... more) {
    String[] args = new String[3 + more.length];
    System.arraycopy(new String[] {"doctor", "--config", config.toString()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    Cli.Result result = Cli.run(args);
    assertThat(result.out() + result.err()).doesNotContain("s3cret", "wr0ng");
    return result;
  }

  private static List<String> startingWith(Cli.Result result, String start) {
    return result.lines().stream().filter(line -> line.startsWith(start)).toList();
  }

  @Test
  void doctor_allGood_isWellButForWhatOneBrokerCanNot() throws IOException {
    Path config = config(PASSWORD, "audit", "good");
    Cli.run("clickhouse", "init", "--config", config.toString()).succeeded();
    Cli.Result result = doctor(config).succeeded();
    assertThat(result.lines())
        .extracting(line -> line.substring(0, line.indexOf(": ")))
        .containsExactly(
            "ok    configuration",
            "ok    source 'feed' connection",
            "ok    source 'feed' max_payload",
            "ok    source 'feed' subscriptions",
            "ok    source 'feed' round trip",
            "ok    sink 'out' connection",
            "ok    sink 'out' max_payload",
            "ok    sink 'out' round trip",
            "warn  sink 'audit' topics",
            "warn  sink 'audit' topics",
            "ok    sink 'audit' topics",
            "ok    sink 'audit' round trip",
            "ok    clock against sink 'audit'",
            "ok    sink 'archive' connection",
            "ok    sink 'archive' tables",
            "ok    clock against sink 'archive'",
            "ok    model",
            "ok    disk",
            "ok    java",
            "ok    http port");
    assertThat(startingWith(result, "warn"))
        .satisfiesExactly(
            line -> assertThat(line).contains("SASL_PLAINTEXT", "; to do: set security_protocol"),
            line -> assertThat(line).contains("replication of 2 or more", "; to do: raise it"));
    assertThat(result.out()).contains("topic tickcast_doctor: a record was acknowledged");
    assertThat(doctor(config, "--kafka-topic", "trial").succeeded().out())
        .contains("topic trial: a record was acknowledged");
    doctor(config, "--kafka-topic", "audit").failed(1, "sink 'audit' connection");
  }

  @Test
  void doctor_wrongPassword_failsOfEachServer() throws IOException {
    Cli.Result result = doctor(config("wr0ng", "audit", "login"));
    result.failed(
        1,
        "found 4 of ",
        "source 'feed' connection, sink 'out' connection, sink 'audit' topics, sink 'archive'"
            + " connection");
    assertThat(startingWith(result, "fail"))
        .satisfiesExactly(
            line -> assertThat(line).contains("check user and password"),
            line -> assertThat(line).contains("check user and password"),
            line -> assertThat(line).contains("expected a login that username, password and"),
            line -> assertThat(line).contains("user: expected that 'me' may come in with"));
  }

  @Test
  void doctor_missingTopicAndWrongTables_saysWhatToRun() throws IOException {
    clickHouse.query("CREATE DATABASE wrong");
    clickHouse.query(
        "CREATE TABLE wrong.trading_signals (signal_id UUID) ENGINE = MergeTree ORDER BY signal_id");
    Cli.Result result = doctor(config(PASSWORD, "missing", "wrong"));
    result.failed(1, "sink 'audit' topics, sink 'archive' tables");
    assertThat(startingWith(result, "fail  sink 'audit' topics: topic missing: "))
        .singleElement()
        .asString()
        .contains(
            "expected an existing topic, found none",
            "; to do: make it (such as kafka-topics.sh --create --topic missing");
    assertThat(result.lines())
        .anySatisfy(line -> assertThat(line).startsWith("ok    sink 'audit' round trip: "));
    assertThat(startingWith(result, "fail  sink 'archive' tables: "))
        .anySatisfy(
            line -> assertThat(line).contains("wrong.trading_signals: engine: expected Replacing"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "wrong.model_predictions: expected this table, found none",
                        "; to do: './tickcast clickhouse init' makes what is missing"));
  }
}
