package io.tickcast.transport.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a call that changes models says: one flat JSON object of texts. <i>Immutable.</i> */
final class ModelRequest {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Set<String> KEYS =
      Set.of("target", "version", "who", "reason", "timeout_ms");
  private static final int LONGEST_TEXT = 1_000;
  private static final long LONGEST_WAIT = 300_000;
  private static final long USUAL_WAIT = 30_000;

  private final Map<String, String> values;

  private ModelRequest(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a body.
   *
   * @throws InferenceException (INVALID_CONFIGURATION) naming what is unknown, too long or no text
   */
  static ModelRequest read(byte[] body) {
    Map<String, String> values = new TreeMap<>();
    try (JsonParser json = FACTORY.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw bad("body", "a JSON object of " + new TreeSet<>(KEYS), "something else");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        JsonToken token = json.nextToken();
        boolean plain = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
        if (!KEYS.contains(key) || !plain || json.getText().length() > LONGEST_TEXT) {
          throw bad(
              "body", "texts of up to 1000 characters for " + new TreeSet<>(KEYS), "'" + key + "'");
        }
        values.put(key, json.getText());
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        throw bad("body", "one JSON object", "more");
      }
    } catch (IOException e) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION, "body: expected JSON, found other text", e);
    }
    return new ModelRequest(values);
  }

  String target() {
    return required("target", "a binding, or a series such as EURUSD/5m");
  }

  String version() {
    return required("version", "a version, latest, or status:production");
  }

  /** Empty for none. */
  String anyVersion() {
    return values.getOrDefault("version", "");
  }

  String who() {
    return required("who", "the name of who asks for it");
  }

  String reason() {
    return values.getOrDefault("reason", "");
  }

  long timeoutMillis() {
    String text = values.getOrDefault("timeout_ms", String.valueOf(USUAL_WAIT));
    if (!text.matches("[0-9]{1,6}") || Long.parseLong(text) > LONGEST_WAIT) {
      throw bad("timeout_ms", "0 to " + LONGEST_WAIT, "'" + text + "'");
    }
    return Long.parseLong(text);
  }

  private String required(String key, String expected) {
    String text = values.getOrDefault(key, "");
    if (text.isBlank()) {
      throw bad(key, expected, "none");
    }
    return text;
  }

  private static InferenceException bad(String name, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION, name + ": expected " + expected + ", found " + found);
  }
}
