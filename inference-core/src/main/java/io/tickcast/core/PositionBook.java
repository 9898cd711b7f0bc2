package io.tickcast.core;

import io.tickcast.api.SignalType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The positions of a lane's symbols, from fills alone: a signal of our own never moves it.
 * <i>Confined</i> to the lane.
 */
final class PositionBook {
  /** Redelivery reaches back minutes, not days. */
  private static final int REMEMBERED_FILLS = 4_096;

  private static final double NEGLIGIBLE = 1e-12;
  private static final MathContext DIGITS = new MathContext(15);

  private final Map<String, Position> positions = new HashMap<>();

  private static final class Position {
    private double quantity;
    private double averagePrice = Double.NaN;
    private final LinkedHashSet<String> fills = new LinkedHashSet<>();
  }

  /** What a fill says. */
  record Fill(
      String id,
      String symbol,
      SignalType side,
      double quantity,
      double price,
      double positionAfter) {}

  /**
   * The signed size of the position in the unit of the fills; NaN when the symbol has had no fill.
   */
  double quantity(String symbol) {
    Position position = positions.get(symbol);
    return position == null ? Double.NaN : position.quantity;
  }

  /** The average price of the open position; NaN when there is none. */
  double averagePrice(String symbol) {
    Position position = positions.get(symbol);
    return position == null || position.quantity == 0 ? Double.NaN : position.averagePrice;
  }

  /** The symbols that have had a fill. */
  Set<String> symbols() {
    return Set.copyOf(positions.keySet());
  }

  /** What is known of a symbol; empty when it has had no fill. */
  Optional<SymbolState.Position> state(String symbol) {
    return Optional.ofNullable(positions.get(symbol))
        .map(it -> new SymbolState.Position(it.quantity, it.averagePrice, List.copyOf(it.fills)));
  }

  /** Takes what was known of a symbol, in place of what is. */
  void restore(String symbol, Optional<SymbolState.Position> state) {
    positions.remove(symbol);
    state.ifPresent(
        known -> {
          Position position = new Position();
          position.quantity = known.quantity();
          position.averagePrice = known.averagePrice();
          position.fills.addAll(known.fills());
          positions.put(symbol, position);
        });
  }

  /** Takes a fill; false when it was taken before. */
  boolean apply(Fill fill) {
    Position position = positions.computeIfAbsent(fill.symbol(), symbol -> new Position());
    if (!position.fills.add(fill.id())) {
      return false;
    }
    if (position.fills.size() > REMEMBERED_FILLS) {
      position.fills.remove(position.fills.iterator().next());
    }
    double signed = fill.side() == SignalType.BUY ? fill.quantity() : -fill.quantity();
    double computed = sum(position.quantity, signed);
    double after = Double.isNaN(fill.positionAfter()) ? computed : fill.positionAfter();
    position.averagePrice = averagePrice(position, signed, after, fill.price());
    position.quantity = after;
    return true;
  }

  /**
   * Sizes are decimals, their sum in doubles is only nearly one: what is left of 0.1 + 0.2 - 0.3 is
   * no position.
   */
  private static double sum(double before, double signed) {
    double sum = before + signed;
    if (!Double.isFinite(sum)) {
      return sum;
    }
    boolean flat = Math.abs(sum) <= NEGLIGIBLE * Math.abs(signed);
    return flat ? 0 : new BigDecimal(sum).round(DIGITS).doubleValue();
  }

  private static double averagePrice(Position before, double signed, double after, double price) {
    if (after == 0) {
      return Double.NaN;
    }
    boolean fresh = before.quantity == 0 || Math.signum(before.quantity) != Math.signum(after);
    if (fresh) {
      return price;
    }
    boolean reduced = Math.signum(signed) != Math.signum(before.quantity);
    if (reduced) {
      return before.averagePrice;
    }
    double size = Math.abs(before.quantity);
    double added = Math.abs(signed);
    return (before.averagePrice * size + price * added) / (size + added);
  }
}
