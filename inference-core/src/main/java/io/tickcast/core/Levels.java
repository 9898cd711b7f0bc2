package io.tickcast.core;

import io.tickcast.api.SignalType;
import java.util.Optional;

/** Computes entry, stop, target and size of an entry. <i>Immutable.</i> */
final class Levels {
  /** Quotients this near to a whole number are one: prices are decimals, doubles are not. */
  private static final double NEAR = 1e-6;

  private final double tick;
  private final double lot;
  private final double contract;

  Levels(Instrument instrument) {
    this.tick = instrument.tickSize().orElse(Double.NaN);
    this.lot = instrument.lotSize().orElse(Double.NaN);
    this.contract = instrument.contractSize().orElse(Double.NaN);
  }

  /**
   * Fills the entry price of any decision: the bar's price, where it has one.
   *
   * @param price the bar's price, NaN when it has none
   */
  void reference(Decision decision, double price) {
    decision.referencePrice =
        price > 0 && price < Double.POSITIVE_INFINITY ? nearest(price) : Double.NaN;
    if (decision.config.signals().calculateEntryPrice()) {
      decision.entryPrice = decision.referencePrice;
    }
  }

  /**
   * Fills stop, target and size of a decision that wants an entry, or blocks it.
   *
   * @param atr in units of price, NaN when the bar has none
   */
  void entry(Decision decision, double atr) {
    SignalSettings settings = decision.config.signals();
    boolean priced = settings.calculateEntryPrice() || settings.calculateSlTp();
    if (priced && Double.isNaN(decision.referencePrice)) {
      decision.block(Gate.LEVELS, Double.NaN, 0, "close");
      return;
    }
    if (settings.calculateSlTp()) {
      if (!(atr > 0 && atr < Double.POSITIVE_INFINITY)) {
        decision.block(Gate.LEVELS, atr, 0, settings.atrFeature());
        return;
      }
      stopAndTarget(decision, settings, atr);
    }
    size(decision, settings);
  }

  private void stopAndTarget(Decision decision, SignalSettings settings, double atr) {
    double side = decision.wanted == SignalType.BUY ? 1 : -1;
    double stop = decision.referencePrice - side * (atr * settings.atrMultiplierSl());
    double target = decision.referencePrice + side * (atr * settings.atrMultiplierTp());
    decision.stopLoss = side > 0 ? below(stop) : above(stop);
    decision.takeProfit = nearest(target);
  }

  /** A fraction of equity has no steps: whoever turns it into a size takes them. */
  private void size(Decision decision, SignalSettings settings) {
    double wanted = wanted(decision, settings);
    if (Double.isNaN(wanted)) {
      return;
    }
    Optional<Double> most = decision.config.trading().sizing().maxSize();
    if (most.isPresent()) {
      wanted = Math.min(wanted, most.get());
    }
    if (decision.isOfFallback()) {
      wanted = Math.min(wanted, decision.config.fallback().get().maxSize().orElse(wanted));
    }
    boolean stepless = Double.isNaN(lot) || settings.sizeUnit() == SizeUnit.FRACTION;
    double size = stepless ? wanted : whole(Math.floor(steps(wanted, lot)), lot);
    if (!(size > 0)) {
      decision.block(Gate.SIZE, wanted, lot, "lot_size");
      return;
    }
    decision.size = size;
  }

  /** The size before caps and steps; NaN when the decision is blocked for want of what it needs. */
  private double wanted(Decision decision, SignalSettings settings) {
    if (!Double.isNaN(decision.wantedSize)) {
      return decision.wantedSize;
    }
    return switch (decision.config.trading().sizing().mode()) {
      case FIXED -> settings.positionSize();
      case CONFIDENCE -> settings.positionSize() * decision.confidence;
      case RISK -> byRisk(decision, settings.sizeUnit());
    };
  }

  private double byRisk(Decision decision, SizeUnit unit) {
    double equity = decision.observation.equity;
    double distance = Math.abs(decision.referencePrice - decision.stopLoss);
    if (!(equity > 0)) {
      return without(decision, equity, "equity");
    }
    if (!(distance > 0)) {
      return without(decision, distance, "stop distance");
    }
    double units = decision.config.trading().sizing().riskFraction() * equity / distance;
    return switch (unit) {
      case UNITS -> units;
      case LOTS ->
          Double.isNaN(contract) ? without(decision, contract, "contract_size") : units / contract;
      case FRACTION -> Math.min(1, units * decision.referencePrice / equity);
    };
  }

  private static double without(Decision decision, double found, String what) {
    decision.block(Gate.SIZE, found, 0, what);
    return Double.NaN;
  }

  private double nearest(double price) {
    return Double.isNaN(tick) ? price : whole(Math.rint(price / tick), tick);
  }

  private double below(double price) {
    return Double.isNaN(tick) ? price : whole(Math.floor(steps(price, tick)), tick);
  }

  private double above(double price) {
    return Double.isNaN(tick) ? price : whole(Math.ceil(steps(price, tick)), tick);
  }

  private static double steps(double value, double step) {
    double steps = value / step;
    double near = Math.rint(steps);
    return Math.abs(steps - near) < NEAR ? near : steps;
  }

  /**
   * Steps like 0.00001 have no exact double, their reciprocals have: dividing gives the decimal
   * that is meant.
   */
  private static double whole(double steps, double step) {
    double inverse = Math.rint(1 / step);
    boolean decimal = step < 1 && Math.abs(inverse * step - 1) < 1e-12;
    return decimal ? steps / inverse : steps * step;
  }
}
