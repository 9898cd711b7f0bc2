package io.tickcast.core;

import io.tickcast.api.DecisionView;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;

/** A decision in the making, reused for every bar of a lane. <i>Confined</i> to the lane. */
final class Decision implements DecisionView {
  static final byte[] NO_SIGNAL = new byte[0];
  private static final int MAX_GATES = Gate.values().length;

  private final Gate[] gates = new Gate[MAX_GATES];
  private final double[] gateValues = new double[MAX_GATES];
  private final double[] gateThresholds = new double[MAX_GATES];
  private final String[] gateDetails = new String[MAX_GATES];
  private int gateCount;
  private int blocks;
  private double[] outputs = new double[0];

  Series series;
  ModelFacts model;
  OperationalConfig config;
  String configId = "";
  String source = "";
  long barTimeMillis;
  long receivedAtNanos;
  long startedAtNanos;
  long predictedAtNanos;
  long decidedAtNanos;
  long validUntilMillis;
  int featuresUsed;
  boolean predicted;
  SignalType modelType = SignalType.HOLD;

  /** What is asked for in the end: the model's action, or the exit that a rule makes of it. */
  SignalType wanted = SignalType.HOLD;

  SignalType type = SignalType.HOLD;
  Outcome outcome = Outcome.EMITTED;
  String rejection = "";
  double confidence;

  /** What agents observe; of the lane, at this bar. */
  Observation observation = Observation.NONE;

  /** The signed position before it; NaN when none is known. */
  double position = Double.NaN;

  /** The size that an agent asks for; NaN for the configured one. */
  double wantedSize = Double.NaN;

  double referencePrice;
  double entryPrice;
  double stopLoss;
  double takeProfit;
  double size;
  long idHigh;
  long idLow;
  byte[] signal = NO_SIGNAL;

  Decision(Series series, ModelFacts model, OperationalConfig config) {
    this.series = series;
    this.model = model;
    this.config = config;
  }

  /** Forgets the decision before. */
  void begin(double[] modelOutputs) {
    outputs = modelOutputs;
    gateCount = 0;
    blocks = 0;
    featuresUsed = 0;
    predicted = false;
    modelType = SignalType.HOLD;
    wanted = SignalType.HOLD;
    type = SignalType.HOLD;
    wantedSize = Double.NaN;
    outcome = Outcome.EMITTED;
    rejection = "";
    confidence = 0;
    referencePrice = Double.NaN;
    entryPrice = Double.NaN;
    stopLoss = Double.NaN;
    takeProfit = Double.NaN;
    size = 0;
    signal = NO_SIGNAL;
  }

  /** Whether its bar came from what stands in for the live feed. */
  boolean isOfFallback() {
    return config.fallback().isPresent() && config.fallback().get().source().equals(source);
  }

  /** Shows other outputs. */
  void outputs(double[] shown) {
    outputs = shown;
  }

  /** Copies another decision, with the outputs that the copy is to show. */
  void copy(Decision from, double[] copiedOutputs) {
    begin(copiedOutputs);
    series = from.series;
    model = from.model;
    config = from.config;
    configId = from.configId;
    source = from.source;
    barTimeMillis = from.barTimeMillis;
    receivedAtNanos = from.receivedAtNanos;
    startedAtNanos = from.startedAtNanos;
    predictedAtNanos = from.predictedAtNanos;
    decidedAtNanos = from.decidedAtNanos;
    validUntilMillis = from.validUntilMillis;
    featuresUsed = from.featuresUsed;
    predicted = from.predicted;
    modelType = from.modelType;
    type = from.type;
    outcome = from.outcome;
    rejection = from.rejection;
    confidence = from.confidence;
    referencePrice = from.referencePrice;
    entryPrice = from.entryPrice;
    stopLoss = from.stopLoss;
    takeProfit = from.takeProfit;
    size = from.size;
    idHigh = from.idHigh;
    idLow = from.idLow;
    signal = from.signal;
    for (int i = 0; i < from.gateCount; i++) {
      block(from.gates[i], from.gateValues[i], from.gateThresholds[i], from.gateDetails[i]);
    }
  }

  /** Notes a gate that decided. */
  void block(Gate gate, double value, double threshold, String detail) {
    gates[gateCount] = gate;
    gateValues[gateCount] = value;
    gateThresholds[gateCount] = threshold;
    gateDetails[gateCount] = detail;
    gateCount++;
    blocks++;
  }

  /**
   * Makes an exit of it, for a rule of its own: what stood against the prediction blocks no more.
   */
  void turnInto(SignalType exit, Gate rule, double value, double threshold) {
    int moved = gateCount;
    System.arraycopy(gates, 0, gates, 1, moved);
    System.arraycopy(gateValues, 0, gateValues, 1, moved);
    System.arraycopy(gateThresholds, 0, gateThresholds, 1, moved);
    System.arraycopy(gateDetails, 0, gateDetails, 1, moved);
    gateCount = 0;
    block(rule, value, threshold, "");
    gateCount += moved;
    blocks = 0;
    wanted = exit;
  }

  /**
   * Whether nothing but a tie decided: that is a hold of the model's, not one in place of an entry.
   */
  boolean isTieAlone() {
    return gateCount == 1 && gates[0] == Gate.TIE;
  }

  boolean blocked() {
    return blocks > 0;
  }

  /** Takes the action back: what a gate stopped asks for nothing. */
  void becomeHold(Outcome as) {
    type = SignalType.HOLD;
    stopLoss = Double.NaN;
    takeProfit = Double.NaN;
    size = 0;
    outcome = as;
  }

  @Override
  public String symbol() {
    return series.symbol;
  }

  @Override
  public Timeframe timeframe() {
    return series.timeframe;
  }

  @Override
  public long barTimeMillis() {
    return barTimeMillis;
  }

  @Override
  public String modelVersion() {
    return model.modelVersion();
  }

  @Override
  public SignalType type() {
    return type;
  }

  @Override
  public SignalType modelType() {
    return modelType;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }

  @Override
  public double confidence() {
    return confidence;
  }

  @Override
  public double entryPrice() {
    return entryPrice;
  }

  @Override
  public double stopLoss() {
    return stopLoss;
  }

  @Override
  public double takeProfit() {
    return takeProfit;
  }

  @Override
  public double size() {
    return size;
  }

  @Override
  public String reason() {
    if (outcome == Outcome.REJECTED) {
      return rejection;
    }
    return gateCount == 0 ? "model" : gates[0].code();
  }

  @Override
  public int gateCount() {
    return gateCount;
  }

  @Override
  public String gateName(int index) {
    return gates[index].code();
  }

  @Override
  public double gateValue(int index) {
    return gateValues[index];
  }

  @Override
  public double gateThreshold(int index) {
    return gateThresholds[index];
  }

  @Override
  public String gateDetail(int index) {
    return gateDetails[index];
  }

  @Override
  public int outputCount() {
    return predicted ? outputs.length : 0;
  }

  @Override
  public double output(int index) {
    return outputs[index];
  }

  @Override
  public long receivedAtNanos() {
    return receivedAtNanos;
  }

  @Override
  public long decidedAtNanos() {
    return decidedAtNanos;
  }

  @Override
  public byte[] signal() {
    return signal;
  }
}
