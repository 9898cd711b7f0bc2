package io.tickcast.api;

/** What a record that a sink gets is about. */
public enum RecordKind {
  /** A published signal: the bytes on the wire. */
  SIGNAL,
  /** A prediction with its decision, emitted or not: a row of {@code model_predictions} as JSON. */
  PREDICTION,
  /** What became of the real-time delivery of a signal. */
  DELIVERY,
  /** How a signal turned out. */
  OUTCOME,
  /** A change of the serving model. */
  SWAP,
  /** Something that an operator should know. */
  ALERT
}
