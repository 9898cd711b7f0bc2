package io.tickcast.transport.nats;

import io.tickcast.api.OneLine;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in one line why there is no connection, and what to look at. <i>Immutable.</i> */
final class Problems {
  private static final int DEEPEST = 16;

  private final NatsConnectionConfig config;

  Problems(NatsConnectionConfig config) {
    this.config = config;
  }

  /** What an exception of the client means. */
  String of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    Throwable root = chain.get(chain.size() - 1);
    if (has(chain, SSLException.class) || has(chain, CertificateException.class)) {
      return tls(chain, root);
    }
    if (root instanceof UnknownHostException) {
      return "expected a host name that resolves, found " + OneLine.quote(text(root));
    }
    if (root instanceof ConnectException) {
      return "expected a server that listens, found: " + OneLine.text(text(root));
    }
    if (root instanceof TimeoutException || root instanceof SocketTimeoutException) {
      return "expected a NATS server to answer within connect_timeout_ms = "
          + config.times().connect().toMillis()
          + ", found none: another service on that port, or a server or network that stands still"
          + orCertificate();
    }
    if (root instanceof SocketException) {
      return "expected the connection to stay, found: "
          + OneLine.text(text(root))
          + orCertificate();
    }
    return known(chain, root);
  }

  /**
   * With TLS 1.3 a server refuses a client's certificate when the client believes to be through.
   */
  private String orCertificate() {
    return config.tls().required()
        ? "; or a server that does not accept this client's certificate (tls_cert)"
        : "";
  }

  /** The client's own messages; its exceptions have no types of their own. */
  private String known(List<Throwable> chain, Throwable root) {
    String message = text(root);
    if (message.startsWith("SSL required by server")) {
      return "expected a server without TLS, found one that asks for it: use tls:// in url";
    }
    if (message.startsWith("SSL connection wanted by client")) {
      return "expected a server with TLS, found one without: enable tls there, or use nats:// in url"
          + " and no tls_ settings";
    }
    if (message.contains("initial info message") || message.contains("non-info initial")) {
      return "expected the greeting of a NATS server, found something else on that port";
    }
    if (message.startsWith("No responsive IP")) {
      return "expected a server that listens at an address of that host, found none";
    }
    if (message.startsWith("Max outgoing Ping count exceeded")) {
      return "expected an answer to a ping within "
          + config.times().longestSilence().toMillis()
          + " ms, found none: the server or the network stands still";
    }
    if (message.startsWith("Read channel closed")) {
      return "expected the connection to stay, found it closed by the server" + orCertificate();
    }
    for (Throwable at : chain) {
      if (at instanceof IllegalStateException && text(at).startsWith("problem ")) {
        return "expected to read " + login() + ", found " + OneLine.of(root);
      }
    }
    return "expected a connection, found " + OneLine.of(root);
  }

  private String tls(List<Throwable> chain, Throwable root) {
    String found = ", found: " + OneLine.text(text(root));
    if (has(chain, CertificateExpiredException.class)
        || has(chain, CertificateNotYetValidException.class)) {
      return "expected a certificate of the server that is valid now" + found;
    }
    if (has(chain, CertPathBuilderException.class)
        || has(chain, CertPathValidatorException.class)
        || has(chain, SignatureException.class)) {
      return "expected a certificate of the server from an authority in "
          + (config.tls().authorities().isPresent()
              ? "tls_ca"
              : "the JVM's trust store (no tls_ca)")
          + found;
    }
    if (has(chain, CertificateException.class)) {
      return "expected a certificate of the server for the host in url" + found;
    }
    if (text(root).toLowerCase(Locale.ROOT).contains("alert")) {
      return "expected a server that accepts this client's certificate (tls_cert) and TLS version"
          + found;
    }
    return "expected a TLS handshake" + found;
  }

  /** What an error that the server sent means. */
  String ofServer(String error) {
    String said = OneLine.text(error).toLowerCase(Locale.ROOT);
    if (said.contains("authorization violation") || said.contains("authentication")) {
      return "expected a login that the server accepts, found " + said + ": check " + login();
    }
    if (said.contains("maximum connections")) {
      return "expected room for one more connection, found "
          + said
          + ": raise max_connections there";
    }
    return "expected no error of the server, found: " + said;
  }

  private String login() {
    NatsLogin login = config.login();
    if (login instanceof NatsLogin.User) {
      return "user and password";
    }
    if (login instanceof NatsLogin.Token) {
      return "token";
    }
    if (login instanceof NatsLogin.Credentials credentials) {
      return "creds_file " + OneLine.quote(credentials.file());
    }
    if (login instanceof NatsLogin.NKey key) {
      return "nkey_file " + OneLine.quote(key.seedFile());
    }
    return "whether it wants user and password, token, creds_file or nkey_file";
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = thrown; at != null && chain.size() < DEEPEST; at = at.getCause()) {
      chain.add(at);
    }
    return chain;
  }

  private static String text(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
