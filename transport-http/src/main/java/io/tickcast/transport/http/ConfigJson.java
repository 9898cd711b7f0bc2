package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tickcast.core.EngineStatus.ConfigRefusal;
import io.tickcast.core.EngineStatus.ConfigSetting;
import io.tickcast.core.EngineStatus.ConfigSourceStatus;
import io.tickcast.core.EngineStatus.ConfigStatus;
import java.io.IOException;

/** The operational configuration as {@code /api/v1/status} shows it. */
final class ConfigJson {
  private ConfigJson() {}

  static void write(JsonGenerator json, ConfigStatus config) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", config.id());
    json.writeStringField("by", config.by());
    json.writeStringField("version", config.version());
    json.writeNumberField("since_ms", config.sinceMillis());
    json.writeNumberField("changes", config.changes());
    json.writeNumberField("lanes_behind", config.lanesBehind());
    json.writeStringField("before", config.before());
    if (config.source().isPresent()) {
      source(json, config.source().get());
    }
    json.writeArrayFieldStart("settings");
    for (ConfigSetting setting : config.settings()) {
      setting(json, setting);
    }
    json.writeEndArray();
    json.writeNumberField("refused", config.refused());
    json.writeArrayFieldStart("refusals");
    for (ConfigRefusal refusal : config.refusals()) {
      json.writeStartObject();
      json.writeNumberField("at_ms", refusal.atMillis());
      json.writeStringField("origin", refusal.origin());
      json.writeStringField("reason", refusal.reason());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, ConfigSourceStatus source) throws IOException {
    json.writeObjectFieldStart("source");
    json.writeStringField("name", source.name());
    json.writeStringField("state", source.state());
    json.writeStringField("version", source.version());
    json.writeNumberField("answered_at_ms", source.answeredAtMillis());
    json.writeStringField("registration", source.registration());
    json.writeStringField("last_error", source.lastError());
    json.writeEndObject();
  }

  private static void setting(JsonGenerator json, ConfigSetting setting) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", setting.path());
    json.writeStringField("value", setting.value());
    json.writeStringField("origin", setting.origin());
    json.writeBooleanField("changeable", setting.changeable());
    json.writeStringField("fixed_because", setting.fixedBecause());
    json.writeEndObject();
  }
}
