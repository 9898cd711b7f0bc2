package io.tickcast.core;

import java.util.Locale;

/** What an engine may do at all, whatever its models say. <i>Immutable.</i> */
public enum TradingState {
  /** Everything. */
  ACTIVE,
  /** Exits alone: entries are held. */
  REDUCING,
  /** Nothing: bars are scored and recorded, and every action is held. */
  HALTED;

  /** The word in configuration, status and commands. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of a word.
   *
   * @param word such as {@code reducing}; case does not matter
   * @throws io.tickcast.api.InferenceException (INVALID_CONFIGURATION) when there is none
   */
  public static TradingState of(String word) {
    for (TradingState state : values()) {
      if (state.code().equals(word.toLowerCase(Locale.ROOT))) {
        return state;
      }
    }
    throw Checks.invalid(
        "trading state", "active, reducing or halted", "'" + Instrument.printable(word) + "'");
  }

  /** The one of two that allows less. */
  TradingState stricter(TradingState other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
