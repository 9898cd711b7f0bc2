package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.OneLine;

/** Shows JSON in the single line of a message. */
final class JsonText {
  private static final int LONGEST = 60;

  private JsonText() {}

  /** A JSON value: scalars as they are, containers by their kind. */
  static String of(JsonNode node) {
    if (node.isTextual()) {
      return OneLine.quote(node.textValue());
    }
    if (node.isObject()) {
      return "an object";
    }
    return node.isArray() ? "an array of " + node.size() : OneLine.text(node.asText(), LONGEST);
  }
}
