package io.tickcast.api;

/** What happens when a bar lacks an input of a model. */
public enum MissingPolicy {
  /** NaN is passed: the model was trained with missing values. */
  PASS,
  /** The bar is held with a reason. */
  HOLD,
  /** Not declared: {@link #PASS} when the model accepts missing values, else {@link #HOLD}. */
  MODEL
}
