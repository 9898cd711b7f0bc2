package io.tickcast.core;

import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;

/** Says what becomes of a model's action. <i>Confined</i> to the lane. */
final class Gates {
  private static final double NANOS_IN_MILLI = 1e6;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final PositionBook positions;
  private final PositionGates rules;
  private final EntryRates rates = new EntryRates();

  Gates(PositionBook positions) {
    this.positions = positions;
    this.rules = new PositionGates(positions);
  }

  /** Runs the gates over a decision whose model type is known, and settles its type and outcome. */
  void apply(Decision decision, ServingModel model, BarRow row, boolean takesEntries) {
    decision.wanted = decision.modelType;
    rules.exits(decision, model);
    deadline(decision);
    fallback(decision);
    if (decision.wanted.isEntry()) {
      confidence(decision);
      if (!takesEntries) {
        decision.block(Gate.DISK, Double.NaN, Double.NaN, "");
      }
    }
    model.applyLevels(row, decision);
    if (decision.wanted.isExit()) {
      position(decision);
    }
    rules.check(decision);
    if (decision.wanted.isEntry() && !decision.blocked()) {
      rate(decision);
    }
    settle(decision);
  }

  /** The last gate, because an entry that passes it counts. */
  private void rate(Decision decision) {
    int limit = decision.config.signals().maxEntriesPerMinute();
    if (!rates.tryEntry(decision.series.symbol, limit, decision.decidedAtNanos)) {
      decision.block(Gate.RATE, Double.NaN, limit, "entries a minute");
    }
  }

  /** When the next entry of a symbol is due at the steady rate. */
  long nextEntryNanos(String symbol) {
    return rates.nextEntryNanos(symbol);
  }

  /** Takes up what was known of a symbol. */
  void restore(String symbol, long nextEntryNanos) {
    rates.restore(symbol, nextEntryNanos);
  }

  private static void deadline(Decision decision) {
    long waited = decision.decidedAtNanos - decision.receivedAtNanos;
    long limit = decision.config.inference().maxLatency().toNanos();
    if (waited > limit) {
      decision.block(Gate.DEADLINE, waited / NANOS_IN_MILLI, limit / NANOS_IN_MILLI, "ms");
    }
  }

  private static void fallback(Decision decision) {
    if (!decision.isOfFallback()) {
      return;
    }
    FallbackSettings.Signals allowed = decision.config.fallback().get().signals();
    boolean blocks =
        switch (allowed) {
          case ALL -> false;
          case EXITS -> decision.wanted.isEntry();
          case NONE -> decision.wanted != SignalType.HOLD;
        };
    if (blocks) {
      long age = decision.decidedAtNanos / NANOS_PER_MILLI - decision.barTimeMillis;
      decision.block(Gate.FALLBACK, age, Double.NaN, allowed.code());
    }
  }

  private static void confidence(Decision decision) {
    double threshold = decision.config.inference().confidenceThreshold();
    if (!(decision.confidence >= threshold)) {
      decision.block(Gate.CONFIDENCE, decision.confidence, threshold, "");
    }
  }

  private void position(Decision decision) {
    double position = positions.quantity(decision.series.symbol);
    boolean open = decision.wanted == SignalType.CLOSE_LONG ? position > 0 : position < 0;
    if (!open) {
      decision.block(Gate.POSITION, position, 0, Double.isNaN(position) ? "not tracked" : "");
      return;
    }
    decision.size = Math.abs(position);
  }

  private static void settle(Decision decision) {
    if (decision.blocked()) {
      boolean held = decision.config.inference().fallbackToHold() || decision.isTieAlone();
      decision.becomeHold(held ? Outcome.HELD : Outcome.SUPPRESSED);
    } else {
      decision.type = decision.wanted;
    }
    String rejection = SignalValidator.fault(decision);
    if (!rejection.isEmpty()) {
      decision.rejection = rejection;
      decision.outcome = Outcome.REJECTED;
    }
  }
}
