package io.tickcast.trees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;

/** Says in a person's words what the parser of JSON found. */
final class JsonWords {
  /** Where the parser says that it may not show the source; the place is told otherwise. */
  private static final Pattern SOURCE = Pattern.compile(" ?(\\([a-zA-Z ]*)?at \\[Source[^]]*]\\)?");

  private static final Pattern SETTING = Pattern.compile(", from `[^`]*`");

  private JsonWords() {}

  static String of(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case END_OBJECT -> "the end of an object";
      case START_ARRAY -> "an array";
      case END_ARRAY -> "the end of an array";
      case FIELD_NAME -> "a name";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number with a point or an exponent";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
    };
  }

  static String of(IOException fault) {
    String said =
        fault instanceof JsonProcessingException own
            ? own.getOriginalMessage()
            : String.valueOf(fault.getMessage());
    return SETTING.matcher(SOURCE.matcher(said).replaceAll("")).replaceAll("");
  }
}
