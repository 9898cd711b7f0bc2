package io.tickcast.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkSettingsTest {
  private static final String SECRET = "s3cr\"et\\word";

  private static Map<String, String> options(String... more) {
    Map<String, String> options = new HashMap<>(Map.of("bootstrap_servers", "localhost:9092"));
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static SinkSettings settings(String... more) {
    return SinkSettings.of(TestSink.config(options(more)));
  }

  private static void assertRefused(Map<String, String> options, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new KafkaSignalSinkProvider().create(TestSink.config(options)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET))
        .withMessageStartingWith(TestSink.NAME + ": ")
        .withMessageContaining(message);
  }

  @Test
  void of_addressAlone_hasTheDefaults() {
    SinkSettings settings = settings();
    assertThat(settings.topics()).isEqualTo(Map.of(RecordKind.SIGNAL, "trading_signals_archive"));
    assertThat(settings.clientId()).isEqualTo("tickcast");
    assertThat(settings.compression()).isEqualTo("none");
    assertThat(settings.maxRecordBytes()).isEqualTo(1_048_576);
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.deliveryTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.creation()).isEmpty();
    assertThat(settings.security().protocol()).isEqualTo("PLAINTEXT");
  }

  @Test
  void producer_always_isIdempotentAndInOrder() {
    ProducerConfig config = new ProducerConfig(serialized(ClientProperties.producer(settings())));
    assertThat(config.getBoolean("enable.idempotence")).isTrue();
    assertThat(config.getString("acks")).isEqualTo("-1");
    assertThat(config.getInt("max.in.flight.requests.per.connection")).isEqualTo(5);
    assertThat(config.getInt("retries")).isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getInt("delivery.timeout.ms")).isEqualTo(Integer.MAX_VALUE);
    assertThat(config.getLong("linger.ms")).isZero();
    assertThat(config.getLong("max.block.ms")).isEqualTo(200);
    assertThat(config.getBoolean("enable.metrics.push")).isFalse();
    assertThat(ProducerConfig.configNames())
        .containsAll(ClientProperties.producer(settings()).keySet());
  }

  private static Map<String, Object> serialized(Map<String, Object> properties) {
    String serializer = "org.apache.kafka.common.serialization.ByteArraySerializer";
    properties.put("key.serializer", serializer);
    properties.put("value.serializer", serializer);
    return properties;
  }

  @Test
  void of_kafkasOwnNames_areTaken() {
    SinkSettings settings =
        SinkSettings.of(
            TestSink.config(
                Map.of("bootstrap.servers", "[::1]:9092, b:1", "security.protocol", "ssl")));
    assertThat(settings.bootstrapServers()).isEqualTo("[::1]:9092,b:1");
    assertThat(settings.security().protocol()).isEqualTo("SSL");
  }

  @Test
  void of_oneOptionUnderTwoNames_isRefused() {
    assertRefused(
        options("bootstrap.servers", "localhost:9092"), "expected the option under one name");
  }

  @Test
  void of_unknownOption_isRefusedByName() {
    assertRefused(options("acks", "1"), "found [acks]");
  }

  @Test
  void of_noAddress_isRefused() {
    assertRefused(Map.of(), "expected setting 'bootstrap_servers', found none");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap_servers,localhost,'host:port or several with commas between'",
    "bootstrap_servers,kafka://localhost:9092,'host:port or several'",
    "bootstrap_servers,localhost:0,ports from 1 to 65535",
    "bootstrap_servers,localhost:70000,ports from 1 to 65535",
    "topic,a b,'expected the name of a topic, up to 249 of A-Z a-z 0-9 . _ -, found ''a b'''",
    "topic,..,expected the name of a topic",
    "predictions_topic,trading_signals_archive,expected a topic of its own",
    "client_id,a/b,expected up to 100 of",
    "compression,brotli,'expected one of none, gzip, lz4, zstd, snappy, found ''brotli'''",
    "max_record_bytes,10,expected a whole number from 1024 to 16777216",
    "max_record_bytes,1e6,found '1e6'",
    "request_timeout,10,'expected a duration from 1s to 5m, such as 500ms, 30s, 5m, 2h or 1d'",
    "delivery_timeout,1s,expected a duration from 5s to 1h",
    "close_timeout,1d,expected a duration from 0ms to 5m",
    "create_topic,yes,'expected one of true, false, found ''yes'''",
    "partitions,3,'create_topic: expected true with the option partitions, found false'",
    "security_protocol,TLS,'expected one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL'",
    "username,me,'security_protocol: expected SASL_SSL or SASL_PLAINTEXT with the option username'",
    "ssl_truststore_location,a.p12,'expected SSL or SASL_SSL with the option ssl_truststore_'",
  })
  void of_wrongValue_isRefused(String key, String value, String message) {
    assertRefused(options(key, value), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "none", "http"})
  void of_hostNotChecked_isRefused(String algorithm) {
    for (String key :
        new String[] {
          "ssl_endpoint_identification_algorithm", "ssl.endpoint.identification.algorithm"
        }) {
      assertRefused(
          options("security_protocol", "SSL", key, algorithm),
          "ssl_endpoint_identification_algorithm: expected https, so that a certificate must be of"
              + " the host that is asked for, found '"
              + algorithm.strip()
              + "'");
    }
  }

  @Test
  void of_tooManyInSync_isRefused() {
    assertRefused(
        options("create_topic", "true", "replication", "2", "min_insync_replicas", "3"),
        "min_insync_replicas: expected no more than the 2 of the option replication, found 3");
  }

  @Test
  void of_loginWithoutMechanismOrPassword_isRefused() {
    assertRefused(options("security_protocol", "SASL_SSL"), "'sasl_mechanism', found none");
    assertRefused(
        options("security_protocol", "SASL_SSL", "sasl_mechanism", "OAUTHBEARER"),
        "expected one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512");
    assertRefused(
        options("security_protocol", "SASL_SSL", "sasl_mechanism", "PLAIN", "password", SECRET),
        "expected setting 'username', found none");
    assertRefused(
        options("security_protocol", "SASL_SSL", "sasl_mechanism", "PLAIN", "username", "me"),
        "password: expected one that SASL logs in with, found none");
    assertRefused(
        login("PLAIN", SECRET + "\n"),
        "password: expected no control characters, found one; the value is not shown");
  }

  private static Map<String, String> login(String mechanism, String password) {
    return options(
        "security_protocol",
        "SASL_PLAINTEXT",
        "sasl_mechanism",
        mechanism,
        "username",
        "me",
        "password",
        password);
  }

  @Test
  void of_login_isQuotedForJaasAndNeverShown() {
    SinkSettings settings = SinkSettings.of(TestSink.config(login("SCRAM-SHA-512", SECRET)));
    Password login = (Password) settings.security().properties().get("sasl.jaas.config");
    assertThat(login.value())
        .isEqualTo(
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"me\""
                + " password=\"s3cr\\\"et\\\\word\";");
    assertThat(settings.toString() + ClientProperties.producer(settings))
        .doesNotContain("s3cr")
        .contains("localhost:9092");
  }

  @Test
  void open_storesThatAreNotThere_isRefused() {
    Map<String, String> options =
        options(
            "security_protocol",
            "SSL",
            "ssl_truststore_location",
            "no-such-store.p12",
            "ssl_truststore_password",
            SECRET);
    try (TestSink sink = TestSink.create(options)) {
      assertThatExceptionOfType(InferenceException.class)
          .isThrownBy(sink.sink::open)
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
          .withMessageContaining("expected stores that the options ssl_truststore_*")
          .withMessageContaining("no-such-store.p12")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
    }
  }

  @Test
  void inWords_durations_areInTheLargestUnit() {
    assertThat(OptionReader.inWords(Duration.ofDays(2))).isEqualTo("2d");
    assertThat(OptionReader.inWords(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(OptionReader.inWords(Duration.ofMillis(1_500))).isEqualTo("1500ms");
  }
}
