package io.tickcast.transport.kafka;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.OneLine;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the options of a sink and refuses by name what is wrong. <i>Immutable.</i> */
final class OptionReader {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  private final ComponentConfig config;

  private OptionReader(ComponentConfig config) {
    this.config = config;
  }

  /**
   * Takes options by their names, and by Kafka's own names, which have dots for underscores.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming the options that nobody knows
   */
  static OptionReader of(ComponentConfig config, Set<String> known) {
    Map<String, String> options = new HashMap<>();
    config
        .options()
        .forEach(
            (key, value) -> {
              if (options.put(key.replace('.', '_'), value) != null) {
                throw invalid(config, key, "the option under one name", "it under two");
              }
            });
    ComponentConfig named = new ComponentConfig(config.name(), options, config.clock());
    named.refuseUnknown(known);
    return new OptionReader(named);
  }

  boolean has(String key) {
    return config.options().containsKey(key);
  }

  String required(String key) {
    return config.required(key).strip();
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(config.options().get(key));
  }

  /** A text that must match; the fault quotes it, so it must be no secret. */
  Optional<String> text(String key, Pattern pattern, String expected) {
    Optional<String> text = text(key).map(String::strip);
    text.filter(value -> !pattern.matcher(value).matches())
        .ifPresent(
            value -> {
              throw invalid(key, expected, OneLine.quote(value));
            });
    return text;
  }

  String choice(String key, String otherwise, String... words) {
    String found = config.optional(key, otherwise).strip();
    return Arrays.stream(words)
        .filter(word -> word.equalsIgnoreCase(found))
        .findFirst()
        .orElseThrow(
            () -> invalid(key, "one of " + String.join(", ", words), OneLine.quote(found)));
  }

  boolean flag(String key, boolean otherwise) {
    return choice(key, Boolean.toString(otherwise), "true", "false").equals("true");
  }

  Optional<Integer> whole(String key, int low, int high) {
    return text(key)
        .map(
            text -> {
              String digits = text.strip();
              if (WHOLE.matcher(digits).matches()) {
                int value = Integer.parseInt(digits);
                if (value >= low && value <= high) {
                  return value;
                }
              }
              throw invalid(key, "a whole number from " + low + " to " + high, OneLine.quote(text));
            });
  }

  /** A duration in a range; {@code high} counts as in it. */
  Optional<Duration> duration(String key, Duration low, Duration high) {
    return text(key)
        .map(
            text -> {
              Optional<Duration> found = parsed(text.strip());
              if (found.isPresent()
                  && found.get().compareTo(low) >= 0
                  && found.get().compareTo(high) <= 0) {
                return found.get();
              }
              String range = inWords(low) + " to " + inWords(high);
              throw invalid(
                  key,
                  "a duration from " + range + ", such as 500ms, 30s, 5m, 2h or 1d",
                  OneLine.quote(text));
            });
  }

  private static Optional<Duration> parsed(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        });
  }

  /** A duration as people write it, in its largest whole unit. */
  static String inWords(Duration duration) {
    long millis = duration.toMillis();
    List<String> units = List.of("d", "h", "m", "s");
    long[] lengths = {86_400_000L, 3_600_000L, 60_000L, 1_000L};
    for (int i = 0; i < lengths.length; i++) {
      if (millis >= lengths[i] && millis % lengths[i] == 0) {
        return millis / lengths[i] + units.get(i);
      }
    }
    return millis + "ms";
  }

  InferenceException invalid(String key, String expected, String found) {
    return invalid(config, key, expected, found);
  }

  private static InferenceException invalid(
      ComponentConfig config, String key, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        String.format(
            Locale.ROOT, "%s: %s: expected %s, found %s", config.name(), key, expected, found));
  }
}
