package io.tickcast.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsTlsTest {
  private static final String HELLO = "CONNECT {\"verbose\":false,\"tls_required\":true}";

  @TempDir static Path folder;
  private static Certificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = Certificates.create(folder);
  }

  private static SSLSocketFactory factory(Optional<Path> keys)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(certificates.trustStore()));
    KeyManager[] managers = null;
    if (keys.isPresent()) {
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(store(keys.get()), certificates.password().toCharArray());
      managers = own.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, certificates.password().toCharArray());
    }
    return store;
  }

  private static String pong(NatsServer server, Optional<Path> keys)
      throws IOException, GeneralSecurityException {
    try (NatsLine plain = NatsLine.open(server.port());
        NatsLine line = plain.encrypted(factory(keys))) {
      return line.say(HELLO).say("PING").hear();
    }
  }

  @Test
  void start_withTls_answersWhoTrustsTheAuthority() throws Exception {
    try (NatsServer server = NatsServer.start(new NatsOptions().tls(certificates))) {
      assertThat(server.url()).isEqualTo("tls://127.0.0.1:" + server.port());
      assertThat(pong(server, Optional.empty())).isEqualTo("PONG");
    }
  }

  @Test
  void start_withMutualTls_letsInWhoShowsACertificate() throws Exception {
    try (NatsServer server = NatsServer.start(new NatsOptions().mutualTls(certificates))) {
      assertThat(pong(server, Optional.of(certificates.clientKeyStore()))).isEqualTo("PONG");
      assertThatThrownBy(() -> pong(server, Optional.empty())).isInstanceOf(IOException.class);
    }
  }
}
