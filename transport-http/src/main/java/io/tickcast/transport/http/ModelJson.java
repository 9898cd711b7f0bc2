package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tickcast.api.CheckpointRef;
import io.tickcast.core.BindingStatus;
import io.tickcast.core.BindingStatus.ModelInfo;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.ModelEvent;
import io.tickcast.core.Verification;
import java.io.IOException;
import java.util.List;

/** The registry of models as {@code /api/v1/models} shows it. */
final class ModelJson {
  private ModelJson() {}

  static byte[] bindings(List<BindingStatus> bindings) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("bindings");
          for (BindingStatus binding : bindings) {
            binding(json, binding);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void binding(JsonGenerator json, BindingStatus binding) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", binding.name());
    StatusJson.strings(json, "symbols", binding.symbols());
    StatusJson.strings(json, "timeframes", binding.timeframes());
    json.writeStringField("model", binding.model());
    json.writeStringField("version", binding.version());
    json.writeStringField("challenger", binding.challenger());
    json.writeStringField("problem", binding.problem());
    json.writeArrayFieldStart("series");
    for (SeriesStatus series : binding.series()) {
      series(json, series);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void series(JsonGenerator json, SeriesStatus series) throws IOException {
    json.writeStartObject();
    json.writeStringField("symbol", series.symbol());
    json.writeStringField("timeframe", series.timeframe());
    json.writeBooleanField("pinned", series.pinned());
    json.writeFieldName("champion");
    model(json, series.champion());
    if (series.challenger().isPresent()) {
      json.writeFieldName("challenger");
      model(json, series.challenger().get());
    }
    json.writeArrayFieldStart("hot");
    for (ModelInfo model : series.hot()) {
      model(json, model);
    }
    json.writeEndArray();
    if (series.lastSwap().isPresent()) {
      json.writeFieldName("last_swap");
      event(json, series.lastSwap().get());
    }
    if (series.lastRefusal().isPresent()) {
      json.writeFieldName("last_refusal");
      event(json, series.lastRefusal().get());
    }
    if (series.lastChallenge().isPresent()) {
      json.writeFieldName("last_challenge");
      event(json, series.lastChallenge().get());
    }
    json.writeNumberField("challengers_suspended", series.suspensions());
    json.writeEndObject();
  }

  private static void model(JsonGenerator json, ModelInfo model) throws IOException {
    json.writeStartObject();
    json.writeStringField("model_version", model.modelVersion());
    json.writeStringField("model_type", model.type());
    json.writeStringField("model_sha256", model.sha256());
    json.writeStringField("location", model.location());
    json.writeStringField("checked", model.verification().summary());
    json.writeFieldName("verification");
    verification(json, model.verification());
    json.writeEndObject();
  }

  private static void verification(JsonGenerator json, Verification found) throws IOException {
    json.writeRawValue(found.json());
  }

  static byte[] events(List<ModelEvent> events) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("events");
          for (ModelEvent event : events) {
            event(json, event);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void event(JsonGenerator json, ModelEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("event_id", event.id().toString());
    json.writeStringField("event", event.kind().code());
    json.writeStringField("binding", event.binding());
    json.writeStringField("symbol", event.symbol());
    json.writeStringField("timeframe", event.timeframe().code());
    json.writeStringField("from_version", event.fromVersion());
    json.writeStringField("to_version", event.toVersion());
    json.writeStringField("from_sha256", event.fromSha256());
    json.writeStringField("to_sha256", event.toSha256());
    json.writeStringField("who", event.who());
    json.writeStringField("reason", event.reason());
    json.writeFieldName("verification");
    json.writeRawValue(event.verification());
    json.writeNumberField("created_at_ms", event.createdAtMillis());
    json.writeStringField("summary", event.summary());
    json.writeEndObject();
  }

  static byte[] verifications(List<Verification> found) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("verifications");
          for (Verification each : found) {
            json.writeStartObject();
            json.writeStringField("summary", each.summary());
            json.writeFieldName("verification");
            verification(json, each);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  static byte[] checkpoints(List<CheckpointRef> refs) {
    return Json.bytes(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("checkpoints");
          for (CheckpointRef ref : refs) {
            json.writeStartObject();
            json.writeStringField("location", ref.location());
            json.writeStringField("name", ref.name());
            json.writeStringField("type", ref.type());
            json.writeStringField("version", ref.version());
            json.writeStringField("symbol", ref.symbol());
            json.writeStringField("timeframe", ref.timeframe());
            json.writeStringField("sha256", ref.sha256());
            json.writeStringField("status", ref.status());
            json.writeNumberField("created_at_ms", ref.createdAtMillis());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
