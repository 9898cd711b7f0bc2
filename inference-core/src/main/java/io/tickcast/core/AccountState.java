package io.tickcast.core;

/** Cash and equity, as they were said or reckoned last. <i>Confined.</i> */
final class AccountState {
  double cash = Double.NaN;
  double equity = Double.NaN;

  /** The highest equity so far; NaN before the first. */
  double peak = Double.NaN;

  /** The first equity; NaN before it. */
  double initial = Double.NaN;

  long atMillis = Long.MIN_VALUE;

  boolean isKnown() {
    return !Double.isNaN(equity);
  }

  /** Takes new values; true when the equity is the highest so far. */
  boolean update(double newCash, double newEquity, long millis) {
    cash = newCash;
    equity = newEquity;
    atMillis = millis;
    if (Double.isNaN(initial)) {
      initial = newEquity;
    }
    if (!(newEquity <= peak)) {
      peak = newEquity;
      return true;
    }
    return false;
  }

  /** How far the equity is below its peak, as a part of that; NaN when nothing is known. */
  double drawdown() {
    return peak > 0 ? (peak - equity) / peak : Double.NaN;
  }

  void take(AccountState other) {
    cash = other.cash;
    equity = other.equity;
    peak = other.peak;
    initial = other.initial;
    atMillis = other.atMillis;
  }

  AccountState copy() {
    AccountState copy = new AccountState();
    copy.take(this);
    return copy;
  }
}
