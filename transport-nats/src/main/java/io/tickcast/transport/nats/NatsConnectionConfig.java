package io.tickcast.transport.nats;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a component reaches NATS. <i>Immutable.</i> No secret is shown by {@code toString}.
 *
 * @param component its name in errors and logs, such as {@code sink 'nats'}
 * @param servers the servers of one cluster, at least one: {@code nats://host:port} or {@code
 *     tls://host:port}, without a login
 * @param discoverServers whether servers that the cluster announces are used as well
 * @param clientName how the server lists the connection; printable ASCII without quotes
 * @param login who connects
 * @param tls how the connection is encrypted
 * @param times its time limits
 */
record NatsConnectionConfig(
    String component,
    List<URI> servers,
    boolean discoverServers,
    String clientName,
    NatsLogin login,
    NatsTls tls,
    NatsTimes times) {
  /** The settings that are read here, for sources and sinks alike. */
  static final Set<String> OPTIONS =
      Set.of(
          "url",
          "discover_servers",
          "client_name",
          "user",
          "password",
          "token",
          "creds_file",
          "nkey_file",
          "tls_ca",
          "tls_ca_password",
          "tls_cert",
          "tls_key",
          "tls_cert_password",
          "tls_first",
          "connect_timeout_ms",
          "ping_interval_ms",
          "pings_out",
          "reconnect_wait_ms",
          "close_timeout_ms");

  private static final String LOGINS =
      "one of user with password, token, creds_file, nkey_file, and a login in url";

  /**
   * Checks what a connection can not do without.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the setting
   */
  public NatsConnectionConfig {
    Objects.requireNonNull(component, "component");
    servers = List.copyOf(servers);
    Objects.requireNonNull(login, "login");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(times, "times");
    if (servers.isEmpty()) {
      throw Settings.invalid(component, "url", "at least one server", "none");
    }
    for (URI server : servers) {
      if (!isPlain(server)) {
        throw Settings.invalid(
            component, "url", "nats://host:port or tls://host:port", "another form");
      }
      if (server.getScheme().equals("tls") && !tls.required()) {
        throw Settings.invalid(component, "url", "nats:// without TLS", "tls://");
      }
    }
    if (clientName.isEmpty()
        || clientName.length() > 64
        || !clientName.chars().allMatch(c -> c >= ' ' && c < 127 && c != '"' && c != '\\')) {
      throw Settings.invalid(
          component, "client_name", "1 to 64 printable ASCII characters", "others");
    }
  }

  private static boolean isPlain(URI server) {
    String scheme = server.getScheme();
    return ("nats".equals(scheme) || "tls".equals(scheme))
        && server.getHost() != null
        && server.getPort() > 0
        && server.getRawUserInfo() == null;
  }

  static NatsConnectionConfig from(Settings settings, String clientName) {
    ServerList list = ServerList.parse(settings, "url");
    boolean secured = list.servers().stream().anyMatch(uri -> uri.getScheme().equals("tls"));
    return new NatsConnectionConfig(
        settings.component(),
        list.servers(),
        settings.flag("discover_servers"),
        settings.text("client_name").orElse(clientName),
        login(settings, list.userInfo()),
        NatsTls.from(settings, secured),
        times(settings));
  }

  private static NatsTimes times(Settings settings) {
    try {
      return NatsTimes.from(settings);
    } catch (IllegalArgumentException e) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION, settings.component() + ": " + e.getMessage(), e);
    }
  }

  private static NatsLogin login(Settings settings, Optional<String> userInfo) {
    List<NatsLogin> logins = new ArrayList<>();
    Optional<String> user = settings.text("user");
    Optional<String> password = settings.secret("password");
    if (user.isPresent() != password.isPresent()) {
      throw settings.invalid(
          "user", "user and password together", user.isPresent() ? "no password" : "no user");
    }
    user.ifPresent(name -> logins.add(new NatsLogin.User(name, password.orElseThrow())));
    settings.secret("token").ifPresent(token -> logins.add(token(settings, "token", token)));
    settings.path("creds_file").ifPresent(file -> logins.add(new NatsLogin.Credentials(file)));
    settings.path("nkey_file").ifPresent(file -> logins.add(new NatsLogin.NKey(file)));
    userInfo.ifPresent(info -> logins.add(ofUrl(settings, info)));
    if (logins.size() > 1) {
      throw settings.invalid("login", LOGINS, Integer.toString(logins.size()));
    }
    return logins.isEmpty() ? new NatsLogin.Anonymous() : logins.get(0);
  }

  private static NatsLogin ofUrl(Settings settings, String info) {
    int colon = info.indexOf(':');
    return colon < 0
        ? token(settings, "url", info)
        : new NatsLogin.User(info.substring(0, colon), info.substring(colon + 1));
  }

  private static NatsLogin token(Settings settings, String key, String token) {
    try {
      return new NatsLogin.Token(token);
    } catch (IllegalArgumentException e) {
      throw settings.invalid(
          key, "a token of printable ASCII without quotes and backslashes", "another character");
    }
  }

  /** The servers in one line. */
  String serverText() {
    return servers.stream().map(URI::toString).collect(Collectors.joining(", "));
  }
}
