package io.tickcast.api;

/** How a model's outputs become an action. */
public enum OutputKind {
  /** One probability per class; each class stands for a signal type. */
  CLASSES("classes"),
  /** One probability that the price rises. */
  DIRECTION("direction"),
  /** One expected return, with the scale of its residuals. */
  EXPECTED_RETURN("expected_return"),
  /** One action code, or one value per code. */
  ACTION("action"),
  /** A target position in [-1, 1] with a dead band. */
  TARGET_POSITION("target_position"),
  /** An order in [-1, 1] of a size, with a dead band. */
  ORDER_SIZE("order_size");

  private final String code;

  OutputKind(String code) {
    this.code = code;
  }

  /** The word in a manifest, such as {@code expected_return}. */
  public String code() {
    return code;
  }
}
