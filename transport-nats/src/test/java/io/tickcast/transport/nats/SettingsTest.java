package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings say, and what is refused. */
final class SettingsTest {
  private static ComponentConfig config(String... pairs) {
    Map<String, String> options = new HashMap<>(Map.of("url", "nats://127.0.0.1:4222"));
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return Rig.config(options);
  }

  private static NatsConnectionConfig connection(String... pairs) {
    return NatsSinkConfig.from(config(pairs)).connection();
  }

  private static void assertRefused(ComponentConfig config, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> NatsSourceConfig.from(config))
        .withMessageStartingWith("the rig: ")
        .withMessageContaining(message)
        .withMessageNotContaining("secret")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @Test
  void from_addressAlone_hasTheDefaults() {
    NatsSourceConfig source = NatsSourceConfig.from(config());
    assertThat(source.features()).containsExactly("features.>");
    assertThat(source.fills()).hasValue("orders.filled.>");
    assertThat(source.account()).hasValue("account.state");
    assertThat(source.config()).hasValue("config.update.inference");
    assertThat(source.connection().login()).isEqualTo(new NatsLogin.Anonymous());
    assertThat(source.connection().tls()).isEqualTo(NatsTls.off());
    assertThat(source.connection().times()).isEqualTo(NatsTimes.defaults());
    assertThat(source.connection().clientName()).isEqualTo("tickcast-source");
    NatsSinkConfig sink = NatsSinkConfig.from(config());
    assertThat(sink.subjectPrefix()).isEqualTo("signals");
    assertThat(sink.connection().clientName()).isEqualTo("tickcast-sink");
  }

  @Test
  void from_everythingSet_isRead() {
    NatsSourceConfig source =
        NatsSourceConfig.from(
            config(
                "subject", " features.EURUSD.* , features.GBPUSD.* ",
                "fills_subject", "",
                "account_subject", "acc.us",
                "config_subject", "",
                "pending_messages", "10",
                "pending_bytes", "70000",
                "client_name", "desk 7",
                "discover_servers", "true",
                "connect_timeout_ms", "100",
                "ping_interval_ms", "200",
                "pings_out", "3",
                "reconnect_wait_ms", "400",
                "close_timeout_ms", "500"));
    assertThat(source.features()).containsExactly("features.EURUSD.*", "features.GBPUSD.*");
    assertThat(source.fills()).isEmpty();
    assertThat(source.account()).hasValue("acc.us");
    assertThat(source.config()).isEmpty();
    assertThat(source.pendingMessages()).isEqualTo(10);
    assertThat(source.pendingBytes()).isEqualTo(70_000);
    assertThat(source.connection().clientName()).isEqualTo("desk 7");
    assertThat(source.connection().discoverServers()).isTrue();
    assertThat(source.connection().times())
        .isEqualTo(
            new NatsTimes(
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                3,
                Duration.ofMillis(400),
                Duration.ofMillis(500)));
  }

  @Test
  void from_severalAddresses_areNormalised() {
    NatsConnectionConfig found = connection("url", "tls://a , NATS://b:4223,c,[::1]:5000");
    assertThat(found.servers())
        .containsExactly(
            URI.create("tls://a:4222"),
            URI.create("nats://b:4223"),
            URI.create("nats://c:4222"),
            URI.create("nats://[::1]:5000"));
    assertThat(found.tls()).isEqualTo(NatsTls.on());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opentls://h:1 | found opentls://, which would trust every certificate",
        "ws://h:1 | expected nats://host:port or tls://host:port, found 'ws://'",
        "http://me:secret@h | found 'http://'",
        "nats://h:1/path | found another form in entry 1",
        "a,nats://h?token=secret | found another form in entry 2",
        "nats://h#secret | found another form in entry 1",
        "nats://me:secret | found another form in entry 1",
        "nats://h:70000 | expected a port from 1 to 65535, found 70000",
        "nats://me:secret@h h | found another form in entry 1",
        "nats:// | expected nats://host:port",
        "a,,b | found another form in entry 2",
        "nats://u:secret@a,nats://u:secret2@b | expected one login for all servers, found 2"
      })
  void from_otherAddress_isRefusedWithoutItsSecret(String url, String message) {
    assertRefused(config("url", url), message);
  }

  @Test
  void from_noAddress_isRefused() {
    assertRefused(
        new ComponentConfig("the rig", Map.of(), () -> 0), "expected setting 'url', found none");
  }

  @Test
  void from_login_isReadFromSettingsOrAddress() {
    NatsLogin me = new NatsLogin.User("me", "p:w ");
    assertThat(connection("user", "me", "password", "p:w ").login()).isEqualTo(me);
    assertThat(connection("url", "me:p%3Aw%20@h").login()).isEqualTo(me);
    assertThat(connection("url", "nats://me:x@a,nats://b").login())
        .isEqualTo(new NatsLogin.User("me", "x"));
    assertThat(connection("url", "nats://t0ken@h").login()).isEqualTo(new NatsLogin.Token("t0ken"));
    assertThat(connection("token", "t0ken").login()).isEqualTo(new NatsLogin.Token("t0ken"));
    assertThat(connection("creds_file", "a").login())
        .isEqualTo(new NatsLogin.Credentials(Path.of("a")));
    assertThat(connection("nkey_file", "b").login()).isEqualTo(new NatsLogin.NKey(Path.of("b")));
  }

  @Test
  void from_contradictingLogins_areRefused() {
    String one = "login: expected one of user with password, token, creds_file";
    assertRefused(config("user", "me", "password", "secret", "token", "secret"), one);
    assertRefused(config("creds_file", "a", "nkey_file", "b"), one);
    assertRefused(config("url", "me:secret@h", "token", "secret"), one);
    assertRefused(config("user", "me"), "expected user and password together, found no password");
    assertRefused(config("password", "secret"), "found no user");
    assertRefused(config("token", "secret\"}"), "token: expected a token of printable ASCII");
  }

  @Test
  void toString_secrets_areNotShown() {
    ComponentConfig config =
        config(
            "url", "me:secret@h",
            "tls_ca", "ca.pem",
            "tls_ca_password", "secret",
            "tls_cert", "me.p12",
            "tls_cert_password", "secret");
    assertThat(NatsSourceConfig.from(config).toString())
        .contains("me", "ca.pem", "me.p12", "nats://h:4222")
        .doesNotContain("secret");
    assertThat(NatsSinkConfig.from(config).toString()).doesNotContain("secret");
    assertThat(new NatsLogin.Token("secret").toString()).doesNotContain("secret");
    assertThat(new Settings(config).toString()).doesNotContain("secret");
    assertThat(ServerList.parse(new Settings(config), "url").toString())
        .isEqualTo("[nats://h:4222]");
  }

  @ParameterizedTest
  @CsvSource({
    "ping_interval_ms, 9, 'ping_interval_ms: expected 10 to 300000, found 9'",
    "connect_timeout_ms, 300001, 'connect_timeout_ms: expected 10 to 300000, found 300001'",
    "reconnect_wait_ms, 30001, 'reconnect_wait_ms: expected 10 to 30000, found 30001'",
    "close_timeout_ms, 2s, 'close_timeout_ms: expected a whole number, found ''2s'''",
    "pings_out, 0, 'pings_out: expected 1 to 100, found 0'",
    "pings_out, 4294967297, 'pings_out: expected 1 to 100, found 2147483647'",
    "pending_messages, 0, 'pending_messages: expected 1 to 16777216, found 0'",
    "pending_bytes, 1, 'pending_bytes: expected 65536 to'",
    "discover_servers, yes, 'discover_servers: expected true or false, found ''yes'''",
    "client_name, 'a\"b', 'client_name: expected 1 to 64 printable ASCII characters'",
    "tls_key, k.pem, 'tls_key: expected tls_cert beside it, found no tls_cert'",
    "tls_ca_password, secret, 'tls_ca_password: expected tls_ca beside it'",
    "subjects, features.>, 'expected settings of ['",
    "queue_group, q, 'a queue group does not keep a symbol on one member'"
  })
  void from_valueOutOfRange_isRefusedByName(String key, String value, String message) {
    assertRefused(config(key, value), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"features..x", "features.>.x", "fea tures.>", ".", "a.b*", "features.\u00e4"})
  void from_noSubject_isRefused(String subject) {
    assertRefused(config("subject", subject), "subject: expected tokens with dots between them");
  }

  @Test
  void from_subjectsThatMeet_areRefused() {
    assertRefused(config("subject", ">"), "subject: expected nothing below signals.>");
    assertRefused(config("fills_subject", "signals.*"), "fills_subject: expected nothing below");
    assertRefused(
        config("subject", "orders.>"), "subject: expected a subject apart from 'orders.filled.>'");
    assertRefused(
        config("subject", "features.>,features.EURUSD.5m"),
        "subject: expected a subject apart from 'features.>' of subject");
    assertRefused(
        config("subject", "", "fills_subject", "", "account_subject", "", "config_subject", ""),
        "subject: expected at least one subject, found none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"signals.>", "a..b", "", "a b"})
  void from_prefixNoSubject_isRefused(String prefix) {
    NatsConnectionConfig connection = connection();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () -> new NatsSinkConfig(connection, prefix, 1 << 20, Optional.empty(), Duration.ZERO))
        .withMessageContaining("subject_prefix: expected tokens with dots between them");
  }

  @Test
  void from_prefixWhereFramesComeIn_isRefused() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> NatsSinkConfig.from(config("subject_prefix", "features")))
        .withMessageContaining("subject_prefix: expected subjects apart from features.>");
  }

  @Test
  void from_jetStream_isOffUnlessAskedFor() {
    assertThat(NatsSinkConfig.from(config()).jetStream()).isEmpty();
    assertThat(NatsSinkConfig.from(config("jetstream", "false")).jetStream()).isEmpty();
    assertThat(NatsSinkConfig.from(config("jetstream", "true")).jetStream())
        .hasValue(new AckTimes(Duration.ofSeconds(2), Duration.ofMinutes(1)));
    assertThat(
            NatsSinkConfig.from(
                    config("jetstream", "true", "ack_wait_ms", "500", "resend_ms", "9000"))
                .jetStream())
        .hasValue(new AckTimes(Duration.ofMillis(500), Duration.ofSeconds(9)));
  }

  @Test
  void from_jetStreamTimesThatMeanNothing_areRefused() {
    assertSinkRefused(
        config("ack_wait_ms", "500"),
        "ack_wait_ms: expected jetstream: true beside it, found '500'");
    assertSinkRefused(
        config("jetstream", "true", "ack_wait_ms", "99"),
        "ack_wait_ms: expected 100 to 600000, found 99");
    assertSinkRefused(
        config("jetstream", "true", "resend_ms", "1999"),
        "resend_ms: expected 2000 to 600000, found 1999");
    assertSinkRefused(
        config("resend_ms", "600001"), "resend_ms: expected 0 to 600000, found 600001");
    assertSinkRefused(config("jetstream", "yes"), "jetstream: expected true or false, found 'yes'");
  }

  private static void assertSinkRefused(ComponentConfig config, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> NatsSinkConfig.from(config))
        .withMessageContaining(message);
  }

  @Test
  void create_programmatic_refusesWhatTheSettingsWould() {
    NatsTimes times = NatsTimes.defaults();
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> connection(List.of(), NatsTls.off(), times))
        .withMessage("a sink: url: expected at least one server, found none");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> connection(List.of(URI.create("opentls://h:1")), NatsTls.on(), times));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(
            () -> connection(List.of(URI.create("nats://u:secret@h:1")), NatsTls.off(), times))
        .withMessageNotContaining("secret");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> connection(List.of(URI.create("tls://h:1")), NatsTls.off(), times))
        .withMessage("a sink: url: expected nats:// without TLS, found tls://");
  }

  private static NatsConnectionConfig connection(List<URI> servers, NatsTls tls, NatsTimes times) {
    return new NatsConnectionConfig(
        "a sink", servers, false, "me", new NatsLogin.Anonymous(), tls, times);
  }

  @Test
  void tls_namesOfCertificates_askForIt() {
    assertThat(connection("tls_ca", "ca.pem").tls().required()).isTrue();
    assertThat(connection("tls_cert", "me.p12").tls().identity()).hasValue(Path.of("me.p12"));
    assertThat(connection("tls_first", "true").tls().handshakeFirst()).isTrue();
    assertThat(connection().tls().authorities()).isEqualTo(Optional.empty());
  }
}
