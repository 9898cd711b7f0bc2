package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the value of an operational setting stands in JSON and in a text. */
enum SettingKind {
  NUMBER("a finite number") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isNumber() && Double.isFinite(node.doubleValue())
          ? Optional.of(node.doubleValue())
          : Optional.empty();
    }

    @Override
    String text(Object value) {
      return plain(BigDecimal.valueOf((Double) value));
    }

    @Override
    Object parse(String text) {
      return Double.valueOf(text);
    }
  },
  WHOLE("a whole number") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isIntegralNumber() && node.canConvertToInt()
          ? Optional.of(node.intValue())
          : Optional.empty();
    }

    @Override
    Object parse(String text) {
      return Integer.valueOf(text);
    }
  },
  FLAG("true or false") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    @Override
    Object parse(String text) {
      return Boolean.valueOf(text);
    }
  },
  TEXT("a string") {
    @Override
    Optional<Object> read(JsonNode node) {
      boolean said = node.isTextual() && !node.textValue().isBlank();
      return said ? Optional.of(node.textValue()) : Optional.empty();
    }

    @Override
    Object parse(String text) {
      return text;
    }
  },
  /** A plain number, because the name of the setting says the unit. */
  MILLIS("a number of milliseconds") {
    @Override
    Optional<Object> read(JsonNode node) {
      return NUMBER
          .read(node)
          .map(millis -> Duration.ofNanos(Math.round((Double) millis * NANOS_IN_MILLI)));
    }

    @Override
    String text(Object value) {
      return plain(new BigDecimal(nanos((Duration) value)).movePointLeft(MILLI_DIGITS));
    }

    @Override
    Object parse(String text) {
      return Duration.ofNanos(
          new BigDecimal(text).movePointRight(MILLI_DIGITS).toBigIntegerExact().longValueExact());
    }
  },
  /** A length of time that may be absent. */
  SPAN("a duration such as 100ms, 30s, 5m, 2h or 1d") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isTextual() && DURATION.matcher(node.textValue()).matches()
          ? Optional.of(parse(node.textValue()))
          : Optional.empty();
    }

    @Override
    String text(Object value) {
      return ((Optional<?>) value).map(span -> formatted((Duration) span)).orElse("");
    }

    @Override
    Object parse(String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(duration(text));
    }
  },
  SIZE_UNIT("lots, units or fraction") {
    @Override
    Optional<Object> read(JsonNode node) {
      return node.isTextual() ? unit(node.textValue()) : Optional.empty();
    }

    @Override
    String text(Object value) {
      return ((SizeUnit) value).code();
    }

    @Override
    Object parse(String text) {
      return unit(text).orElseThrow(() -> new IllegalArgumentException("a size unit: " + text));
    }
  },
  /** A number that may be absent. */
  OPTIONAL_NUMBER("a finite number") {
    @Override
    Optional<Object> read(JsonNode node) {
      return NUMBER.read(node).map(number -> (Object) Optional.of(number));
    }

    @Override
    String text(Object value) {
      return ((Optional<?>) value).map(NUMBER::text).orElse("");
    }

    @Override
    Object parse(String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(NUMBER.parse(text));
    }
  },
  /** A whole number that may be absent. */
  OPTIONAL_WHOLE("a whole number") {
    @Override
    Optional<Object> read(JsonNode node) {
      return WHOLE.read(node).map(number -> (Object) Optional.of(number));
    }

    @Override
    String text(Object value) {
      return ((Optional<?>) value).map(WHOLE::text).orElse("");
    }

    @Override
    Object parse(String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(WHOLE.parse(text));
    }
  },
  TRADING_STATE("active, reducing or halted") {
    @Override
    Optional<Object> read(JsonNode node) {
      return word(node, TradingState.class);
    }

    @Override
    Object parse(String text) {
      return word(text, TradingState.class).orElseThrow();
    }
  },
  UNCONFIRMED("exits, hold or trust") {
    @Override
    Optional<Object> read(JsonNode node) {
      return word(node, PositionFeed.Unconfirmed.class);
    }

    @Override
    Object parse(String text) {
      return word(text, PositionFeed.Unconfirmed.class).orElseThrow();
    }
  },
  OPPOSITE_SIGNAL("entry, hold or close") {
    @Override
    Optional<Object> read(JsonNode node) {
      return word(node, PositionRules.Opposite.class);
    }

    @Override
    Object parse(String text) {
      return word(text, PositionRules.Opposite.class).orElseThrow();
    }
  },
  SIZING_MODE("fixed, confidence or risk") {
    @Override
    Optional<Object> read(JsonNode node) {
      return word(node, SizingSettings.Mode.class);
    }

    @Override
    Object parse(String text) {
      return word(text, SizingSettings.Mode.class).orElseThrow();
    }
  };

  private static final double NANOS_IN_MILLI = 1e6;
  private static final int MILLI_DIGITS = 6;
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

  private final String expected;

  SettingKind(String expected) {
    this.expected = expected;
  }

  /** What has to stand in JSON, for messages. */
  String expected() {
    return expected;
  }

  /** The value of JSON; empty when it is something else. */
  abstract Optional<Object> read(JsonNode node);

  /** The text of a value; {@link #parse} gives the same value for it. */
  String text(Object value) {
    return value instanceof Enum<?> word ? code(word) : String.valueOf(value);
  }

  /** Whether a value of it can be out of range by itself. */
  boolean isRanged() {
    return switch (this) {
      case FLAG, SIZE_UNIT, TRADING_STATE, UNCONFIRMED, OPPOSITE_SIGNAL, SIZING_MODE -> false;
      case NUMBER, WHOLE, TEXT, MILLIS, SPAN, OPTIONAL_NUMBER, OPTIONAL_WHOLE -> true;
    };
  }

  /** The word of a choice in configurations. */
  private static String code(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static <E extends Enum<E>> Optional<Object> word(JsonNode node, Class<E> choices) {
    return node.isTextual() ? word(node.textValue(), choices) : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<Object> word(String text, Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .filter(each -> code(each).equals(text))
        .<Object>map(each -> each)
        .findFirst();
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException or {@link ArithmeticException} when it has none
   */
  abstract Object parse(String text);

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String nanos(Duration span) {
    return BigDecimal.valueOf(span.getSeconds())
        .movePointRight(9)
        .add(BigDecimal.valueOf(span.getNano()))
        .toPlainString();
  }

  private static String formatted(Duration span) {
    if (span.getNano() % (int) NANOS_IN_MILLI != 0) {
      return span.toString();
    }
    long millis = span.toMillis();
    if (millis % 1_000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      // Finer than milliseconds, as only a program sets it.
      return Duration.parse(text);
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static Optional<Object> unit(String text) {
    for (SizeUnit unit : SizeUnit.values()) {
      if (unit.code().equals(text)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }
}
