package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One decision as {@code /api/v1/signals}, {@code /api/v1/predictions} and the events show it. */
final class DecisionJson {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private DecisionJson() {}

  static void write(JsonGenerator json, EventId id, DecisionSlot decision) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    json.writeStringField("symbol", decision.symbol);
    json.writeStringField("timeframe", decision.timeframe.code());
    json.writeNumberField("timestamp_ms", decision.barTimeMillis);
    json.writeStringField("signal_type", decision.type.code());
    json.writeStringField("model_signal_type", decision.modelType.code());
    json.writeStringField("outcome", decision.outcome.code());
    Json.number(json, "confidence_score", decision.confidence);
    Json.number(json, "entry_price", decision.entryPrice);
    Json.number(json, "stop_loss", decision.stopLoss);
    Json.number(json, "take_profit", decision.takeProfit);
    Json.number(json, "position_size_recommended", decision.size);
    json.writeStringField("model_version", decision.modelVersion);
    json.writeStringField("reason", decision.reason);
    gates(json, decision);
    long waited = decision.decidedAtNanos - decision.receivedAtNanos;
    json.writeNumberField("latency_us", waited / NANOS_PER_MICRO);
    json.writeNumberField("decided_at_ms", decision.decidedAtNanos / NANOS_PER_MILLI);
    json.writeFieldName("signal");
    signal(json, decision.signal);
    json.writeEndObject();
  }

  /** What the model put out, in the order of its outputs; nothing where it was not asked. */
  static void prediction(JsonGenerator json, EventId id, DecisionSlot decision) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id.toString());
    json.writeStringField("symbol", decision.symbol);
    json.writeStringField("timeframe", decision.timeframe.code());
    json.writeNumberField("timestamp_ms", decision.barTimeMillis);
    json.writeStringField("model_version", decision.modelVersion);
    json.writeStringField("model_signal_type", decision.modelType.code());
    json.writeStringField("outcome", decision.outcome.code());
    json.writeStringField("reason", decision.reason);
    json.writeArrayFieldStart("outputs");
    for (int i = 0; i < decision.outputCount; i++) {
      Json.element(json, decision.outputs[i]);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void gates(JsonGenerator json, DecisionSlot decision) throws IOException {
    json.writeArrayFieldStart("gates");
    for (int i = 0; i < decision.gateCount; i++) {
      json.writeStartObject();
      json.writeStringField("gate", decision.gateNames[i]);
      Json.number(json, "value", decision.gateValues[i]);
      Json.number(json, "threshold", decision.gateThresholds[i]);
      if (!decision.gateDetails[i].isEmpty()) {
        json.writeStringField("detail", decision.gateDetails[i]);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The very bytes that went out, so that every digit is the one on the wire. */
  private static void signal(JsonGenerator json, byte[] signal) throws IOException {
    if (signal.length == 0) {
      json.writeNull();
      return;
    }
    json.writeRawValue(new String(signal, StandardCharsets.UTF_8));
  }
}
