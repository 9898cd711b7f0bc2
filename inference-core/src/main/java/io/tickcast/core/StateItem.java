package io.tickcast.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The items of a lane's state that a model may take as inputs. <i>Immutable.</i> */
enum StateItem {
  POSITION("position", Needs.FILLS, Observation::side),
  POSITION_FREQAI("position_freqai", Needs.FILLS, it -> (it.side() + 1) / 2),
  POSITION_SIZE("position_size", Needs.FILLS, it -> Math.abs(it.position)),
  POSITION_SIGNED("position_signed", Needs.FILLS, it -> it.position),
  ENTRY_PRICE("entry_price", Needs.FILLS, it -> it.position == 0 ? 0 : it.entry),
  UNREALIZED_PROFIT(
      "unrealized_profit",
      Needs.FILLS,
      it -> it.profitInPrice() * Math.abs(it.position) * it.unitsPerSize),
  UNREALIZED_PRICE("unrealized_price", Needs.FILLS, Observation::profitInPrice),
  UNREALIZED_RETURN("unrealized_return", Needs.FILLS, it -> perEntry(it, 1)),
  UNREALIZED_PERCENT("unrealized_percent", Needs.FILLS, it -> perEntry(it, 100)),
  UNREALIZED_ATR(
      "unrealized_atr", Needs.FILLS, it -> it.position == 0 ? 0 : it.profitInPrice() / it.atr),
  BARS_HELD("bars_held", Needs.FILLS, it -> bars(it, it.barsHeld)),
  TRADE_DURATION("trade_duration", Needs.FILLS, it -> bars(it, Math.max(0, it.barsHeld - 1))),
  CASH("cash", Needs.ACCOUNT, it -> it.cash),
  EQUITY("equity", Needs.ACCOUNT, it -> it.equity),
  EQUITY_RETURN("equity_return", Needs.ACCOUNT, it -> it.equity / it.initialEquity - 1),
  DRAWDOWN("drawdown", Needs.ACCOUNT, it -> it.drawdown),
  HOUR("hour_of_day", Needs.NOTHING, it -> hour(it.barTimeMillis)),
  HOUR_SIN("hour_sin", Needs.NOTHING, it -> StrictMath.sin(hourAngle(it))),
  HOUR_COS("hour_cos", Needs.NOTHING, it -> StrictMath.cos(hourAngle(it))),
  WEEKDAY("day_of_week", Needs.NOTHING, it -> weekday(it.barTimeMillis)),
  WEEKDAY_SIN("day_sin", Needs.NOTHING, it -> StrictMath.sin(dayAngle(it))),
  WEEKDAY_COS("day_cos", Needs.NOTHING, it -> StrictMath.cos(dayAngle(it)));

  private static final double MILLIS_PER_HOUR = 3_600_000;
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final double HOURS = 24;
  private static final int DAYS = 7;

  /** The first of January 1970 was a Thursday; weeks begin on Monday. */
  private static final int FIRST_WEEKDAY = 3;

  /** What has to feed an item. */
  enum Needs {
    /** The bar's time alone. */
    NOTHING,
    /** Fills, or paper trading. */
    FILLS,
    /** Account states, or paper trading. */
    ACCOUNT
  }

  private final String code;
  private final Needs needs;
  private final ToDoubleFunction<Observation> value;

  StateItem(String code, Needs needs, ToDoubleFunction<Observation> value) {
    this.code = code;
    this.needs = needs;
    this.value = value;
  }

  /** The name in a manifest. */
  String code() {
    return code;
  }

  Needs needs() {
    return needs;
  }

  /** Its value; NaN when something that it is made of is missing. */
  double of(Observation observation) {
    return value.applyAsDouble(observation);
  }

  static Optional<StateItem> find(String code) {
    return Arrays.stream(values()).filter(item -> item.code.equals(code)).findFirst();
  }

  /** All names. */
  static List<String> codes() {
    return Arrays.stream(values()).map(StateItem::code).toList();
  }

  private static double perEntry(Observation it, double factor) {
    return it.position == 0 ? 0 : factor * it.profitInPrice() / it.entry;
  }

  private static double bars(Observation it, int bars) {
    return Double.isNaN(it.position) ? Double.NaN : bars;
  }

  private static double hour(long millis) {
    return millis == Long.MIN_VALUE
        ? Double.NaN
        : Math.floorMod(millis, MILLIS_PER_DAY) / MILLIS_PER_HOUR;
  }

  private static double weekday(long millis) {
    return millis == Long.MIN_VALUE
        ? Double.NaN
        : Math.floorMod(Math.floorDiv(millis, MILLIS_PER_DAY) + FIRST_WEEKDAY, DAYS);
  }

  private static double hourAngle(Observation it) {
    return 2 * Math.PI * hour(it.barTimeMillis) / HOURS;
  }

  private static double dayAngle(Observation it) {
    return 2 * Math.PI * weekday(it.barTimeMillis) / DAYS;
  }
}
