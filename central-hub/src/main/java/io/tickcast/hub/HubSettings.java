package io.tickcast.hub;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a service follows a hub. <i>Immutable.</i> No secret is shown by {@link #toString}.
 *
 * @param url where the hub is, such as {@code http://127.0.0.1:8000}; without a login
 * @param service the name that the hub knows the configuration by
 * @param times the time limits
 * @param attempts how often a fetch is tried in a round, 1 to 10
 * @param maxBytes the largest answer, 1 KiB to 16 MiB
 * @param trustBroadcast whether a broadcast is applied as it is; else it is a hint to fetch
 * @param register whether the service registers with the hub and sends heartbeats
 * @param token sent as a bearer token; it comes from a file or the environment
 * @param folder keeps the last good copy
 */
public record HubSettings(
    URI url,
    String service,
    HubTimes times,
    int attempts,
    int maxBytes,
    boolean trustBroadcast,
    boolean register,
    Optional<String> token,
    Path folder) {
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
  private static final int URL_MAX = 150;

  /** Checks the forms and ranges. */
  public HubSettings {
    requirePlain(url);
    if (!SERVICE.matcher(service).matches()) {
      throw Problems.invalid("service", "letters, digits, _ and -", "'" + service + "'");
    }
    Objects.requireNonNull(times, "times");
    inRange("attempts", attempts, 1, 10);
    inRange("max_bytes", maxBytes, 1 << 10, 1 << 24);
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      throw Problems.invalid("token", "printable ASCII without blanks", "other characters");
    }
    Objects.requireNonNull(folder, "folder");
  }

  /** The address is shown and logged. */
  private static void requirePlain(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean bare = url.getRawQuery() == null && url.getRawFragment() == null;
    if (!web || url.getHost() == null || !bare || url.toString().length() > URL_MAX) {
      throw Problems.invalid("url", "http://host:port or https://host:port", "another form");
    }
    if (url.getRawUserInfo() != null) {
      throw Problems.invalid("url", "no login in it, but a token", "one");
    }
  }

  private static void inRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw Problems.invalid(name, "a whole number from " + low + " to " + high, value + "");
    }
  }

  /**
   * Settings with the defaults: the service {@code inference}, 3 attempts, 1 MiB, broadcasts are
   * hints, it registers.
   *
   * @param url where the hub is
   * @param folder keeps the last good copy
   */
  public static HubSettings of(URI url, Path folder) {
    return new HubSettings(
        url, "inference", HubTimes.defaults(), 3, 1 << 20, false, true, Optional.empty(), folder);
  }

  /**
   * The same with other time limits.
   *
   * @param limits replaces them
   */
  public HubSettings withTimes(HubTimes limits) {
    return new HubSettings(
        url, service, limits, attempts, maxBytes, trustBroadcast, register, token, folder);
  }

  /**
   * The same, applying broadcasts as they are or not.
   *
   * @param trusts whether
   */
  public HubSettings withTrustBroadcast(boolean trusts) {
    return new HubSettings(
        url, service, times, attempts, maxBytes, trusts, register, token, folder);
  }

  /** Its address with a path below it. */
  URI at(String path) {
    return URI.create(url.toString().replaceAll("/+$", "") + path);
  }

  /** The path of the configuration. */
  String configPath() {
    return "/api/v1/config/" + service;
  }

  /** The hub, as origins of settings name it. */
  String name() {
    return "hub " + url.toString().replaceAll("/+$", "");
  }

  @Override
  public String toString() {
    return "HubSettings[" + url + ", " + service + "]";
  }
}
