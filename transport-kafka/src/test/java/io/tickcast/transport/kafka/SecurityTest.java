package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.servers.Certificates;
import io.tickcast.servers.KafkaOptions;
import io.tickcast.servers.KafkaServer;
import io.tickcast.transport.kafka.TopicFinding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks for a certificate and a password, and gives rights one by one. */
class SecurityTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String PASSWORD = "archive-s3cret";
  private static final String SCRAM_PASSWORD = "scr\"am\\s3cret";
  private static final String ADMIN_PASSWORD = "admin-s3cret";
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir static Path folder;
  private static Certificates certificates;
  private static KafkaServer server;
  private static TestTopics topics;

  private final String topic = "secured-" + TOPICS.incrementAndGet();

  @BeforeAll
  static void start() {
    certificates = Certificates.create(folder);
    server =
        KafkaServer.start(
            new KafkaOptions()
                .login("admin", ADMIN_PASSWORD)
                .tls(certificates)
                .setting("listener.name.client.plain.sasl.jaas.config", users())
                .setting("listener.name.client.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256")
                .setting(
                    "listener.name.client.scram-sha-256.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                .setting("listener.name.client.ssl.client.auth", "required")
                .setting("ssl.truststore.type", "PKCS12")
                .setting("ssl.truststore.location", certificates.trustStore().toString())
                .setting("ssl.truststore.password", certificates.password())
                .setting("auto.create.topics.enable", "false")
                .setting(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .setting("super.users", "User:ANONYMOUS;User:admin"));
    Map<String, Object> client = new HashMap<>(server.clientSettings());
    client.put("ssl.keystore.location", certificates.clientKeyStore().toString());
    client.put("ssl.keystore.password", certificates.password());
    topics = new TestTopics(client);
  }

  private static String users() {
    return "org.apache.kafka.common.security.plain.PlainLoginModule required user_admin=\"%s\""
            .formatted(ADMIN_PASSWORD)
        + " user_archive=\"%s\";".formatted(PASSWORD);
  }

  @AfterAll
  static void stop() {
    topics.close();
    server.close();
  }

  private Map<String, String> options(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrap_servers", server.bootstrapServers());
    options.put("topic", topic);
    options.putAll(Map.of("security_protocol", "SASL_SSL", "sasl_mechanism", "PLAIN"));
    options.putAll(Map.of("username", "archive", "password", PASSWORD));
    options.put("ssl_truststore_location", certificates.trustStore().toString());
    options.put("ssl_truststore_password", certificates.password());
    options.put("ssl_keystore_location", certificates.clientKeyStore().toString());
    options.put("ssl_keystore_password", certificates.password());
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static InferenceException mismatch(Map<String, String> options) {
    try (TestSink sink = TestSink.open(options)) {
      return withoutSecrets(sink.failure(ErrorCode.EXTERNAL_MISMATCH));
    }
  }

  private static InferenceException withoutSecrets(InferenceException failure) {
    assertThat(failure.getMessage()).doesNotContain(PASSWORD, "wr0ng", certificates.password());
    return failure;
  }

  private void grant(AclOperation... operations) {
    TestTopics.await(() -> topics.admin.createAcls(rules(operations)).all().get());
  }

  private void withdraw(AclOperation... operations) {
    TestTopics.await(
        () ->
            topics
                .admin
                .deleteAcls(rules(operations).stream().map(AclBinding::toFilter).toList())
                .all()
                .get());
  }

  private List<AclBinding> rules(AclOperation... operations) {
    ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
    return Arrays.stream(operations)
        .map(
            operation ->
                new AclBinding(
                    resource,
                    new AccessControlEntry(
                        "User:archive", "*", operation, AclPermissionType.ALLOW)))
        .toList();
  }

  @Test
  void write_rightsAsDocumented_archives() {
    topics.create(topic, 1, Map.of());
    grant(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
    try (TestSink sink = TestSink.open(options())) {
      assertThat(sink.write(Records.batch(0, 100), LONG)).isEqualTo(100);
      assertThat(sink.sink.detail()).contains("min.insync.replicas 1");
    }
    assertThat(topics.ids(topic)).isEqualTo(Records.ids(0, 100));
  }

  @Test
  void write_pemStores_archives() {
    topics.create(topic, 1, Map.of());
    grant(AclOperation.WRITE);
    Map<String, String> options =
        options("ssl_truststore_location", certificates.authority().toString());
    options.keySet().removeIf(key -> key.endsWith("_password") || key.contains("keystore"));
    options.put("ssl_truststore_type", "PEM");
    options.put("ssl_keystore_type", "PEM");
    options.put("ssl_keystore_certificate_chain", text(certificates.clientCertificate()));
    options.put("ssl_keystore_key", text(certificates.clientKey()));
    try (TestSink sink = TestSink.open(options)) {
      assertThat(sink.write(Records.batch(0, 10), LONG)).isEqualTo(10);
      assertThat(sink.sink.detail()).contains("expected the right DescribeConfigs, found none");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void write_scram_archives() {
    topics.create(topic, 1, Map.of());
    grant(AclOperation.WRITE);
    UserScramCredentialUpsertion user =
        new UserScramCredentialUpsertion(
            "archive",
            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, 4_096),
            SCRAM_PASSWORD);
    TestTopics.await(() -> topics.admin.alterUserScramCredentials(List.of(user)).all().get());
    Map<String, String> options =
        options("sasl_mechanism", "SCRAM-SHA-256", "password", SCRAM_PASSWORD);
    try (TestSink sink = TestSink.open(options)) {
      sink.writeAll(Records.signals(0, 10));
    }
    assertThat(topics.ids(topic)).isEqualTo(Records.ids(0, 10));
  }

  @Test
  void write_noRights_namesThem() {
    topics.create(topic, 1, Map.of());
    assertThat(mismatch(options()))
        .hasMessageContaining(
            "topic %s, user 'archive': expected the rights Describe and Write, found ", topic);
  }

  @Test
  void write_mayNotWrite_namesTheRight() {
    topics.create(topic, 1, Map.of());
    grant(AclOperation.DESCRIBE);
    assertThat(mismatch(options()))
        .hasMessageEndingWith("topic %s: expected the right Write, found only [DESCRIBE]", topic);
  }

  @Test
  void write_mayNotCreate_namesTheOption() {
    grant(AclOperation.WRITE);
    assertThat(mismatch(options("create_topic", "true")))
        .hasMessageContaining("topic %s: expected to make it as create_topic says", topic)
        .hasMessageContaining("found TopicAuthorization");
    assertThat(topics.names()).doesNotContain(topic);
  }

  @Test
  void write_rightWithdrawnAndGivenBack_losesNothing() {
    topics.create(topic, 1, Map.of());
    grant(AclOperation.WRITE);
    try (TestSink sink = TestSink.open(options())) {
      assertThat(sink.write(Records.batch(0, 3), LONG)).isEqualTo(3);
      withdraw(AclOperation.WRITE);
      assertThat(withoutSecrets(sink.failureAfterSome(ErrorCode.EXTERNAL_MISMATCH)))
          .hasMessageContaining("expected the rights Describe and Write");
      grant(AclOperation.WRITE);
      sink.writeAll(Records.signals(3, 50));
    }
    assertThat(topics.ids(topic)).containsAll(Records.ids(0, 53));
  }

  @Test
  void write_wrongPassword_saysSo() {
    assertThat(mismatch(options("password", "wr0ng")))
        .hasMessageContaining("expected a login that username, password and sasl_mechanism open")
        .hasMessageContaining("found SaslAuthenticationException: ");
  }

  @Test
  void write_mechanismThatIsOff_saysSo() {
    assertThat(mismatch(options("sasl_mechanism", "SCRAM-SHA-512")))
        .hasMessageContaining("expected a login as security_protocol and sasl_mechanism say")
        .hasMessageContaining("SCRAM-SHA-512");
  }

  @Test
  void write_noClientCertificate_saysSo() {
    Map<String, String> options = options();
    options.keySet().removeIf(key -> key.startsWith("ssl_keystore"));
    assertThat(mismatch(options))
        .hasMessageContaining("expected a TLS certificate in ssl_keystore_* that the broker takes");
  }

  @Test
  void write_withoutTlsToATlsBroker_namesTheOption() {
    Map<String, String> options =
        Map.of("bootstrap_servers", server.bootstrapServers(), "topic", topic);
    assertThat(mismatch(options))
        .hasMessageContaining("option security_protocol")
        .hasMessageEndingWith("a server that speaks TLS");
  }

  @Test
  void write_certificateOfAnotherAuthority_saysSo() {
    Certificates others = Certificates.create(folder.resolve("others"));
    assertThat(mismatch(options("ssl_truststore_location", others.trustStore().toString())))
        .hasMessageContaining("expected a TLS certificate of the host in bootstrap_servers")
        .hasMessageContaining("PKIX path ");
  }

  @Test
  void write_certificateOfAnotherHost_saysSo() throws IOException, GeneralSecurityException {
    ServerSocket elsewhere =
        tls()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getByName("127.0.0.2"));
    try (WrongServer server =
        WrongServer.start(elsewhere, socket -> socket.getInputStream().readAllBytes())) {
      assertThat(mismatch(options("bootstrap_servers", server.address())))
          .hasMessageContaining("expected a TLS certificate of the host in bootstrap_servers")
          .hasMessageContaining("No subject alternative names matching IP address 127.0.0.2");
    }
  }

  private static SSLContext tls() throws IOException, GeneralSecurityException {
    char[] password = certificates.password().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.serverKeyStore())) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void open_wrongStorePassword_saysSoWithoutIt() {
    try (TestSink sink = TestSink.create(options("ssl_truststore_password", "wr0ng"))) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(sink.sink::open)
          .withMessageContaining("password was incorrect")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wr0ng"));
    }
  }

  private TopicFinding roundTrip(Map<String, String> options) {
    List<TopicFinding> findings =
        KafkaTopics.roundTrip(TestSink.config(options), topic + "-trial").findings();
    assertThat(findings).singleElement();
    assertThat(findings.get(0).toString()).doesNotContain(PASSWORD, "wr0ng");
    return findings.get(0);
  }

  @Test
  void roundTrip_topicThatMayNotBeMade_saysWhatMakesIt() {
    TopicFinding finding = roundTrip(options());
    assertThat(finding.severity()).isEqualTo(Severity.WEAKER);
    assertThat(finding.message())
        .startsWith("topic " + topic + "-trial: expected to make it, to write to it and to read")
        .contains("found TopicAuthorization");
    assertThat(finding.advice())
        .startsWith("make it: kafka-topics.sh --bootstrap-server " + server.bootstrapServers())
        .contains(" --create --topic " + topic + "-trial --partitions 1 --config retention.ms=");
    assertThat(topics.names()).doesNotContain(topic + "-trial");
  }

  @Test
  void roundTrip_rightsOneByOne_needsWriteAndRead() {
    Map<String, String> options = options();
    topics.create(topic + "-trial", 1, Map.of());
    grantTrial(AclOperation.WRITE);
    TopicFinding written = roundTrip(options);
    assertThat(written.severity()).isEqualTo(Severity.WEAKER);
    assertThat(written.message()).contains("was acknowledged", "and may not be read back");
    assertThat(written.advice()).startsWith("grant this user Read on it");
    grantTrial(AclOperation.READ);
    assertThat(roundTrip(options).severity()).isEqualTo(Severity.NOTE);
  }

  private void grantTrial(AclOperation operation) {
    ResourcePattern trial =
        new ResourcePattern(ResourceType.TOPIC, topic + "-trial", PatternType.LITERAL);
    AccessControlEntry entry =
        new AccessControlEntry("User:archive", "*", operation, AclPermissionType.ALLOW);
    TestTopics.await(
        () -> topics.admin.createAcls(List.of(new AclBinding(trial, entry))).all().get());
  }

  @Test
  void roundTrip_wrongPassword_isAFault() {
    TopicFinding finding = roundTrip(options("password", "wr0ng"));
    assertThat(finding.severity()).isEqualTo(Severity.FAULT);
    assertThat(finding.message())
        .contains("expected a login that username, password and sasl_mechanism open");
  }
}
