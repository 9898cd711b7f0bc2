package io.tickcast.api;

/** What a number that a model puts out means. */
public enum OutputRole {
  /**
   * A probability in [0, 1]; those of one symbol sum to 1, except for a binary model's single
   * P(positive).
   */
  PROBABILITY,
  /** A score before the link function. */
  MARGIN,
  /** A predicted quantity in the unit that the model was trained on. */
  VALUE,
  /** A component of an agent's action. */
  ACTION,
  /** The probability of an action code. */
  ACTION_PROBABILITY,
  /** The value of an action code. */
  Q_VALUE
}
