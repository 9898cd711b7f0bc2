package io.tickcast.transport.http;

import io.tickcast.api.DecisionView;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;

/**
 * A copy of one decision, made to be filled again and again. <i>Confined</i>, but for the slots of
 * a {@link DecisionRing}, which guards them. Filling it allocates nothing.
 */
final class DecisionSlot {
  static final int MAX_GATES = 16;
  static final int MAX_OUTPUTS = 32;

  private static final byte[] NO_SIGNAL = {};

  String symbol = "";
  Timeframe timeframe = Timeframe.M1;
  long barTimeMillis;
  String modelVersion = "";
  SignalType type = SignalType.HOLD;
  SignalType modelType = SignalType.HOLD;
  Outcome outcome = Outcome.EMITTED;
  double confidence;
  double entryPrice;
  double stopLoss;
  double takeProfit;
  double size;
  String reason = "";
  int gateCount;
  final String[] gateNames = new String[MAX_GATES];
  final double[] gateValues = new double[MAX_GATES];
  final double[] gateThresholds = new double[MAX_GATES];
  final String[] gateDetails = new String[MAX_GATES];
  int outputCount;
  final double[] outputs = new double[MAX_OUTPUTS];
  long receivedAtNanos;
  long decidedAtNanos;
  byte[] signal = NO_SIGNAL;

  /** Copies what the engine shows; the signal's array is kept as it is, for nobody alters it. */
  void copyFrom(DecisionView view) {
    symbol = view.symbol();
    timeframe = view.timeframe();
    barTimeMillis = view.barTimeMillis();
    modelVersion = view.modelVersion();
    type = view.type();
    modelType = view.modelType();
    outcome = view.outcome();
    confidence = view.confidence();
    entryPrice = view.entryPrice();
    stopLoss = view.stopLoss();
    takeProfit = view.takeProfit();
    size = view.size();
    reason = view.reason();
    gateCount = Math.min(view.gateCount(), MAX_GATES);
    for (int i = 0; i < gateCount; i++) {
      gateNames[i] = view.gateName(i);
      gateValues[i] = view.gateValue(i);
      gateThresholds[i] = view.gateThreshold(i);
      gateDetails[i] = view.gateDetail(i);
    }
    outputCount = Math.min(view.outputCount(), MAX_OUTPUTS);
    for (int i = 0; i < outputCount; i++) {
      outputs[i] = view.output(i);
    }
    receivedAtNanos = view.receivedAtNanos();
    decidedAtNanos = view.decidedAtNanos();
    signal = view.signal();
  }

  /** Copies another slot, which may change meanwhile: the caller finds that out afterwards. */
  void copyFrom(DecisionSlot other) {
    symbol = other.symbol;
    timeframe = other.timeframe;
    barTimeMillis = other.barTimeMillis;
    modelVersion = other.modelVersion;
    type = other.type;
    modelType = other.modelType;
    outcome = other.outcome;
    confidence = other.confidence;
    entryPrice = other.entryPrice;
    stopLoss = other.stopLoss;
    takeProfit = other.takeProfit;
    size = other.size;
    reason = other.reason;
    gateCount = other.gateCount;
    System.arraycopy(other.gateNames, 0, gateNames, 0, MAX_GATES);
    System.arraycopy(other.gateValues, 0, gateValues, 0, MAX_GATES);
    System.arraycopy(other.gateThresholds, 0, gateThresholds, 0, MAX_GATES);
    System.arraycopy(other.gateDetails, 0, gateDetails, 0, MAX_GATES);
    outputCount = other.outputCount;
    System.arraycopy(other.outputs, 0, outputs, 0, MAX_OUTPUTS);
    receivedAtNanos = other.receivedAtNanos;
    decidedAtNanos = other.decidedAtNanos;
    signal = other.signal;
  }
}
