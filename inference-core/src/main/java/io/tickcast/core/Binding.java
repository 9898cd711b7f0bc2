package io.tickcast.core;

import io.tickcast.api.OneLine;
import io.tickcast.api.Timeframe;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says which model serves which symbols and timeframes. <i>Immutable.</i>
 *
 * @param name what operators call it; each binding has another
 * @param symbols canonical symbols, or patterns with {@code *}; at least one
 * @param timeframes codes of timeframes, or patterns with {@code *}; at least one
 * @param model the model's name or its type, as checkpoints declare it; empty for any
 * @param version which of its versions serves
 * @param challenger which version is scored beside it without consequence; absent for none
 */
public record Binding(
    String name,
    List<String> symbols,
    List<String> timeframes,
    String model,
    VersionChoice version,
    Optional<VersionChoice> challenger) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9_*-]{1,32}");
  private static final int STARS_MAX = 4;

  /** Upper-cases the symbols, copies the lists, checks the forms. */
  public Binding {
    if (!NAME.matcher(name).matches()) {
      throw Checks.invalid(
          "binding name", "1 to 64 of letters, digits, . _ and -", OneLine.quote(name));
    }
    String where = "binding '" + name + "' ";
    symbols = symbols.stream().map(each -> symbol(where, each)).toList();
    timeframes = timeframes.stream().map(each -> timeframe(where, each)).toList();
    if (symbols.isEmpty() || timeframes.isEmpty()) {
      throw Checks.invalid(where + "symbols and timeframes", "at least one of each", "none");
    }
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(challenger, "challenger");
  }

  private static String symbol(String where, String pattern) {
    boolean fits = SYMBOL.matcher(pattern).matches();
    if (!fits || pattern.chars().filter(c -> c == '*').count() > STARS_MAX) {
      throw Checks.invalid(
          where + "symbol",
          "1 to 32 of letters, digits, _ and -, with up to 4 *",
          OneLine.quote(pattern));
    }
    return pattern.toUpperCase(Locale.ROOT);
  }

  private static String timeframe(String where, String pattern) {
    if (Arrays.stream(Timeframe.values()).noneMatch(t -> Glob.matches(pattern, t.code()))) {
      throw Checks.invalid(
          where + "timeframe",
          "one of 1m 3m 5m 15m 30m 1h 2h 4h 1d 1w, or a pattern of some",
          OneLine.quote(pattern));
    }
    return pattern;
  }

  /**
   * Every symbol and timeframe that a model of any kind was made for.
   *
   * @param name what operators call it
   * @param model the model's name or type; empty for any
   * @param version which of its versions serves
   */
  public static Binding ofAll(String name, String model, VersionChoice version) {
    return new Binding(name, List.of("*"), List.of("*"), model, version, Optional.empty());
  }

  /**
   * The same with another choice of version.
   *
   * @param other replaces it
   */
  public Binding withVersion(VersionChoice other) {
    return new Binding(name, symbols, timeframes, model, other, challenger);
  }

  /**
   * The same for another model.
   *
   * @param other its name or its type; empty for any
   */
  public Binding withModel(String other) {
    return new Binding(name, symbols, timeframes, other, version, challenger);
  }

  /**
   * Whether it serves an instrument on a timeframe.
   *
   * @param symbol the canonical symbol
   * @param timeframe the timeframe
   */
  public boolean covers(String symbol, Timeframe timeframe) {
    return symbols.stream().anyMatch(pattern -> Glob.matches(pattern, symbol))
        && timeframes.stream().anyMatch(pattern -> Glob.matches(pattern, timeframe.code()));
  }

  /** Whether a symbol and a timeframe exist that both serve. */
  boolean overlaps(Binding other) {
    return symbols.stream()
            .anyMatch(one -> other.symbols.stream().anyMatch(two -> Glob.overlap(one, two)))
        && Arrays.stream(Timeframe.values())
            .map(Timeframe::code)
            .anyMatch(code -> fits(timeframes, code) && fits(other.timeframes, code));
  }

  private static boolean fits(List<String> patterns, String code) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, code));
  }

  /**
   * Checks that names are unique and that no two serve the same.
   *
   * @param bindings all of an engine
   * @return a copy of them
   * @throws io.tickcast.api.InferenceException (INVALID_CONFIGURATION) naming both
   */
  public static List<Binding> together(List<Binding> bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      for (int j = i + 1; j < bindings.size(); j++) {
        Binding one = bindings.get(i);
        Binding two = bindings.get(j);
        if (one.name.equals(two.name)) {
          throw Checks.invalid("bindings", "each name once", "'" + one.name + "' twice");
        }
        if (one.overlaps(two)) {
          throw Checks.invalid(
              "bindings",
              "one binding for each symbol and timeframe",
              one.described() + " and " + two.described() + " for the same");
        }
      }
    }
    return List.copyOf(bindings);
  }

  private String described() {
    return "'"
        + name
        + "' ("
        + String.join(",", symbols)
        + " "
        + String.join(",", timeframes)
        + ")";
  }
}
