package io.tickcast.sink.clickhouse;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A column that records have a value for. <i>Immutable.</i>
 *
 * @param name its name
 * @param expected the types that hold the value, for people
 * @param exact the types that hold it, as a server names them without what only wraps them
 * @param mustBeNullable whether it has to hold null, which would become a number otherwise
 * @param words all the words that an enumeration has to have; empty when none will do
 */
record NeededColumn(
    String name, String expected, Pattern exact, boolean mustBeNullable, List<String> words) {
  private static final Pattern TEXT = Pattern.compile("String");
  private static final Pattern WRAPPED = Pattern.compile("(?:LowCardinality|Nullable)\\((.*)\\)");
  private static final Pattern ENUM = Pattern.compile("Enum(?:8|16)\\(.*\\)");

  /** A record's id. */
  static NeededColumn id(String name) {
    return new NeededColumn(
        name,
        "UUID or String",
        Pattern.compile("UUID|String|FixedString\\(36\\)"),
        false,
        List.of());
  }

  /** A word of an open vocabulary. */
  static NeededColumn word(String name) {
    return new NeededColumn(name, "LowCardinality(String) or String", TEXT, false, List.of());
  }

  /** One of a few words. */
  static NeededColumn word(String name, List<String> words) {
    return new NeededColumn(
        name,
        "LowCardinality(String), String, or an Enum of " + String.join(", ", words),
        TEXT,
        false,
        words);
  }

  /** A text, such as JSON, that comes back as it is. */
  static NeededColumn text(String name) {
    return new NeededColumn(name, "String", TEXT, false, List.of());
  }

  /** Unix milliseconds. */
  static NeededColumn millis(String name) {
    return new NeededColumn(name, "Int64", Pattern.compile("U?Int64"), false, List.of());
  }

  /** A time of day to the millisecond, in UTC. */
  static NeededColumn time(String name) {
    return new NeededColumn(
        name,
        "DateTime64(3, 'UTC')",
        Pattern.compile("DateTime64\\([3-9](?:, 'UTC')?\\)"),
        false,
        List.of());
  }

  /** A double, which narrower types would change. */
  static NeededColumn number(String name) {
    return new NeededColumn(name, "Float64", Pattern.compile("Float64"), false, List.of());
  }

  /** A double or null. */
  static NeededColumn numberOrNull(String name) {
    return new NeededColumn(name, "Nullable(Float64)", Pattern.compile("Float64"), true, List.of());
  }

  /**
   * Whether a column of a type holds every value as it is.
   *
   * @param type as {@code system.columns} names it
   */
  boolean fits(String type) {
    String bare = unwrapped(type);
    if (mustBeNullable && !type.contains("Nullable(")) {
      return false;
    }
    return exact.matcher(bare).matches() || isEnumOfTheWords(bare);
  }

  /**
   * A type without what only wraps it.
   *
   * @param type as {@code system.columns} names it
   */
  static String unwrapped(String type) {
    String bare = type;
    for (var wrapped = WRAPPED.matcher(bare); wrapped.matches(); wrapped = WRAPPED.matcher(bare)) {
      bare = wrapped.group(1);
    }
    return bare;
  }

  private boolean isEnumOfTheWords(String type) {
    return !words.isEmpty()
        && ENUM.matcher(type).matches()
        && words.stream().allMatch(word -> type.contains("'" + word + "'"));
  }
}
