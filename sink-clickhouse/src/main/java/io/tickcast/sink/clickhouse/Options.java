package io.tickcast.sink.clickhouse;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single settings; what does not fit is an INVALID_CONFIGURATION that names it. */
record Options(ComponentConfig config) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final int HTTP_PORT = 8123;
  private static final int HTTPS_PORT = 8443;
  private static final int LAST_PORT = 65_535;

  /** An http or https address, with the port that ClickHouse uses when there is none. */
  URI server(String key) {
    String text = config.required(key).strip();
    try {
      URI uri = new URI(text);
      requireServer(key, text, uri);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      int standard = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
      int port = uri.getPort() < 0 ? standard : uri.getPort();
      return new URI(scheme, null, uri.getHost(), port, uri.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw invalid(key, "an address such as http://localhost:8123", shown(text));
    }
  }

  private void requireServer(String key, String text, URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw invalid(key, "an address without credentials", "some: use 'user' and 'password'");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean web = scheme.equals("http") || scheme.equals("https");
    boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null;
    boolean port = uri.getPort() < 0 || (uri.getPort() > 0 && uri.getPort() <= LAST_PORT);
    if (!web || uri.getHost() == null || !bare || !port) {
      throw invalid(key, "an address such as http://localhost:8123", shown(text));
    }
  }

  /** What stands before an @ may be a password. */
  private static String shown(String text) {
    return OneLine.quote(text.substring(text.lastIndexOf('@') + 1));
  }

  /** A name that can stand in SQL between back-quotes as it is. */
  String identifier(String key, String otherwise) {
    String value = config.optional(key, otherwise);
    if (!IDENTIFIER.matcher(value).matches()) {
      throw invalid(key, "letters, digits, '_', '-' and '.', 64 at most", OneLine.quote(value));
    }
    return value;
  }

  /** A text that is not empty. */
  String text(String key, String otherwise) {
    String value = config.optional(key, otherwise);
    if (value.isBlank()) {
      throw invalid(key, "a name", "none");
    }
    return value;
  }

  /** Whether a setting is the second of two words; it is the first when it is not set. */
  boolean word(String key, String first, String second) {
    String value = config.optional(key, first).strip().toLowerCase(Locale.ROOT);
    if (!value.equals(first) && !value.equals(second)) {
      throw invalid(key, first + " or " + second, OneLine.quote(value));
    }
    return value.equals(second);
  }

  /** A time span such as {@code 250ms} or {@code 10s}. */
  Duration duration(String key, Duration otherwise, Duration low, Duration high) {
    String value = config.options().get(key);
    if (value == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(value.strip());
    if (matcher.matches()) {
      Duration found = span(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (found.compareTo(low) >= 0 && found.compareTo(high) <= 0) {
        return found;
      }
    }
    throw invalid(
        key,
        "a duration from " + low.toMillis() + "ms to " + high.toSeconds() + "s, such as 10s",
        OneLine.quote(value));
  }

  private static Duration span(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /** A whole number in a range. */
  int whole(String key, int otherwise, int low, int high) {
    String value = config.options().get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("[0-9]{1,10}")) {
      long found = Long.parseLong(value);
      if (found >= low && found <= high) {
        return (int) found;
      }
    }
    throw invalid(key, "a whole number from " + low + " to " + high, OneLine.quote(value));
  }

  /** A path, when it is set. */
  Optional<Path> path(String key) {
    String value = config.options().get(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(value));
    } catch (InvalidPathException e) {
      throw invalid(key, "a path", OneLine.quote(value));
    }
  }

  /** The error of a setting. */
  InferenceException invalid(String key, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        config.name() + ": " + key + ": expected " + expected + ", found " + found);
  }
}
