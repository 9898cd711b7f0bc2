package io.tickcast.core;

import io.tickcast.api.SignalType;

/** Checks a finished signal against the contract before it goes out. */
final class SignalValidator {
  private SignalValidator() {}

  /** The fault of a signal as a word; empty when it has none. */
  static String fault(Decision decision) {
    if (!(decision.confidence >= 0 && decision.confidence <= 1)) {
      return "confidence_out_of_range";
    }
    if (decision.type.isEntry()) {
      return entryFault(decision);
    }
    if (decision.type.isExit() && !(decision.size > 0 && Double.isFinite(decision.size))) {
      return "size_not_positive";
    }
    return "";
  }

  private static String entryFault(Decision decision) {
    if (decision.confidence < decision.config.inference().confidenceThreshold()) {
      return "confidence_below_threshold";
    }
    if (!(decision.size > 0 && Double.isFinite(decision.size))) {
      return "size_not_positive";
    }
    SignalSettings settings = decision.config.signals();
    if (settings.calculateEntryPrice() && !positive(decision.entryPrice)) {
      return "entry_price_not_positive";
    }
    return settings.calculateSlTp() ? levelFault(decision) : "";
  }

  private static String levelFault(Decision decision) {
    if (!positive(decision.stopLoss) || !positive(decision.takeProfit)) {
      return "level_not_positive";
    }
    boolean buy = decision.type == SignalType.BUY;
    double low = buy ? decision.stopLoss : decision.takeProfit;
    double high = buy ? decision.takeProfit : decision.stopLoss;
    boolean ordered = low < decision.referencePrice && decision.referencePrice < high;
    return ordered ? "" : "levels_out_of_order";
  }

  private static boolean positive(double price) {
    return price > 0 && Double.isFinite(price);
  }
}
