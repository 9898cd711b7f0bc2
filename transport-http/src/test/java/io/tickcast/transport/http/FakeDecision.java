package io.tickcast.transport.http;

import io.tickcast.api.DecisionView;
import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A decision that a test makes up; by default a plain buy of EURUSD that went out. */
final class FakeDecision implements DecisionView {
  static final long BAR_TIME = 1_760_867_700_000L;

  private record Gate(String name, double value, double threshold, String detail) {}

  private final List<Gate> gates = new ArrayList<>();
  private String symbol = "EURUSD";
  private Timeframe timeframe = Timeframe.M5;
  private long barTimeMillis = BAR_TIME;
  private SignalType type = SignalType.BUY;
  private SignalType modelType = SignalType.BUY;
  private Outcome outcome = Outcome.EMITTED;
  private double confidence = 0.85;
  private double entryPrice = 1.08125;
  private double stopLoss = 1.07875;
  private double takeProfit = 1.085;
  private double size = 0.01;
  private String reason = "model";
  private double[] outputs = {};
  private long latencyNanos = 45_500;
  private byte[] signal =
      "{\"signal_id\":\"a\",\"entry_price\":1.0812500}".getBytes(StandardCharsets.UTF_8);

  static FakeDecision buy() {
    return new FakeDecision();
  }

  /** A buy that the confidence gate turned into a hold. */
  static FakeDecision held(double confidence, double threshold) {
    FakeDecision held =
        new FakeDecision().type(SignalType.HOLD).levels(1.08125, Double.NaN, Double.NaN, 0);
    held.outcome = Outcome.HELD;
    held.reason = "confidence";
    held.confidence = confidence;
    return held.gate("confidence", confidence, threshold, "");
  }

  /** A decision that can not be read. */
  static DecisionView broken() {
    return (DecisionView)
        Proxy.newProxyInstance(
            FakeDecision.class.getClassLoader(),
            new Class<?>[] {DecisionView.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException("broken");
            });
  }

  FakeDecision symbol(String value) {
    symbol = value;
    return this;
  }

  FakeDecision timeframe(Timeframe value) {
    timeframe = value;
    return this;
  }

  FakeDecision barTimeMillis(long value) {
    barTimeMillis = value;
    return this;
  }

  /** What the engine decided; the model's own wish stays. */
  FakeDecision type(SignalType value) {
    type = value;
    return this;
  }

  FakeDecision modelType(SignalType value) {
    modelType = value;
    return this;
  }

  FakeDecision outcome(Outcome value) {
    outcome = value;
    return this;
  }

  FakeDecision confidence(double value) {
    confidence = value;
    return this;
  }

  FakeDecision reason(String value) {
    reason = value;
    return this;
  }

  FakeDecision latencyNanos(long value) {
    latencyNanos = value;
    return this;
  }

  FakeDecision levels(double entry, double stop, double target, double lots) {
    entryPrice = entry;
    stopLoss = stop;
    takeProfit = target;
    size = lots;
    return this;
  }

  FakeDecision outputs(double... values) {
    outputs = values.clone();
    return this;
  }

  FakeDecision gate(String name, double value, double threshold, String detail) {
    gates.add(new Gate(name, value, threshold, detail));
    return this;
  }

  FakeDecision signal(String json) {
    signal = json.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  @Override
  public String symbol() {
    return symbol;
  }

  @Override
  public Timeframe timeframe() {
    return timeframe;
  }

  @Override
  public long barTimeMillis() {
    return barTimeMillis;
  }

  @Override
  public String modelVersion() {
    return "xgboost-v1.2.3";
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
    return reason;
  }

  @Override
  public int gateCount() {
    return gates.size();
  }

  @Override
  public String gateName(int index) {
    return gates.get(index).name;
  }

  @Override
  public double gateValue(int index) {
    return gates.get(index).value;
  }

  @Override
  public double gateThreshold(int index) {
    return gates.get(index).threshold;
  }

  @Override
  public String gateDetail(int index) {
    return gates.get(index).detail;
  }

  @Override
  public int outputCount() {
    return outputs.length;
  }

  @Override
  public double output(int index) {
    return outputs[index];
  }

  @Override
  public long receivedAtNanos() {
    return (barTimeMillis + 20) * 1_000_000L;
  }

  @Override
  public long decidedAtNanos() {
    return receivedAtNanos() + latencyNanos;
  }

  @Override
  public byte[] signal() {
    return signal;
  }
}
