package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a server is reached, the same for all that talk to one. <i>Immutable.</i>
 *
 * @param name the component's name in errors
 * @param server the server's address
 * @param database the database of the tables
 * @param user who asks and writes
 * @param password their password; never shown
 * @param connectTimeout the longest wait for a connection
 * @param timeout the longest wait for an answer
 * @param compression whether what is sent is compressed on the way
 * @param caCertificate the authority to trust instead of the JDK's, PEM
 * @param clientCertificate the certificate to show, PEM
 * @param clientKey its private key, PEM
 */
record ClickHouseSettings(
    String name,
    URI server,
    String database,
    String user,
    String password,
    Duration connectTimeout,
    Duration timeout,
    boolean compression,
    Optional<Path> caCertificate,
    Optional<Path> clientCertificate,
    Optional<Path> clientKey) {
  private static final Set<String> KEYS =
      Set.of(
          "url",
          "database",
          "user",
          "password",
          "connect_timeout",
          "timeout",
          "compression",
          "ca_certificate",
          "client_certificate",
          "client_key");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * Reads the settings; does no I/O.
   *
   * @param config all the settings of a component
   * @param others the names of those that are about something else
   */
  static ClickHouseSettings from(ComponentConfig config, Set<String> others) {
    Set<String> known = new HashSet<>(KEYS);
    known.addAll(others);
    config.refuseUnknown(known);
    Options options = new Options(config);
    ClickHouseSettings settings =
        new ClickHouseSettings(
            config.name(),
            options.server("url"),
            options.identifier("database", "default"),
            options.text("user", "default"),
            config.optional("password", ""),
            options.duration("connect_timeout", Duration.ofSeconds(3), SHORTEST, LONGEST),
            options.duration("timeout", Duration.ofSeconds(10), SHORTEST, LONGEST),
            options.word("compression", "false", "true"),
            options.path("ca_certificate"),
            options.path("client_certificate"),
            options.path("client_key"));
    settings.requireWholeIdentity(options);
    return settings;
  }

  private void requireWholeIdentity(Options options) {
    if (clientCertificate.isPresent() != clientKey.isPresent()) {
      throw options.invalid(
          clientKey.isPresent() ? "client_certificate" : "client_key",
          "both of client_certificate and client_key",
          "one of them");
    }
    boolean files = caCertificate.isPresent() || clientKey.isPresent();
    if (files && !isEncrypted()) {
      throw options.invalid("url", "an https address to use certificates with", "" + server);
    }
  }

  /** Whether connections are encrypted. */
  boolean isEncrypted() {
    return server.getScheme().equals("https");
  }

  /** The server and the database, for people. */
  String place() {
    String text = server.toString();
    return (text.endsWith("/") ? text : text + "/") + database;
  }

  @Override
  public String toString() {
    return "ClickHouseSettings[" + name + ", " + place() + ", user " + user + "]";
  }
}
