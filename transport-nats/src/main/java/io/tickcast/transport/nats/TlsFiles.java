package io.tickcast.transport.nats;

import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link NatsTls} names. */
final class TlsFiles {
  private final String component;
  private final NatsTls tls;

  TlsFiles(String component, NatsTls tls) {
    this.component = component;
    this.tls = tls;
  }

  /**
   * A context that verifies certificates and host names.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting whose file can not be
   *     used
   */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return new HostCheckedContext(context);
    } catch (GeneralSecurityException e) {
      throw Settings.invalid(component, "tls", "a usable TLS of this JVM", OneLine.of(e));
    }
  }

  /** Null for the authorities that the JVM trusts. */
  private TrustManager @Nullable [] trust() throws GeneralSecurityException {
    if (tls.authorities().isEmpty()) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(read("tls_ca", tls.authorities().get(), this::authorities));
    return factory.getTrustManagers();
  }

  private KeyStore authorities(byte[] content) throws IOException, GeneralSecurityException {
    KeyStore store;
    if (PemFile.looksLikePem(content)) {
      store = emptyStore();
      int count = 0;
      for (X509Certificate certificate : new PemFile(content).certificates()) {
        store.setCertificateEntry("authority-" + count++, certificate);
      }
    } else {
      store = load(content, tls.authoritiesPassword());
    }
    if (store.size() == 0) {
      throw new GeneralSecurityException("no certificate in it");
    }
    return store;
  }

  /** Null for a client without a certificate. */
  private KeyManager @Nullable [] keys() throws GeneralSecurityException {
    if (tls.identity().isEmpty()) {
      return null;
    }
    KeyStore store = read("tls_cert", tls.identity().get(), this::identity);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    try {
      factory.init(store, tls.identityPassword().toCharArray());
    } catch (GeneralSecurityException e) {
      throw Settings.invalid(
          component,
          "tls_cert",
          "a key that tls_cert_password opens",
          e.getClass().getSimpleName());
    }
    return factory.getKeyManagers();
  }

  private KeyStore identity(byte[] content) throws IOException, GeneralSecurityException {
    if (!PemFile.looksLikePem(content)) {
      return load(content, tls.identityPassword());
    }
    byte[] keyContent =
        tls.identityKey().isEmpty() ? content : Files.readAllBytes(tls.identityKey().get());
    List<X509Certificate> chain = new PemFile(content).certificates();
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client",
        new PemFile(keyContent).key(),
        tls.identityPassword().toCharArray(),
        chain.toArray(new X509Certificate[0]));
    return store;
  }

  private interface Reader {
    KeyStore read(byte[] content) throws IOException, GeneralSecurityException;
  }

  private KeyStore read(String key, Path file, Reader reader) {
    try {
      return reader.read(Files.readAllBytes(file));
    } catch (IOException | GeneralSecurityException e) {
      throw Settings.invalid(
          component, key, "PEM or PKCS12 in " + OneLine.quote(file), OneLine.of(e));
    }
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore load(byte[] content, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(content), password.toCharArray());
    return store;
  }
}
