package io.tickcast.core;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.OneLine;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reads the settings of the components of this room. */
final class Options {
  /** Stricter than {@link Double#parseDouble}, which takes {@code 1d} and {@code 0x1p3}. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");

  private Options() {}

  /** A setting that must be there and be a path. */
  static Path path(ComponentConfig config, String key) {
    String value = config.required(key);
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw Checks.invalid(config.name() + ": " + key, "a path", OneLine.quote(value));
    }
  }

  /** A number in a range. */
  static double number(
      ComponentConfig config, String key, double otherwise, double low, double high) {
    String value = config.options().get(key);
    if (value == null) {
      return otherwise;
    }
    if (NUMBER.matcher(value).matches()) {
      return Checks.inRange(config.name() + ": " + key, Double.parseDouble(value), low, high);
    }
    throw Checks.invalid(
        config.name() + ": " + key, "a number from " + low + " to " + high, OneLine.quote(value));
  }

  /** A whole number in a range. */
  static long whole(ComponentConfig config, String key, long otherwise, long low, long high) {
    String value = config.options().get(key);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= low && number <= high) {
        return number;
      }
    }
    throw Checks.invalid(
        config.name() + ": " + key,
        "a whole number from " + low + " to " + high,
        OneLine.quote(value));
  }

  /** Whether a setting is the second of two words; it is the first when it is not set. */
  static boolean word(ComponentConfig config, String key, String first, String second) {
    String value = config.optional(key, first);
    if (!value.equals(first) && !value.equals(second)) {
      throw Checks.invalid(
          config.name() + ": " + key, first + " or " + second, OneLine.quote(value));
    }
    return value.equals(second);
  }
}
