package io.tickcast.core;

import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;
import io.tickcast.api.Timeframe;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Decisions as payloads of the journal: everything that the signal, the prediction record and a
 * restart need. The format is that of ADR 0017; fields are only ever added behind a new version.
 */
final class DecisionCodec {
  private static final int VERSION = 1;

  /** Stands for a model whose facts do not matter. */
  private static final ModelFacts ANY_MODEL = ModelFacts.of("", "", List.of(), List.of());

  /** Nothing that is made of a record looks at it: the record has the id of the real one. */
  private static final OperationalConfig ANY_CONFIG = OperationalConfig.defaults();

  private static final Map<String, Gate> GATES = new HashMap<>();
  private static final Map<String, Outcome> OUTCOMES = new HashMap<>();

  static {
    for (Gate gate : Gate.values()) {
      GATES.put(gate.code(), gate);
    }
    for (Outcome outcome : Outcome.values()) {
      OUTCOMES.put(outcome.code(), outcome);
    }
  }

  private DecisionCodec() {}

  /**
   * Writes a decision.
   *
   * @param model what decided, with its inputs and outputs of this bar
   */
  static void write(PayloadWriter to, Decision decision, ServingModel model) {
    to.reset().oneByte(VERSION);
    to.text(decision.series.symbol).text(decision.series.timeframe.code());
    to.number(decision.barTimeMillis).number(decision.idHigh).number(decision.idLow);
    to.number(decision.validUntilMillis).number(decision.decidedAtNanos);
    to.text(decision.type.code()).bytes(decision.signal);
    to.text(decision.source).text(decision.configId).number(decision.model.id());
    to.number(decision.receivedAtNanos).number(decision.startedAtNanos);
    to.number(decision.predictedAtNanos);
    to.text(decision.modelType.code()).text(decision.outcome.code()).text(decision.rejection);
    to.number(decision.featuresUsed);
    to.number(decision.confidence).number(decision.referencePrice).number(decision.entryPrice);
    to.number(decision.stopLoss).number(decision.takeProfit).number(decision.size);
    to.oneByte(decision.gateCount());
    for (int i = 0; i < decision.gateCount(); i++) {
      to.text(decision.gateName(i)).number(decision.gateValue(i));
      to.number(decision.gateThreshold(i)).text(decision.gateDetail(i));
    }
    to.flag(decision.config.monitoring().trackPredictions()).flag(decision.predicted);
    to.numbers(model.recorded, decision.predicted ? model.recorded.length : 0);
    to.numbers(model.outputs, decision.predicted ? model.outputs.length : 0);
  }

  /** What every reader of the journal wants to know first. */
  record Head(
      String symbol,
      Timeframe timeframe,
      long barTimeMillis,
      long idHigh,
      long idLow,
      long validUntilMillis,
      long decidedAtNanos,
      SignalType type,
      byte[] signal) {}

  /** Reads the head of a decision. */
  static Head head(ByteBuffer payload) {
    return head(new PayloadReader(payload));
  }

  private static Head head(PayloadReader from) {
    int version = from.oneByte();
    if (version != VERSION) {
      throw PayloadReader.malformed("a decision of version " + VERSION, "version " + version);
    }
    return new Head(
        from.text(),
        timeframe(from.text()),
        from.longNumber(),
        from.longNumber(),
        from.longNumber(),
        from.longNumber(),
        from.longNumber(),
        type(from.text()),
        from.bytes());
  }

  private static Timeframe timeframe(String code) {
    return Timeframe.find(code)
        .orElseThrow(
            () -> PayloadReader.malformed("a timeframe", "'" + Instrument.printable(code) + "'"));
  }

  /**
   * Reads a decision.
   *
   * @param models gives the facts about a model by its id
   */
  static DecisionRecord read(ByteBuffer payload, LongFunction<ModelFacts> models) {
    PayloadReader from = new PayloadReader(payload);
    Head head = head(from);
    Series series =
        new Series(
            "features." + head.symbol() + "." + head.timeframe().code(),
            head.symbol(),
            head.timeframe(),
            0);
    String source = from.text();
    String configId = from.text();
    ModelFacts model = models.apply(from.longNumber());
    Decision decision = new Decision(series, model, ANY_CONFIG);
    DecisionRecord record = new DecisionRecord(decision);
    decision.source = source;
    decision.configId = configId;
    decision.barTimeMillis = head.barTimeMillis();
    decision.idHigh = head.idHigh();
    decision.idLow = head.idLow();
    decision.validUntilMillis = head.validUntilMillis();
    decision.receivedAtNanos = from.longNumber();
    decision.startedAtNanos = from.longNumber();
    decision.predictedAtNanos = from.longNumber();
    decision.decidedAtNanos = head.decidedAtNanos();
    decision.type = head.type();
    decision.modelType = type(from.text());
    decision.outcome = outcome(from.text());
    decision.rejection = from.text();
    decision.featuresUsed = from.wholeNumber();
    decision.confidence = from.number();
    decision.referencePrice = from.number();
    decision.entryPrice = from.number();
    decision.stopLoss = from.number();
    decision.takeProfit = from.number();
    decision.size = from.number();
    readGates(from, decision);
    record.showsInputs = from.flag();
    decision.predicted = from.flag();
    record.inputs = numbers(from);
    record.inputCount = record.inputs.length;
    decision.outputs(numbers(from));
    decision.signal = head.signal();
    from.end();
    requireFit(record, model);
    return record;
  }

  /**
   * What a decision was made with beside its bar.
   *
   * @param startedAtNanos clock reading
   * @param predictedAtNanos clock reading
   * @param decidedAtNanos clock reading
   * @param journalFull whether the journal took no entries
   * @param configId the operational configuration in force
   */
  record Readings(
      long startedAtNanos,
      long predictedAtNanos,
      long decidedAtNanos,
      boolean journalFull,
      String configId) {}

  static Readings readings(byte[] payload) {
    Decision decision = read(ByteBuffer.wrap(payload), id -> ANY_MODEL).decision;
    boolean full = false;
    for (int i = 0; i < decision.gateCount(); i++) {
      full |= decision.gateName(i).equals(Gate.DISK.code());
    }
    return new Readings(
        decision.startedAtNanos,
        decision.predictedAtNanos,
        decision.decidedAtNanos,
        full,
        decision.configId);
  }

  /** The stop of a decision; NaN when it has none. */
  static double stopLoss(ByteBuffer payload) {
    return read(payload, id -> ANY_MODEL).decision.stopLoss;
  }

  static long barTime(byte[] payload) {
    return head(ByteBuffer.wrap(payload)).barTimeMillis();
  }

  /** All of a decision as one line, for people. */
  static String describe(byte[] payload) {
    DecisionRecord record = read(ByteBuffer.wrap(payload), id -> ANY_MODEL);
    Decision decision = record.decision;
    StringBuilder text = new StringBuilder(decision.outcome.code());
    text.append(' ').append(decision.type.code()).append(", config ").append(decision.configId);
    for (int i = 0; i < decision.gateCount(); i++) {
      text.append(", ").append(decision.gateName(i)).append(' ').append(decision.gateValue(i));
    }
    text.append(", outputs ");
    for (int i = 0; i < decision.outputCount(); i++) {
      text.append(i == 0 ? "" : " ").append(decision.output(i));
    }
    text.append(", signal ").append(new String(decision.signal, StandardCharsets.UTF_8));
    return text.toString();
  }

  private static void readGates(PayloadReader from, Decision decision) {
    int count = from.oneByte();
    if (count > Gate.values().length) {
      throw PayloadReader.malformed("at most " + Gate.values().length + " gates", count);
    }
    for (int i = 0; i < count; i++) {
      String code = from.text();
      Gate gate = GATES.get(code);
      if (gate == null) {
        throw PayloadReader.malformed("a gate", "'" + Instrument.printable(code) + "'");
      }
      decision.block(gate, from.number(), from.number(), from.text());
    }
  }

  private static double[] numbers(PayloadReader from) {
    double[] numbers = new double[from.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from.number();
    }
    return numbers;
  }

  private static SignalType type(String code) {
    return SignalType.find(code)
        .orElseThrow(
            () -> PayloadReader.malformed("a signal type", "'" + Instrument.printable(code) + "'"));
  }

  private static Outcome outcome(String code) {
    Outcome outcome = OUTCOMES.get(code);
    if (outcome == null) {
      throw PayloadReader.malformed("an outcome", "'" + Instrument.printable(code) + "'");
    }
    return outcome;
  }

  /** The names of another model would be put to the numbers of this one. */
  private static void requireFit(DecisionRecord record, ModelFacts model) {
    boolean fits =
        model == ANY_MODEL
            || !record.decision.predicted
            || (record.inputCount == model.inputs().size()
                && record.decision.outputCount() == model.outputs().size());
    if (!fits) {
      throw PayloadReader.malformed(
          model.inputs().size() + " inputs and " + model.outputs().size() + " outputs",
          record.inputCount + " and " + record.decision.outputCount());
    }
  }
}
