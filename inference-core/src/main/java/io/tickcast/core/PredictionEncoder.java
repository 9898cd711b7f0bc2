package io.tickcast.core;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Writes decisions as rows of {@code model_predictions}. <i>Confined</i> to a relay. */
final class PredictionEncoder {
  private static final double NANOS_IN_MICRO = 1e3;
  private static final String CHAMPION = "champion";
  private static final String CHALLENGER = "challenger";
  private static final byte[] PAPER = SignalTemplate.ascii(",\"paper\":true");

  private final JsonWriter json = new JsonWriter(8_192);
  private final JsonWriter part = new JsonWriter(8_192);

  /** Encodes a record; the array is new, of exactly its size. */
  byte[] encode(DecisionRecord record) {
    Decision decision = record.decision;
    UUID signalId = new UUID(decision.idHigh, decision.idLow);
    json.reset().raw('{');
    first("prediction_id").string(predictionId(signalId, record.challenger).toString());
    key("signal_id").string(signalId.toString());
    key("symbol").string(decision.symbol());
    key("timeframe").string(decision.timeframe().code());
    key("timestamp_ms").number(decision.barTimeMillis);
    key("model_version").string(decision.modelVersion());
    key("model_sha256").string(decision.model.sha256());
    key("role").string(role(record.challenger));
    text("raw_output", rawOutput(record));
    text("features", features(record));
    key("outcome").string(decision.outcome.code());
    key("reason").string(decision.reason());
    text("decision", details(decision, record.challenger));
    key("inference_latency_us")
        .number((decision.predictedAtNanos - decision.startedAtNanos) / NANOS_IN_MICRO);
    return json.raw('}').toExactArray();
  }

  /** One prediction for each signal and role, so that its id follows from both. */
  static UUID predictionId(UUID signalId, boolean challenger) {
    byte[] name = (signalId + "\nprediction\n" + role(challenger)).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name);
  }

  private static String role(boolean challenger) {
    return challenger ? CHALLENGER : CHAMPION;
  }

  private JsonWriter rawOutput(DecisionRecord record) {
    part.reset();
    if (!record.decision.predicted) {
      return part.raw('{').raw('}');
    }
    DecisionJson.outputs(part, record.decision, record.decision.model.outputKeys());
    return part;
  }

  private JsonWriter features(DecisionRecord record) {
    part.reset().raw('{');
    Decision decision = record.decision;
    if (decision.predicted && record.showsInputs) {
      List<String> inputs = decision.model.inputs();
      for (int i = 0; i < record.inputCount; i++) {
        if (i > 0) {
          part.raw(',');
        }
        part.key(inputs.get(i));
        DecisionJson.number(part, record.inputs[i]);
      }
    }
    return part.raw('}');
  }

  private JsonWriter details(Decision decision, boolean paper) {
    part.reset().raw('{').key("signal_type").string(decision.type.code());
    part.raw(',').key("model_signal_type").string(decision.modelType.code());
    detail("confidence_score", decision.confidence);
    detail("entry_price", decision.entryPrice);
    detail("stop_loss", decision.stopLoss);
    detail("take_profit", decision.takeProfit);
    detail("position_size_recommended", decision.size);
    DecisionJson.gates(part, decision);
    part.raw(',').key("config_id").string(decision.configId);
    part.raw(',').key("source").string(decision.source);
    part.raw(',').key("received_at_ns").number(decision.receivedAtNanos);
    part.raw(',').key("started_at_ns").number(decision.startedAtNanos);
    part.raw(',').key("predicted_at_ns").number(decision.predictedAtNanos);
    part.raw(',').key("decided_at_ns").number(decision.decidedAtNanos);
    if (paper) {
      // What would have gone out: nothing did.
      part.raw(PAPER);
    }
    return part.raw('}');
  }

  /** What was rejected may be infinite. */
  private void detail(String name, double value) {
    part.raw(',').key(name);
    DecisionJson.number(part, value);
  }

  private JsonWriter first(String name) {
    return json.key(name);
  }

  private JsonWriter key(String name) {
    return json.raw(',').key(name);
  }

  /** A column of text that holds JSON. */
  private void text(String name, JsonWriter value) {
    key(name).string(new String(value.buffer(), 0, value.length(), StandardCharsets.UTF_8));
  }
}
