package io.tickcast.transport.nats;

import io.tickcast.api.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of a setting: {@code nats://host:4222,tls://other}, with a scheme and a port where
 * they are missing, and without what some of them say about the login.
 *
 * @param servers scheme, host and port each
 * @param userInfo what stood before an {@code @}, decoded; a secret
 */
record ServerList(List<URI> servers, Optional<String> userInfo) {
  private static final int DEFAULT_PORT = 4222;
  private static final String EXPECTED = "nats://host:port or tls://host:port";

  static ServerList parse(Settings settings, String key) {
    List<URI> servers = new ArrayList<>();
    Set<String> logins = new HashSet<>();
    for (String entry : settings.config().required(key).split(",", -1)) {
      String place = "another form in entry " + (servers.size() + 1);
      URI uri = uri(settings, key, entry.strip(), place);
      Optional.ofNullable(uri.getUserInfo()).ifPresent(logins::add);
      servers.add(checked(settings, key, uri, place));
    }
    if (logins.size() > 1) {
      throw settings.invalid(key, "one login for all servers", Integer.toString(logins.size()));
    }
    return new ServerList(List.copyOf(servers), logins.stream().findFirst());
  }

  /** No entry is shown: any part of one that can not be read may be a secret. */
  private static URI uri(Settings settings, String key, String entry, String place) {
    try {
      return new URI(entry.contains("://") ? entry : "nats://" + entry);
    } catch (URISyntaxException e) {
      throw settings.invalid(key, EXPECTED, place);
    }
  }

  private static URI checked(Settings settings, String key, URI uri, String place) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (scheme.equals("opentls")) {
      throw settings.invalid(
          key, EXPECTED, "opentls://, which would trust every certificate: name yours in tls_ca");
    }
    if (!scheme.equals("nats") && !scheme.equals("tls")) {
      throw settings.invalid(key, EXPECTED, OneLine.quote(scheme + "://"));
    }
    if (uri.getHost() == null || hasMore(uri)) {
      throw settings.invalid(key, EXPECTED, place);
    }
    int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw settings.invalid(key, "a port from 1 to 65535", Integer.toString(port));
    }
    return URI.create(scheme + "://" + uri.getHost() + ":" + port);
  }

  private static boolean hasMore(URI uri) {
    String path = uri.getPath();
    return path != null && !path.isEmpty() && !path.equals("/")
        || uri.getQuery() != null
        || uri.getFragment() != null;
  }

  @Override
  public String toString() {
    return servers.toString();
  }
}
