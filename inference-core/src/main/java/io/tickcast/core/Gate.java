package io.tickcast.core;

/** What may stand between a model's action and a signal. */
enum Gate {
  /** An input is missing, and the model was not made for that. */
  MISSING_FEATURE("missing_feature", Scope.BOTH),
  /** An input is text or a list. */
  NOT_NUMERIC("not_numeric", Scope.BOTH),
  /** An input or an output is infinite, or an output is not a number. */
  FINITE("finite", Scope.BOTH),
  /** The window of a model that sees several bars is not full, or has a gap. */
  WINDOW("window", Scope.BOTH),
  /** The model failed on these inputs. */
  MODEL_ERROR("model_error", Scope.BOTH),
  /** The decision came too late after the receipt of its bar. */
  DEADLINE("deadline", Scope.BOTH),
  /** Two actions are equally likely. */
  TIE("tie", Scope.BOTH),
  /** The bar is not from the live feed, and what stands in for it may not do this. */
  FALLBACK("fallback", Scope.BOTH),
  /** The confidence is below the threshold. */
  CONFIDENCE("confidence", Scope.ENTRY),
  /** An agent's action has no meaning, or none that a signal can have. */
  ACTION("action", Scope.BOTH),
  /** The model asks for the other side: the open position is closed, or has to be first. */
  OPPOSITE_SIGNAL("opposite_signal", Scope.BOTH),
  /** The open position is closed, for it is held long enough. */
  MAX_BARS_HELD("max_bars_held", Scope.EXIT),
  /** The open position is closed, for the model has lost its confidence in it. */
  CONFIDENCE_DECAY("confidence_decay", Scope.EXIT),
  /** Trading is reduced to exits, or halted. */
  TRADING_STATE("trading_state", Scope.BOTH),
  /** Fills may have been missed, so that the position may be another one. */
  UNCONFIRMED("position_unconfirmed", Scope.BOTH),
  /** The entry would add to an open position. */
  PYRAMIDING("pyramiding", Scope.ENTRY),
  /** A stop was hit a few bars ago. */
  COOLDOWN("cooldown", Scope.ENTRY),
  /** There is no position to close. */
  POSITION("position", Scope.EXIT),
  /** Price or ATR, which the levels are made of, are missing. */
  LEVELS("levels", Scope.ENTRY),
  /** The size is below one step of the instrument. */
  SIZE("size", Scope.ENTRY),
  /** The symbol has had its entries of this minute: something runs away. */
  RATE("rate", Scope.ENTRY),
  /** The journal takes exits alone: its quota is used up, or the disk is full. */
  DISK("journal_full", Scope.ENTRY),
  /** The archive sinks lag so far behind that the decision could not be recorded. */
  AUDIT("audit_backlog_full", Scope.BOTH);

  /** Which actions a gate is for. */
  enum Scope {
    ENTRY,
    EXIT,
    BOTH
  }

  private final String code;
  private final Scope scope;

  Gate(String code, Scope scope) {
    this.code = code;
    this.scope = scope;
  }

  String code() {
    return code;
  }

  Scope scope() {
    return scope;
  }
}
