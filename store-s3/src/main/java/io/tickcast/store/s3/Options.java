package io.tickcast.store.s3;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single settings; what does not fit is an INVALID_CONFIGURATION that names it. */
record Options(ComponentConfig config) {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  /** A text of a form. */
  String text(String key, String value, String form) {
    if (!value.matches(form)) {
      throw invalid(key, "text of the form " + form, OneLine.quote(value));
    }
    return value;
  }

  /** An http or https address without credentials. */
  Optional<URI> endpoint(String key) {
    String text = config.optional(key, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getQuery() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      throw noAddress(key, text);
    }
    throw noAddress(key, text);
  }

  /** What stands before an @ may be a secret. */
  private InferenceException noAddress(String key, String text) {
    String shown = OneLine.quote(text.substring(text.lastIndexOf('@') + 1));
    return invalid(key, "an address such as http://localhost:9000", shown);
  }

  /** Yes or no. */
  boolean flag(String key, boolean otherwise) {
    String value = config.optional(key, Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw invalid(key, "true or false", OneLine.quote(value));
    }
    return value.equals("true");
  }

  /** A whole number in a range. */
  int whole(String key, int otherwise, int low, int high) {
    String value = config.optional(key, Integer.toString(otherwise));
    if (value.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(value);
      if (number >= low && number <= high) {
        return (int) number;
      }
    }
    throw invalid(key, "a whole number from " + low + " to " + high, OneLine.quote(value));
  }

  /** A time span of a millisecond at least, such as {@code 250ms} or {@code 10s}. */
  Duration duration(String key, Duration otherwise, Duration longest) {
    String value = config.options().get(key);
    if (value == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(value.strip());
    if (matcher.matches()) {
      Duration found = span(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (!found.isZero() && found.compareTo(longest) <= 0) {
        return found;
      }
    }
    throw invalid(
        key,
        "a duration from 1ms to " + longest.toSeconds() + "s, such as 10s",
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

  /** The error of a setting. */
  InferenceException invalid(String key, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        config.name() + ": " + key + ": expected " + expected + ", found " + found);
  }
}
