package io.tickcast.sink.clickhouse;

import io.tickcast.api.RecordKind;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.ListBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Records as the engine writes them. */
final class Samples {
  static final long BAR_MILLIS = 1_760_867_700_000L;
  private static final long STEP_MILLIS = 300_000;

  private Samples() {}

  /** Signals from an index on. */
  static List<ListBatch.Record> signals(int first, int count) {
    List<ListBatch.Record> records = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      records.add(signal(i));
    }
    return records;
  }

  /** A signal and its prediction in turn, as the journal has them. */
  static List<ListBatch.Record> both(int first, int count) {
    List<ListBatch.Record> records = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      records.add(signal(i));
      records.add(prediction(i));
    }
    return records;
  }

  static ListBatch.Record signal(int index) {
    return signal(index, signalJson(index));
  }

  static ListBatch.Record signal(int index, String json) {
    return record(RecordKind.SIGNAL, 2L * index, id("signal", index), json);
  }

  static ListBatch.Record prediction(int index) {
    return prediction(index, predictionJson(index));
  }

  static ListBatch.Record prediction(int index, String json) {
    return record(RecordKind.PREDICTION, 2L * index + 1, id("prediction", index), json);
  }

  static ListBatch.Record record(RecordKind kind, long sequence, UUID id, String json) {
    return new ListBatch.Record(
        kind,
        sequence,
        "EURUSD",
        Timeframe.M5,
        id.getMostSignificantBits(),
        id.getLeastSignificantBits(),
        bytes(json));
  }

  static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  static UUID id(String kind, int index) {
    return UUID.nameUUIDFromBytes((kind + index).getBytes(StandardCharsets.UTF_8));
  }

  static String signalJson(int index) {
    return """
        {"signal_id":"%s","symbol":"EURUSD","timeframe":"5m","timestamp_ms":%d,\
        "signal_type":"buy","confidence_score":0.85,"entry_price":1.08125,"stop_loss":1.07875,\
        "take_profit":1.085,"position_size_recommended":0.01,"model_version":"xgboost-v1.2.3",\
        "metadata":{"features_used":110,"prediction_latency_ms":0.045,"model_type":"xgboost"}}"""
        .formatted(id("signal", index), BAR_MILLIS + index * STEP_MILLIS);
  }

  static String predictionJson(int index) {
    return """
        {"prediction_id":"%s","signal_id":"%s","symbol":"EURUSD","timeframe":"5m",\
        "timestamp_ms":%d,"model_version":"xgboost-v1.2.3","model_sha256":"%s","role":"champion",\
        "raw_output":"{\\"buy\\":0.85}","features":"{\\"rsi_14\\":55.1}","outcome":"emitted",\
        "reason":"model","decision":"{\\"signal_type\\":\\"buy\\"}","inference_latency_us":45.5}"""
        .formatted(
            id("prediction", index),
            id("signal", index),
            BAR_MILLIS + index * STEP_MILLIS,
            "0".repeat(64));
  }

  /** A text as JSON, everything beyond ASCII as it is. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
