package io.tickcast.backend.rl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The objects of a JSON document with their plain values as texts; arrays are kept as the texts of
 * their values, for they are looked at by nobody but people. <i>Immutable.</i>
 */
final class JsonTree {
  private static final int MOST_CHARACTERS = 64 << 20;
  private static final int MOST_VALUES = 100_000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(400)
                  .maxNameLength(1000)
                  .maxStringLength(MOST_CHARACTERS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, JsonTree> objects = new LinkedHashMap<>();

  private JsonTree() {}

  /**
   * Reads a document whose root is an object.
   *
   * @param what it is, for messages
   */
  static JsonTree read(ByteBuffer content, String what) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(content.duplicate()).toString();
    } catch (CharacterCodingException e) {
      throw Faults.of(ErrorCode.MALFORMED_MODEL, "JSON in UTF-8", "other bytes", what, e);
    }
    return read(text, what);
  }

  static JsonTree read(String text, String what) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Faults.malformed("a JSON object", "something else", what);
      }
      JsonTree tree = new JsonTree();
      tree.fill(parser, new int[] {MOST_VALUES}, what);
      if (parser.nextToken() != null) {
        throw Faults.malformed("one JSON object", "more behind it", what);
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw Faults.of(ErrorCode.LIMIT_EXCEEDED, "JSON", String.valueOf(e.getMessage()), what, e);
    } catch (IOException e) {
      throw Faults.of(ErrorCode.MALFORMED_MODEL, "JSON", String.valueOf(e.getMessage()), what, e);
    }
  }

  private void fill(JsonParser parser, int[] left, String what) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      String name = parser.currentName();
      token = parser.nextToken();
      spend(left, what);
      if (token == JsonToken.START_OBJECT) {
        JsonTree child = new JsonTree();
        child.fill(parser, left, what);
        objects.put(name, child);
      } else if (token == JsonToken.START_ARRAY) {
        values.put(name, array(parser, left, what));
      } else if (token != JsonToken.VALUE_NULL) {
        values.put(name, parser.getText());
      }
    }
  }

  private static String array(JsonParser parser, int[] left, String what) throws IOException {
    StringBuilder text = new StringBuilder("[");
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      spend(left, what);
      if (token.isStructEnd()) {
        depth--;
      }
      boolean first = text.charAt(text.length() - 1) == '[';
      text.append(first || token.isStructEnd() ? "" : ", ").append(parser.getText());
      if (token.isStructStart()) {
        depth++;
      }
    }
    return text.toString();
  }

  private static void spend(int[] left, String what) {
    if (--left[0] < 0) {
      throw Faults.of(
          ErrorCode.LIMIT_EXCEEDED, "at most " + MOST_VALUES + " values", "more", what, null);
    }
  }

  /**
   * A string, number, truth value or array as its text; empty for null, objects and absent ones.
   */
  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** An object. */
  Optional<JsonTree> object(String name) {
    return Optional.ofNullable(objects.get(name));
  }

  boolean has(String name) {
    return values.containsKey(name) || objects.containsKey(name);
  }

  /** A truth value, false when absent. */
  boolean flag(String name) {
    return value(name).map(text -> text.equalsIgnoreCase("true")).orElse(false);
  }

  /** A finite number by the grammar of JSON. */
  double number(String name, double otherwise) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?")) {
      throw notANumber(name, text.get());
    }
    double number = Double.parseDouble(text.get());
    if (!Double.isFinite(number)) {
      throw notANumber(name, text.get());
    }
    return number;
  }

  private static InferenceException notANumber(String name, String text) {
    return Faults.malformed("a finite number", Faults.quoted(text), Faults.quoted(name));
  }
}
