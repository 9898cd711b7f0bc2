package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tickcast.core.BindingStatus;
import io.tickcast.core.BindingStatus.SeriesStatus;
import io.tickcast.core.ModelEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The bindings as {@code /api/v1/status} shows them: what a person who watches wants to know. */
final class BindingJson {
  private BindingJson() {}

  static void write(JsonGenerator json, List<BindingStatus> bindings) throws IOException {
    json.writeArrayFieldStart("bindings");
    for (BindingStatus binding : bindings) {
      json.writeStartObject();
      json.writeStringField("name", binding.name());
      json.writeStringField("model", binding.model());
      json.writeStringField("version", binding.version());
      json.writeStringField("problem", binding.problem());
      json.writeArrayFieldStart("series");
      for (SeriesStatus series : binding.series()) {
        series(json, series);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void series(JsonGenerator json, SeriesStatus series) throws IOException {
    json.writeStartObject();
    json.writeStringField("symbol", series.symbol());
    json.writeStringField("timeframe", series.timeframe());
    json.writeBooleanField("pinned", series.pinned());
    json.writeArrayFieldStart("models");
    model(json, "champion", series.champion().modelVersion(), series.lastSwap());
    if (series.challenger().isPresent()) {
      model(json, "challenger", series.challenger().get().modelVersion(), series.lastChallenge());
    }
    json.writeEndArray();
    event(json, "last_swap", series.lastSwap());
    event(json, "last_challenge", series.lastChallenge());
    event(json, "last_refusal", series.lastRefusal());
    json.writeNumberField("challengers_suspended", series.suspensions());
    json.writeEndObject();
  }

  private static void model(
      JsonGenerator json, String role, String version, Optional<ModelEvent> since)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("model_version", version);
    json.writeStringField("role", role);
    json.writeNumberField("since_ms", since.map(ModelEvent::createdAtMillis).orElse(0L));
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, String name, Optional<ModelEvent> found)
      throws IOException {
    if (found.isEmpty()) {
      return;
    }
    ModelEvent event = found.get();
    json.writeObjectFieldStart(name);
    json.writeStringField("event", event.kind().code());
    json.writeNumberField("at_ms", event.createdAtMillis());
    json.writeStringField("from_version", event.fromVersion());
    json.writeStringField("to_version", event.toVersion());
    json.writeStringField("who", event.who());
    json.writeStringField("reason", event.reason());
    json.writeEndObject();
  }
}
