package io.tickcast.servers;

import io.tickcast.servers.ServerOptions.Login;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The settings of a broker and of its clients. <i>Immutable.</i> */
final class KafkaSettings {
  private static final String LOGIN_MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";
  private static final String LOOPBACK = "127.0.0.1:";

  private final Map<String, String> broker;
  private final Map<String, String> client;
  private final String internal;

  /**
   * Works the settings out.
   *
   * @param options what was asked for
   * @param data the folder of the broker's data
   * @param port for clients, as the options say who may come in
   * @param internalPort for the broker itself and its tools, open
   * @param controllerPort for the quorum of one
   */
  KafkaSettings(KafkaOptions options, Path data, int port, int internalPort, int controllerPort) {
    int advertised = options.advertisedPort() == 0 ? port : options.advertisedPort();
    this.internal = LOOPBACK + internalPort;
    this.broker = node(data, controllerPort);
    this.client = new LinkedHashMap<>();
    client.put("bootstrap.servers", LOOPBACK + advertised);
    broker.put(
        "listeners",
        String.format(
            Locale.ROOT,
            "CLIENT://%s,INTERNAL://%s,CONTROLLER://%s",
            LOOPBACK + port,
            internal,
            LOOPBACK + controllerPort));
    broker.put(
        "advertised.listeners",
        String.format(Locale.ROOT, "CLIENT://%s,INTERNAL://%s", LOOPBACK + advertised, internal));
    secure(options);
    broker.putAll(options.settings());
  }

  /** One node in both roles, with topics of its own that need no other. */
  private static Map<String, String> node(Path data, int controllerPort) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + LOOPBACK + controllerPort);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "INTERNAL");
    settings.put("log.dirs", data.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // A broker that was killed is let in again when its last session is over: 9 seconds by default.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    return settings;
  }

  private void secure(KafkaOptions options) {
    String transport = options.certificates().isPresent() ? "SSL" : "PLAINTEXT";
    String protocol = options.login().isPresent() ? "SASL_" + transport : transport;
    broker.put(
        "listener.security.protocol.map",
        "CLIENT:" + protocol + ",INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
    client.put("security.protocol", protocol);
    options.login().ifPresent(this::logIn);
    options.certificates().ifPresent(this::encrypt);
  }

  private void logIn(Login login) {
    broker.put("listener.name.client.sasl.enabled.mechanisms", "PLAIN");
    broker.put(
        "listener.name.client.plain.sasl.jaas.config",
        LOGIN_MODULE
            + String.format(Locale.ROOT, "user_%s=\"%s\";", login.user(), login.password()));
    client.put("sasl.mechanism", "PLAIN");
    client.put(
        "sasl.jaas.config",
        LOGIN_MODULE
            + String.format(
                Locale.ROOT, "username=\"%s\" password=\"%s\";", login.user(), login.password()));
  }

  private void encrypt(Certificates certificates) {
    broker.put("ssl.keystore.type", "PKCS12");
    broker.put("ssl.keystore.location", certificates.serverKeyStore().toString());
    broker.put("ssl.keystore.password", certificates.password());
    broker.put("ssl.key.password", certificates.password());
    client.put("ssl.truststore.type", "PKCS12");
    client.put("ssl.truststore.location", certificates.trustStore().toString());
    client.put("ssl.truststore.password", certificates.password());
  }

  /** What a client needs, by Kafka's own names. */
  Map<String, String> client() {
    return Collections.unmodifiableMap(client);
  }

  String bootstrapServers() {
    return client.getOrDefault("bootstrap.servers", internal);
  }

  /** The open address of the broker itself, past any proxy. */
  String internal() {
    return internal;
  }

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.putAll(broker);
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
  }
}
