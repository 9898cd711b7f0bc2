package io.tickcast.api;

/**
 * One decision as the engine holds it: valid during the call that it is handed to, and not to be
 * kept. Strings are shared constants; nothing here allocates.
 */
public interface DecisionView {
  /** The canonical symbol. */
  String symbol();

  /** The bar's timeframe. */
  Timeframe timeframe();

  /** The bar's close time, Unix milliseconds. */
  long barTimeMillis();

  /** The model as signals name it, such as {@code xgboost-v1.2.3}. */
  String modelVersion();

  /** What the engine decided. */
  SignalType type();

  /** What the model asked for before the gates. */
  SignalType modelType();

  /** What became of it. */
  Outcome outcome();

  /** In [0, 1]: that of the action, and for a blocked one that of the action which was blocked. */
  double confidence();

  /** The entry price; NaN for none. */
  double entryPrice();

  /** The stop; NaN for none. */
  double stopLoss();

  /** The target; NaN for none. */
  double takeProfit();

  /** The recommended size, at least 0. */
  double size();

  /** Why, as a word: {@code model}, or the first gate that decided. */
  String reason();

  /** The number of gates that decided. */
  int gateCount();

  /**
   * The name of a gate that decided.
   *
   * @param index from 0
   */
  String gateName(int index);

  /**
   * What the gate saw; NaN when it has no number.
   *
   * @param index from 0
   */
  double gateValue(int index);

  /**
   * What the gate asks for; NaN when it has no number.
   *
   * @param index from 0
   */
  double gateThreshold(int index);

  /**
   * What the gate speaks of, such as the feature that is missing; empty for nothing in particular.
   *
   * @param index from 0
   */
  String gateDetail(int index);

  /** The number of outputs of the model; 0 when no prediction was made. */
  int outputCount();

  /**
   * An output of the model.
   *
   * @param index from 0
   */
  double output(int index);

  /** When the frame arrived, epoch nanoseconds. */
  long receivedAtNanos();

  /** When the decision stood, epoch nanoseconds. */
  long decidedAtNanos();

  /** The signal on the wire; empty when none went out. Not to be altered. */
  byte[] signal();
}
