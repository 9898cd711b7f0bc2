package io.tickcast.transport.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.FeatureSource;
import io.tickcast.api.InferenceException;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SourceState;
import io.tickcast.servers.Certificates;
import io.tickcast.servers.NatsOptions;
import io.tickcast.servers.NatsServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections, and those that must not come about. */
final class TlsTest {
  @TempDir private static Path folder;
  private static Certificates good;
  private static Certificates other;

  @BeforeAll
  static void makeCertificates() {
    good = Certificates.create(folder.resolve("good"));
    other = Certificates.create(folder.resolve("other"));
  }

  /** The same authority and a certificate without any host. */
  private static Certificates withoutHost() {
    return new Certificates(
        good.authority(),
        good.clientCertificate(),
        good.clientKey(),
        good.clientCertificate(),
        good.clientKey(),
        good.clientKeyStore(),
        good.clientKeyStore(),
        good.trustStore(),
        good.password());
  }

  private static Map<String, String> options(String url, String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("url", url);
    options.put("reconnect_wait_ms", "100");
    options.put("connect_timeout_ms", "1000");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static void assertConnects(Map<String, String> options) {
    try (FeatureSource source = Rig.liveSource(options);
        SignalSink sink = Rig.readySink(options)) {
      assertThat(source.detail()).isEqualTo("connected to " + options.get("url"));
      assertThat(sink.detail()).isEqualTo("connected to " + options.get("url"));
    }
  }

  private static void assertNeverConnects(Map<String, String> options, String reason) {
    try (FeatureSource source = Rig.source(options)) {
      source.open();
      Rig.awaitDetail(source, reason);
      assertThat(source.state()).isEqualTo(SourceState.CONNECTING);
      assertThat(source.detail()).startsWith(options.get("url") + ": ");
    }
  }

  @Test
  void open_authorityTrusted_connects() {
    try (NatsServer server = NatsServer.start(new NatsOptions().tls(good))) {
      String pem = good.authority().toString();
      assertConnects(options(server.url(), "tls_ca", pem));
      assertConnects(options("tls://localhost:" + server.port(), "tls_ca", pem));
      // Whoever names an authority wants TLS, whatever the scheme.
      assertConnects(options("nats://localhost:" + server.port(), "tls_ca", pem));
      assertConnects(
          options(
              server.url(),
              "tls_ca",
              good.trustStore().toString(),
              "tls_ca_password",
              good.password()));
    }
  }

  @Test
  void open_authorityNotTrusted_isRefused() {
    try (NatsServer server = NatsServer.start(new NatsOptions().tls(good))) {
      assertNeverConnects(
          options(server.url(), "tls_ca", other.authority().toString()),
          "expected a certificate of the server from an authority in tls_ca");
      assertNeverConnects(
          options(server.url()),
          "expected a certificate of the server from an authority in the JVM's trust store");
    }
  }

  @Test
  void open_certificateOfAnotherHost_isRefused() {
    try (NatsServer server = NatsServer.start(new NatsOptions().tls(withoutHost()))) {
      for (String host : new String[] {"127.0.0.1", "localhost"}) {
        assertNeverConnects(
            options("tls://" + host + ":" + server.port(), "tls_ca", good.authority().toString()),
            "expected a certificate of the server for the host in url");
      }
    }
  }

  @Test
  void open_oneSideWithoutTls_isRefused() {
    try (NatsServer server = NatsServer.start(new NatsOptions().tls(good))) {
      assertNeverConnects(
          options("nats://127.0.0.1:" + server.port()), "found one that asks for it: use tls://");
    }
    try (NatsServer server = NatsServer.start()) {
      assertNeverConnects(
          options("tls://127.0.0.1:" + server.port(), "tls_ca", good.authority().toString()),
          "expected a server with TLS, found one without");
    }
  }

  @Test
  void open_serverAsksForCertificate_needsOneOfItsAuthority() {
    try (NatsServer server = NatsServer.start(new NatsOptions().mutualTls(good))) {
      Map<String, String> without = options(server.url(), "tls_ca", good.authority().toString());
      assertNeverConnects(without, "client's certificate (tls_cert)");
      assertConnects(with(without, good.clientKeyStore(), good.password()));
      assertNeverConnects(
          with(without, other.clientKeyStore(), other.password()),
          "client's certificate (tls_cert)");
      Map<String, String> pem = new HashMap<>(without);
      pem.put("tls_cert", good.clientCertificate().toString());
      pem.put("tls_key", good.clientKey().toString());
      assertConnects(pem);
    }
  }

  private static Map<String, String> with(
      Map<String, String> options, Path keyStore, String password) {
    Map<String, String> more = new HashMap<>(options);
    more.put("tls_cert", keyStore.toString());
    more.put("tls_cert_password", password);
    return more;
  }

  @Test
  void open_keyInTheSamePemFile_connects() throws Exception {
    Path both =
        Files.writeString(
            folder.resolve("both.pem"),
            Files.readString(good.clientKey()) + Files.readString(good.clientCertificate()));
    try (NatsServer server = NatsServer.start(new NatsOptions().mutualTls(good))) {
      assertConnects(
          options(
              server.url(), "tls_ca", good.authority().toString(), "tls_cert", both.toString()));
    }
  }

  @Test
  void open_handshakeFirst_connects() {
    String block =
        "tls {\n  cert_file: \"%s\"\n  key_file: \"%s\"\n  handshake_first: auto\n}"
            .formatted(good.serverCertificate(), good.serverKey());
    try (NatsServer server = NatsServer.start(new NatsOptions().extra(block))) {
      assertConnects(
          options(
              "tls://127.0.0.1:" + server.port(),
              "tls_ca",
              good.authority().toString(),
              "tls_first",
              "true"));
    }
  }

  @Test
  void open_fileOfAnotherForm_isRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "secret, and no PEM\n");
    assertOpenRefused("tls_ca", "tls_ca", empty.toString());
    assertOpenRefused("tls_ca", "tls_ca", folder.resolve("none.pem").toString());
    assertOpenRefused("tls_cert", "tls_cert", good.authority().toString());
    assertOpenRefused(
        "tls_cert", "tls_cert", good.clientKeyStore().toString(), "tls_cert_password", "secret");
  }

  private static void assertOpenRefused(String setting, String... more) {
    try (FeatureSource source = Rig.source(options("tls://127.0.0.1:1", more))) {
      assertThatThrownBy(source::open)
          .isInstanceOf(InferenceException.class)
          .hasMessageStartingWith("the rig: " + setting + ": expected ")
          .hasMessageNotContaining("secret");
    }
  }
}
