package io.tickcast.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The close time in the content of a past bar. */
final class RowTime {
  private static final JsonFactory JSON = new JsonFactory();

  private RowTime() {}

  /** {@code timestamp_ms} on the top level; the earliest time there is when it has none. */
  static long of(byte[] content) {
    try (JsonParser parser = JSON.createParser(content)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Long.MIN_VALUE;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean time = parser.currentName().equals("timestamp_ms");
        JsonToken value = parser.nextToken();
        if (time && value == JsonToken.VALUE_NUMBER_INT) {
          return parser.getLongValue();
        }
        parser.skipChildren();
      }
      return Long.MIN_VALUE;
    } catch (IOException e) {
      // No bar: the decoder would say why, and it would say so at every look.
      return Long.MIN_VALUE;
    }
  }
}
