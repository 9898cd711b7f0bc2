package io.tickcast.core;

/**
 * The state of a lane's symbol at one bar, as agents observe it: what a bar itself does not say.
 * <i>Confined</i> to the lane, and used again for every bar.
 */
final class Observation {
  /** Nothing is known: every item is missing. */
  static final Observation NONE = new Observation();

  /** Signed size in the unit of the fills; NaN when positions are not tracked. */
  double position = Double.NaN;

  /** Average price of the open position. */
  double entry = Double.NaN;

  double price = Double.NaN;
  double atr = Double.NaN;

  /** Units of the instrument in one unit of size. */
  double unitsPerSize = Double.NaN;

  int barsHeld;
  double cash = Double.NaN;
  double equity = Double.NaN;
  double initialEquity = Double.NaN;
  double drawdown = Double.NaN;

  /** Close time of the bar, Unix milliseconds; the earliest time there is for none. */
  long barTimeMillis = Long.MIN_VALUE;

  double side() {
    return Double.isNaN(position) ? Double.NaN : Math.signum(position);
  }

  /** Of the position in units of price; 0 when it is flat. */
  double profitInPrice() {
    return position == 0 ? 0 : side() * (price - entry);
  }
}
