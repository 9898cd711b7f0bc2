package io.tickcast.core;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An instrument as this engine knows it. <i>Immutable.</i>
 *
 * @param symbol the canonical symbol
 * @param aliases raw names as upstream writes them, such as {@code C:EURUSD} or {@code EUR/USD}
 * @param tickSize the smallest step of its price, positive
 * @param lotSize the smallest step of a size, positive
 * @param contractSize the units in a lot, positive; absent when nobody said
 * @param calendar when it trades; bars outside are refused and silence outside is no fault; absent
 *     when nobody said
 */
public record Instrument(
    String symbol,
    List<String> aliases,
    OptionalDouble tickSize,
    OptionalDouble lotSize,
    OptionalDouble contractSize,
    Optional<TradingCalendar> calendar) {
  private static final Pattern CANONICAL = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /** Subjects below {@code signals.} that belong to others. */
  private static final Set<String> RESERVED =
      Set.of("APPROVED", "REJECTED", "PENDING", "EXECUTED", "CANCELLED", "ALL", "ARCHIVE");

  /** Canonicalises the symbol, copies the aliases, checks the ranges. */
  public Instrument {
    symbol = canonical(symbol);
    aliases = List.copyOf(aliases);
    tickSize.ifPresent(size -> Checks.positive("tick_size", size));
    lotSize.ifPresent(size -> Checks.positive("lot_size", size));
    contractSize.ifPresent(size -> Checks.positive("contract_size", size));
    Objects.requireNonNull(calendar, "calendar");
  }

  /**
   * An instrument of which nobody said how many units are in a lot.
   *
   * @param symbol the canonical symbol
   * @param aliases raw names as upstream writes them
   * @param tickSize the smallest step of its price, positive
   * @param lotSize the smallest step of a size, positive
   * @param calendar when it trades
   */
  public Instrument(
      String symbol,
      List<String> aliases,
      OptionalDouble tickSize,
      OptionalDouble lotSize,
      Optional<TradingCalendar> calendar) {
    this(symbol, aliases, tickSize, lotSize, OptionalDouble.empty(), calendar);
  }

  /**
   * An instrument of which nobody said when it trades.
   *
   * @param symbol the canonical symbol
   * @param aliases raw names as upstream writes them
   * @param tickSize the smallest step of its price, positive
   * @param lotSize the smallest step of a size, positive
   */
  public Instrument(
      String symbol, List<String> aliases, OptionalDouble tickSize, OptionalDouble lotSize) {
    this(symbol, aliases, tickSize, lotSize, Optional.empty());
  }

  /**
   * An instrument without aliases or steps.
   *
   * @param symbol the canonical symbol
   */
  public static Instrument of(String symbol) {
    return new Instrument(symbol, List.of(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  /**
   * The canonical form of a symbol.
   *
   * @param raw of {@code [A-Za-z0-9_-]{1,32}}
   * @throws io.tickcast.api.InferenceException (INVALID_CONFIGURATION) when it has another form or
   *     is reserved
   */
  public static String canonical(String raw) {
    // Before it is upper-cased: some letters of other alphabets become ASCII by that.
    if (!CANONICAL.matcher(raw).matches()) {
      throw Checks.invalid(
          "symbol", "1 to 32 of letters, digits, _ and -", "'" + printable(raw) + "'");
    }
    String symbol = raw.toUpperCase(Locale.ROOT);
    if (RESERVED.contains(symbol)) {
      throw Checks.invalid("symbol", "a name that is not reserved for others", "'" + raw + "'");
    }
    return symbol;
  }

  static String printable(String raw) {
    String head = raw.length() > 48 ? raw.substring(0, 48) + "..." : raw;
    return head.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
