package io.tickcast.transport.nats;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the settings of a component by their names; an empty one counts as not set. */
record Settings(ComponentConfig config) {
  String component() {
    return config.name();
  }

  Optional<String> text(String key) {
    String value = config.optional(key, "").strip();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** As it was set, blanks and all: a secret. */
  Optional<String> secret(String key) {
    String value = config.optional(key, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  /** The entries of a list with commas; the default counts only when the setting is not there. */
  List<String> list(String key, String otherwise) {
    return Arrays.stream(config.optional(key, otherwise).split(",", -1))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** A subject; set to nothing it is switched off. */
  Optional<String> subject(String key, String otherwise) {
    String value = config.optional(key, otherwise).strip();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  Optional<Path> path(String key) {
    return text(key).map(value -> path(key, value));
  }

  private Path path(String key, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw invalid(key, "a path", OneLine.quote(value));
    }
  }

  boolean flag(String key) {
    String value = text(key).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "true or false", OneLine.quote(value));
    };
  }

  Duration millis(String key, Duration otherwise) {
    return Duration.ofMillis(whole(key, otherwise.toMillis()));
  }

  /** A whole number, not negative; the records check its range. */
  long whole(String key, long otherwise) {
    String value = text(key).orElse(Long.toString(otherwise));
    if (!value.matches("[0-9]{1,18}")) {
      throw invalid(key, "a whole number", OneLine.quote(value));
    }
    return Long.parseLong(value);
  }

  InferenceException invalid(String key, String expected, String found) {
    return invalid(component(), key, expected, found);
  }

  static InferenceException invalid(String component, String key, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        component + ": " + key + ": expected " + expected + ", found " + found);
  }
}
