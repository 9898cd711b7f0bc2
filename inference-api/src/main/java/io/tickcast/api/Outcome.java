package io.tickcast.api;

/** What became of a decision; its delivery is another matter. */
public enum Outcome {
  /** The model's action went out as a signal. */
  EMITTED("emitted"),
  /** A gate blocked the action, and a hold went out instead. */
  HELD("held"),
  /** A gate blocked the action, and nothing went out. */
  SUPPRESSED("suppressed"),
  /** The signal did not pass validation, and nothing went out. */
  REJECTED("rejected");

  private final String code;

  Outcome(String code) {
    this.code = code;
  }

  /** The word in records, such as {@code emitted}. */
  public String code() {
    return code;
  }
}
