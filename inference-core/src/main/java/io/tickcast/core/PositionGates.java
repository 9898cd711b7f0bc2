package io.tickcast.core;

import io.tickcast.api.SignalType;
import org.jspecify.annotations.Nullable;

/**
 * What an open position, a stop, a gap in the fills and the trading state make of a model's action.
 * <i>Confined</i> to the lane.
 */
final class PositionGates {
  private final PositionBook positions;

  PositionGates(PositionBook positions) {
    this.positions = positions;
  }

  /** Turns a decision into an exit, where the rules close the position. */
  void exits(Decision decision, ServingModel model) {
    double position = positions.quantity(decision.series.symbol);
    boolean open = position > 0 || position < 0;
    if (!open || decision.wanted.isExit()) {
      return;
    }
    PositionRules rules = decision.config.trading().rules();
    SignalType exit = position > 0 ? SignalType.CLOSE_LONG : SignalType.CLOSE_SHORT;
    if (rules.maxBarsHeld().isPresent()) {
      int held = held(decision);
      int most = rules.maxBarsHeld().get();
      if (held >= most) {
        decision.turnInto(exit, Gate.MAX_BARS_HELD, held, most);
        return;
      }
    }
    if (decision.blocked()) {
      return;
    }
    boolean opposite =
        decision.wanted.isEntry() && (decision.wanted == SignalType.BUY) != position > 0;
    if (opposite && rules.oppositeSignal() == PositionRules.Opposite.CLOSE) {
      decision.turnInto(exit, Gate.OPPOSITE_SIGNAL, position, 0);
    } else if (rules.closeBelowConfidence().isPresent()) {
      decay(decision, model, exit, rules.closeBelowConfidence().get());
    }
  }

  private static void decay(Decision decision, ServingModel model, SignalType exit, double low) {
    double support = model.loaded.rule().support(model.outputs, exit == SignalType.CLOSE_LONG);
    if (support < low) {
      decision.turnInto(exit, Gate.CONFIDENCE_DECAY, support, low);
    }
  }

  private static int held(Decision decision) {
    SymbolBook book = decision.series.book;
    return book == null ? 0 : book.barsHeld(decision.series.timeframe);
  }

  /** Blocks what may not be done now. */
  void check(Decision decision) {
    if (decision.wanted == SignalType.HOLD) {
      return;
    }
    SymbolBook book = decision.series.book;
    boolean entry = decision.wanted.isEntry();
    tradingState(decision, book, entry);
    if (book != null && book.unconfirmed) {
      unconfirmed(decision, entry);
    }
    if (entry) {
      pyramiding(decision);
      cooldown(decision, book);
    }
  }

  private static void tradingState(Decision decision, @Nullable SymbolBook book, boolean entry) {
    TradingState state = decision.config.trading().state();
    TradingState force = book == null ? state : state.stricter(book.trading);
    if (force == TradingState.HALTED || (force == TradingState.REDUCING && entry)) {
      decision.block(Gate.TRADING_STATE, Double.NaN, Double.NaN, force.code());
    }
  }

  private void unconfirmed(Decision decision, boolean entry) {
    boolean blocks =
        switch (decision.config.trading().feed().unconfirmed()) {
          case TRUST -> false;
          case EXITS -> entry;
          case HOLD -> true;
        };
    if (blocks) {
      decision.block(
          Gate.UNCONFIRMED,
          positions.quantity(decision.series.symbol),
          Double.NaN,
          "fills may have been missed");
    }
  }

  private void pyramiding(Decision decision) {
    double position = positions.quantity(decision.series.symbol);
    boolean buys = decision.wanted == SignalType.BUY;
    boolean adds = buys ? position > 0 : position < 0;
    boolean turns = buys ? position < 0 : position > 0;
    if (turns
        && decision.config.trading().rules().oppositeSignal() == PositionRules.Opposite.HOLD) {
      decision.block(Gate.OPPOSITE_SIGNAL, position, 0, "open position");
    }
    if (adds && !decision.config.trading().rules().pyramiding()) {
      decision.block(Gate.PYRAMIDING, position, 0, "open position");
    }
  }

  private static void cooldown(Decision decision, @Nullable SymbolBook book) {
    int bars = decision.config.trading().rules().cooldownBars();
    if (book == null || bars == 0) {
      return;
    }
    int since = book.barsSinceStop(decision.series.timeframe);
    if (since <= bars) {
      decision.block(Gate.COOLDOWN, since, bars, "bars after a stop");
    }
  }
}
