package io.tickcast.examples.service;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the text of a setting becomes a value, and back. <i>Immutable.</i>
 *
 * @param <T> the type of the value
 * @param expectation what the text has to be, for messages
 * @param parser gives nothing when the text is something else
 * @param format the text that stands for a value
 */
record SettingType<T>(
    String expectation, Function<String, Optional<T>> parser, Function<T, String> format) {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,9}");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern SHA256_DIGITS = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}) ?([KMG])iB");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  /** Any text that is not blank. */
  static final SettingType<String> TEXT =
      new SettingType<>(
          "some text",
          text -> text.isBlank() ? Optional.empty() : Optional.of(text),
          Function.identity());

  /** The digest of a file. */
  static final SettingType<String> SHA256 =
      new SettingType<>(
          "a sha256 of 64 hexadecimal digits",
          text ->
              SHA256_DIGITS.matcher(text).matches()
                  ? Optional.of(text.toLowerCase(Locale.ROOT))
                  : none(),
          Function.identity());

  static final SettingType<Boolean> FLAG = choice(Map.of("true", true, "false", false));

  static final SettingType<Integer> WHOLE_NUMBER =
      new SettingType<>(
          "a whole number",
          text -> WHOLE.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : none(),
          String::valueOf);

  static final SettingType<Double> FINITE_NUMBER =
      new SettingType<>(
          "a number",
          text ->
              NUMBER.matcher(text).matches()
                  ? Optional.of(Double.valueOf(text)).filter(Double::isFinite)
                  : none(),
          Numbers::plain);

  static final SettingType<Double> POSITIVE_NUMBER =
      new SettingType<>(
          "a positive number",
          text -> FINITE_NUMBER.parser().apply(text).filter(number -> number > 0),
          Numbers::plain);

  static final SettingType<Duration> TIME_SPAN =
      new SettingType<>(
          "a duration such as 100ms, 30s, 5m, 2h or 1d",
          SettingType::duration,
          SettingType::formatted);

  static final SettingType<Long> BYTES =
      new SettingType<>(
          "a size such as 512KiB, 64MiB or 8GiB", SettingType::bytes, SettingType::formattedBytes);

  /** Milliseconds as a plain number, because the setting's name says the unit. */
  static final SettingType<Duration> MILLISECONDS =
      new SettingType<>(
          "a number of milliseconds",
          text -> FINITE_NUMBER.parser().apply(text).map(SettingType::millis),
          span -> Numbers.plain(span.toNanos() / 1e6));

  /**
   * One of some words.
   *
   * @param words the value of each
   */
  static <E> SettingType<E> choice(Map<String, E> words) {
    String list = words.keySet().stream().sorted().collect(Collectors.joining(" or "));
    return new SettingType<>(
        list,
        text -> Optional.ofNullable(words.get(text.toLowerCase(Locale.ROOT))),
        value ->
            words.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow());
  }

  private static <E> Optional<E> none() {
    return Optional.empty();
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * 1e6));
  }

  private static Optional<Duration> duration(String text) {
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

  private static Optional<Long> bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int shift = 10 * (1 + "KMG".indexOf(matcher.group(2)));
    return Optional.of(Long.parseLong(matcher.group(1)) << shift);
  }

  private static String formattedBytes(long bytes) {
    int shift = bytes % (1L << 30) == 0 ? 30 : bytes % (1L << 20) == 0 ? 20 : 10;
    return (bytes >> shift) + " KMG".substring(shift / 10, shift / 10 + 1) + "iB";
  }

  private static String formatted(Duration span) {
    long millis = span.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    return minutes % 60 != 0 ? minutes + "m" : minutes / 60 + "h";
  }
}
