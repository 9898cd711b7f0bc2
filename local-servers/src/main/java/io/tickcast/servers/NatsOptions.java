package io.tickcast.servers;

import java.util.Optional;

/** How a NATS server is started: by default open to everybody on loopback, without JetStream. */
public final class NatsOptions extends ServerOptions<NatsOptions> {
  private Optional<String> authorization = Optional.empty();
  private Optional<Certificates> certificates = Optional.empty();
  private boolean clientCertificate;
  private boolean jetStream;
  private String extra = "";

  /** Starts from the defaults. */
  public NatsOptions() {}

  @Override
  NatsOptions self() {
    return this;
  }

  /**
   * Lets in one user.
   *
   * @param user of printable ASCII
   * @param password of printable ASCII
   * @return these options
   */
  public NatsOptions login(String user, String password) {
    Login login = new Login(user, password);
    return authorization(
        "user: \"" + login.user() + "\"\n  password: \"" + login.password() + "\"");
  }

  /**
   * Lets in who has a token.
   *
   * @param token of printable ASCII
   * @return these options
   */
  public NatsOptions token(String token) {
    if (token.isEmpty() || !Login.printable(token)) {
      throw new IllegalArgumentException("expected a token of printable ASCII without quotes");
    }
    return authorization("token: \"" + token + "\"");
  }

  /**
   * Users and permissions in the server's own syntax.
   *
   * @param block what stands in the braces of {@code authorization}
   * @return these options
   */
  public NatsOptions authorization(String block) {
    authorization = Optional.of(block);
    return this;
  }

  /**
   * Encrypts all connections.
   *
   * @param certificates whose server certificate to show
   * @return these options
   */
  public NatsOptions tls(Certificates certificates) {
    this.certificates = Optional.of(certificates);
    return this;
  }

  /**
   * Encrypts all connections, and lets in only who shows a certificate of the same authority.
   *
   * @param certificates whose server certificate to show and whose authority to trust
   * @return these options
   */
  public NatsOptions mutualTls(Certificates certificates) {
    clientCertificate = true;
    return tls(certificates);
  }

  /**
   * Turns JetStream on, with its files in the server's folder.
   *
   * @return these options
   */
  public NatsOptions jetStream() {
    jetStream = true;
    return this;
  }

  /**
   * Further configuration in the server's own syntax, such as {@code max_payload: 1MB}.
   *
   * @param text appended to the configuration
   * @return these options
   */
  public NatsOptions extra(String text) {
    extra = text;
    return this;
  }

  Optional<String> authorization() {
    return authorization;
  }

  Optional<Certificates> certificates() {
    return certificates;
  }

  boolean asksForClientCertificate() {
    return clientCertificate;
  }

  boolean hasJetStream() {
    return jetStream;
  }

  String extra() {
    return extra;
  }
}
