package io.tickcast.transport.nats;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How a connection is encrypted. The server's certificate is always verified, its host name too;
 * there is no way to switch that off. <i>Immutable.</i> No secret is shown by {@code toString}.
 *
 * @param required whether a server without TLS is refused
 * @param handshakeFirst whether the server starts with TLS, before its greeting ({@code
 *     handshake_first} there)
 * @param authorities certificates of the authorities to trust, PEM or PKCS12; empty for those of
 *     the JVM
 * @param authoritiesPassword of that file, when it is PKCS12; empty for none
 * @param identity the client's own certificates, PEM, or a PKCS12 store with its key; empty for
 *     none
 * @param identityKey the client's key, PEM (PKCS8); empty when it is in {@code identity}
 * @param identityPassword of the PKCS12 store and the key in it; empty for none
 */
record NatsTls(
    boolean required,
    boolean handshakeFirst,
    Optional<Path> authorities,
    String authoritiesPassword,
    Optional<Path> identity,
    Optional<Path> identityKey,
    String identityPassword) {
  /** Checks that nothing is missing. */
  public NatsTls {
    Objects.requireNonNull(authorities, "authorities");
    Objects.requireNonNull(authoritiesPassword, "authoritiesPassword");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(identityKey, "identityKey");
    Objects.requireNonNull(identityPassword, "identityPassword");
  }

  /** A connection in the clear. */
  public static NatsTls off() {
    return new NatsTls(false, false, Optional.empty(), "", Optional.empty(), Optional.empty(), "");
  }

  /** A connection that trusts the authorities of the JVM. */
  public static NatsTls on() {
    return new NatsTls(true, false, Optional.empty(), "", Optional.empty(), Optional.empty(), "");
  }

  static NatsTls from(Settings settings, boolean securedUrl) {
    Optional<Path> authorities = settings.path("tls_ca");
    Optional<Path> identity = settings.path("tls_cert");
    Optional<Path> identityKey = settings.path("tls_key");
    Optional<String> authoritiesPassword = settings.secret("tls_ca_password");
    Optional<String> identityPassword = settings.secret("tls_cert_password");
    boolean first = settings.flag("tls_first");
    needs(settings, "tls_key", identityKey.isPresent(), "tls_cert", identity);
    needs(settings, "tls_cert_password", identityPassword.isPresent(), "tls_cert", identity);
    needs(settings, "tls_ca_password", authoritiesPassword.isPresent(), "tls_ca", authorities);
    // Whoever names certificates wants them used, whatever the scheme of the address.
    boolean required = securedUrl || first || authorities.isPresent() || identity.isPresent();
    return new NatsTls(
        required,
        first,
        authorities,
        authoritiesPassword.orElse(""),
        identity,
        identityKey,
        identityPassword.orElse(""));
  }

  private static void needs(
      Settings settings, String key, boolean isSet, String other, Optional<Path> file) {
    if (isSet && file.isEmpty()) {
      throw settings.invalid(key, other + " beside it", "no " + other);
    }
  }

  @Override
  public String toString() {
    return "NatsTls[required="
        + required
        + ", handshakeFirst="
        + handshakeFirst
        + ", authorities="
        + authorities
        + ", identity="
        + identity
        + ", identityKey="
        + identityKey
        + "]";
  }
}
