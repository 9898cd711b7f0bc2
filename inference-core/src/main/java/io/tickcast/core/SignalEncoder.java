package io.tickcast.core;

import io.tickcast.api.Outcome;
import io.tickcast.api.SignalType;

/**
 * Writes a decision as the signal on the wire. <i>Confined</i> to the lane; allocates the signal's
 * own array alone.
 */
final class SignalEncoder {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final double NANOS_IN_MILLI = 1e6;

  private static final byte[] SIGNAL_ID = SignalTemplate.ascii("{\"signal_id\":");
  private static final byte[] SIGNAL_TYPE = SignalTemplate.ascii(",\"signal_type\":\"");
  private static final byte[] CONFIDENCE = SignalTemplate.ascii("\",\"confidence_score\":");
  private static final byte[] ENTRY = SignalTemplate.ascii(",\"entry_price\":");
  private static final byte[] STOP = SignalTemplate.ascii(",\"stop_loss\":");
  private static final byte[] TARGET = SignalTemplate.ascii(",\"take_profit\":");
  private static final byte[] SIZE = SignalTemplate.ascii(",\"position_size_recommended\":");
  private static final byte[] LATENCY = SignalTemplate.ascii(",\"prediction_latency_ms\":");
  private static final byte[] FEATURE_AGE = SignalTemplate.ascii(",\"feature_age_ms\":");
  private static final byte[] EMITTED_AT = SignalTemplate.ascii(",\"emitted_at_ms\":");
  private static final byte[] VALID_UNTIL = SignalTemplate.ascii(",\"valid_until_ms\":");
  private static final byte[] REASON = SignalTemplate.ascii(",\"reason\":");
  private static final byte[] RAW_OUTPUT = SignalTemplate.ascii(",\"raw_output\":");
  private static final byte[][] TYPES = types();

  private final JsonWriter json = new JsonWriter(2_048);

  private static byte[][] types() {
    SignalType[] values = SignalType.values();
    byte[][] codes = new byte[values.length][];
    for (SignalType type : values) {
      codes[type.ordinal()] = SignalTemplate.ascii(type.code());
    }
    return codes;
  }

  /** Encodes a decision that goes out; the array is new, of exactly its size. */
  byte[] encode(Decision decision, SignalTemplate template) {
    json.reset()
        .raw(SIGNAL_ID)
        .uuid(decision.idHigh, decision.idLow)
        .raw(template.symbolAndTimeframe)
        .number(decision.barTimeMillis)
        .raw(SIGNAL_TYPE)
        .raw(TYPES[decision.type.ordinal()])
        .raw(CONFIDENCE)
        .number(decision.confidence)
        .raw(ENTRY)
        .numberOrNull(decision.entryPrice)
        .raw(STOP)
        .numberOrNull(decision.stopLoss)
        .raw(TARGET)
        .numberOrNull(decision.takeProfit)
        .raw(SIZE)
        .number(decision.size)
        .raw(template.modelVersion);
    metadata(decision, template);
    return json.raw('}').raw('}').toExactArray();
  }

  private void metadata(Decision decision, SignalTemplate template) {
    // A program that hands frames over may read another clock, a little ahead of the engine's.
    long waited = Math.max(0, decision.decidedAtNanos - decision.receivedAtNanos);
    json.number(decision.featuresUsed)
        .raw(LATENCY)
        .number(waited / NANOS_IN_MILLI)
        .raw(template.modelType)
        .string(decision.source)
        .raw(FEATURE_AGE)
        .number(decision.receivedAtNanos / NANOS_PER_MILLI - decision.barTimeMillis)
        .raw(EMITTED_AT)
        .number(decision.decidedAtNanos / NANOS_PER_MILLI)
        .raw(VALID_UNTIL)
        .number(decision.validUntilMillis)
        .raw(template.hashes)
        .string(decision.configId)
        .raw(REASON)
        .string(decision.reason());
    DecisionJson.gates(json, decision);
    if (decision.predicted) {
      json.raw(RAW_OUTPUT);
      DecisionJson.outputs(json, decision, template.outputs);
    }
  }

  /** Whether a decision goes out at all. */
  static boolean goesOut(Decision decision) {
    return decision.outcome == Outcome.EMITTED || decision.outcome == Outcome.HELD;
  }
}
