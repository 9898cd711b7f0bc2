package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tickcast.core.EngineStatus;
import io.tickcast.core.EngineStatus.FallbackStatus;
import io.tickcast.core.EngineStatus.JournalStatus;
import io.tickcast.core.EngineStatus.LatencyStatus;
import io.tickcast.core.EngineStatus.ModelStatus;
import io.tickcast.core.EngineStatus.SinkStatus;
import io.tickcast.core.EngineStatus.SourceStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The status of an engine as {@code /api/v1/status} and the events show it. */
final class StatusJson {
  private static final double MILLIS_PER_SECOND = 1_000;

  private StatusJson() {}

  static byte[] bytes(EngineStatus status) {
    return Json.bytes(json -> write(json, status));
  }

  private static void write(JsonGenerator json, EngineStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("state", status.state());
    json.writeBooleanField("ready", status.ready());
    strings(json, "not_ready", status.notReady());
    json.writeNumberField("started_at_ms", status.startedAtMillis());
    json.writeStringField("config_id", status.configId());
    json.writeStringField("trading", status.trading().code());
    json.writeNumberField("bars", status.bars());
    counts(json, "signals", status.signals());
    counts(json, "outcomes", status.outcomes());
    counts(json, "refused", status.refused());
    lastRefused(json, status.lastRefused());
    latency(json, status.latency());
    json.writeArrayFieldStart("models");
    for (ModelStatus model : status.models()) {
      model(json, model);
    }
    json.writeEndArray();
    BindingJson.write(json, status.bindings());
    json.writeArrayFieldStart("sources");
    for (SourceStatus source : status.sources()) {
      source(json, source);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("sinks");
    for (SinkStatus sink : status.sinks()) {
      sink(json, sink);
    }
    json.writeEndArray();
    if (status.journal().isPresent()) {
      journal(json, status.journal().get());
    }
    if (status.fallback().isPresent()) {
      fallback(json, status.fallback().get());
    }
    json.writeFieldName("config");
    ConfigJson.write(json, status.config());
    json.writeEndObject();
  }

  static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  private static void lastRefused(JsonGenerator json, Map<String, String> examples)
      throws IOException {
    json.writeObjectFieldStart("last_refused");
    for (Map.Entry<String, String> example : examples.entrySet()) {
      json.writeStringField(example.getKey(), example.getValue());
    }
    json.writeEndObject();
  }

  private static void latency(JsonGenerator json, LatencyStatus latency) throws IOException {
    json.writeObjectFieldStart("latency_us");
    json.writeNumberField("count", latency.count());
    Json.number(json, "p50", latency.p50());
    Json.number(json, "p99", latency.p99());
    Json.number(json, "max", latency.max());
    json.writeEndObject();
  }

  private static void model(JsonGenerator json, ModelStatus model) throws IOException {
    json.writeStartObject();
    json.writeStringField("symbol", model.symbol());
    json.writeStringField("timeframe", model.timeframe());
    json.writeStringField("model_version", model.modelVersion());
    json.writeStringField("model_type", model.modelType());
    json.writeStringField("model_sha256", model.sha256());
    json.writeStringField("location", model.location());
    json.writeNumberField("features", model.features());
    json.writeStringField("verification", model.verification());
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, SourceStatus source) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", source.name());
    json.writeStringField("state", source.state());
    json.writeStringField("detail", source.detail());
    json.writeNumberField("frames", source.frames());
    json.writeNumberField("dropped", source.dropped());
    json.writeEndObject();
  }

  private static void journal(JsonGenerator json, JournalStatus journal) throws IOException {
    json.writeObjectFieldStart("journal");
    json.writeStringField("folder", journal.folder());
    json.writeBooleanField("takes_entries", journal.takesEntries());
    json.writeStringField("problem", journal.problem());
    json.writeNumberField("first_sequence", journal.firstSequence());
    json.writeNumberField("written_sequence", journal.writtenSequence());
    json.writeNumberField("durable_sequence", journal.durableSequence());
    json.writeNumberField("bytes", journal.bytes());
    json.writeNumberField("dead_letters", journal.deadLetters());
    json.writeEndObject();
  }

  private static void fallback(JsonGenerator json, FallbackStatus fallback) throws IOException {
    json.writeObjectFieldStart("fallback");
    json.writeStringField("name", fallback.name());
    json.writeStringField("mode", fallback.mode());
    json.writeStringField("signals", fallback.signals());
    strings(json, "channels", fallback.channels());
    json.writeNumberField("changes", fallback.changes());
    json.writeNumberField("bars", fallback.bars());
    json.writeStringField("last_error", fallback.lastError());
    json.writeStringField("detail", fallback.detail());
    json.writeEndObject();
  }

  /** What waits in front of each sink, and what is wrong with it, for {@code /readyz}. */
  static void lags(JsonGenerator json, List<SinkStatus> sinks) throws IOException {
    json.writeArrayFieldStart("sinks");
    for (SinkStatus sink : sinks) {
      json.writeStartObject();
      json.writeStringField("name", sink.name());
      json.writeNumberField("lag_records", sink.lagRecords());
      Json.number(json, "lag_seconds", sink.lagMillis() / MILLIS_PER_SECOND);
      json.writeStringField(
          "problem", sink.lastError().isEmpty() ? sink.checkFault() : sink.lastError());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void sink(JsonGenerator json, SinkStatus sink) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", sink.name());
    json.writeStringField("delivery", sink.delivery());
    json.writeNumberField("lag_records", sink.lagRecords());
    Json.number(json, "lag_seconds", sink.lagMillis() / MILLIS_PER_SECOND);
    json.writeNumberField("written", sink.written());
    json.writeNumberField("refused", sink.refused());
    json.writeStringField("last_error", sink.lastError());
    json.writeNumberField("checked_at_ms", sink.checkedAtMillis());
    json.writeStringField("check_error", sink.checkFault());
    json.writeStringField("detail", sink.detail());
    json.writeEndObject();
  }
}
