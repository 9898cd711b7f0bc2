package io.tickcast.backend.onnx;

/** What is known of the numbers of a value without running the graph. */
enum Meaning {
  /** Nothing. */
  UNKNOWN,
  /** Each lies in [0, 1]. */
  UNIT,
  /** Each lies in [0, 1], and those of the last dimension sum to 1. */
  SHARES,
  /** Scores before a link function. */
  SCORE;

  /** Whether each number lies in [0, 1]. */
  boolean isUnit() {
    return this == UNIT || this == SHARES;
  }
}
