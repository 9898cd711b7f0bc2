package io.tickcast.examples.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Puts the operational configuration of a running service into lines. */
final class ConfigInForce {
  private ConfigInForce() {}

  /**
   * One line for each setting, then what is in force since when, then the last refusals.
   *
   * @param config as the status of a service has it
   */
  static List<String> lines(JsonNode config) {
    List<String[]> rows = new ArrayList<>();
    for (JsonNode setting : config.path("settings")) {
      String fixed = setting.path("changeable").asBoolean() ? "" : "  (fixed until a restart)";
      rows.add(
          new String[] {
            setting.path("path").asText(),
            setting.path("value").asText(),
            setting.path("origin").asText() + fixed
          });
    }
    List<String> lines = new ArrayList<>(Columns.aligned(rows));
    String version = config.path("version").asText();
    lines.add(
        "operational config id "
            + config.path("id").asText()
            + ", by "
            + config.path("by").asText()
            + (version.isEmpty() ? "" : " version " + version)
            + ", since "
            + time(config.path("since_ms")));
    lines.add(
        config.path("changes").asLong()
            + " changes, "
            + config.path("refused").asLong()
            + " updates refused");
    for (JsonNode refusal : config.path("refusals")) {
      lines.add("refused " + time(refusal.path("at_ms")) + " " + refusal.path("reason").asText());
    }
    return lines;
  }

  private static String time(JsonNode millis) {
    return Instant.ofEpochMilli(millis.asLong()).toString();
  }
}
