package io.tickcast.core;

/** The JSON that signals and prediction records have in common. */
final class DecisionJson {
  private static final byte[] GATES = SignalTemplate.ascii(",\"gates\":[");
  private static final byte[] GATE = SignalTemplate.ascii("{\"gate\":");
  private static final byte[] VALUE = SignalTemplate.ascii(",\"value\":");
  private static final byte[] THRESHOLD = SignalTemplate.ascii(",\"threshold\":");
  private static final byte[] DETAIL = SignalTemplate.ascii(",\"detail\":");

  private DecisionJson() {}

  /** Writes {@code ,"gates":[...]}: those that decided, none for most signals. */
  static void gates(JsonWriter json, Decision decision) {
    json.raw(GATES);
    for (int i = 0; i < decision.gateCount(); i++) {
      if (i > 0) {
        json.raw(',');
      }
      json.raw(GATE).string(decision.gateName(i)).raw(VALUE);
      number(json, decision.gateValue(i));
      json.raw(THRESHOLD);
      number(json, decision.gateThreshold(i));
      if (!decision.gateDetail(i).isEmpty()) {
        json.raw(DETAIL).string(decision.gateDetail(i));
      }
      json.raw('}');
    }
    json.raw(']');
  }

  /** Writes the model's outputs by name. */
  static void outputs(JsonWriter json, Decision decision, byte[][] keys) {
    json.raw('{');
    for (int i = 0; i < keys.length; i++) {
      if (i > 0) {
        json.raw(',');
      }
      json.raw(keys[i]);
      number(json, decision.output(i));
    }
    json.raw('}');
  }

  /** A number; null for NaN, and text for the infinities, which must not pass as missing. */
  static void number(JsonWriter json, double value) {
    if (Double.isInfinite(value)) {
      json.string(value > 0 ? "Infinity" : "-Infinity");
      return;
    }
    json.numberOrNull(value);
  }
}
