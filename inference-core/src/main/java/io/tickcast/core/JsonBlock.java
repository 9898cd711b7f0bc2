package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.OneLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object of a JSON document, read strictly: what does not fit is added to the faults, and a
 * neutral value is given instead. A null counts as absent. <i>Confined.</i>
 */
final class JsonBlock {
  private final String path;
  private final JsonNode node;
  private final Faults faults;

  /**
   * Reads an object and refuses the keys that nobody knows.
   *
   * @param path where it stands; empty for the root
   * @param node an object
   * @param known its keys
   */
  JsonBlock(String path, JsonNode node, Faults faults, List<String> known) {
    this.path = path;
    this.node = node;
    this.faults = faults;
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key)) {
        faults.add(
            at(OneLine.quote(key)),
            "a known key",
            "one of no meaning" + Nearest.suggestion(key, known));
      }
    }
  }

  /** Whether a key has a value. */
  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** Whether a key has an object for its value. */
  boolean isObject(String key) {
    return has(key) && node.get(key).isObject();
  }

  /** A string with characters other than blanks; empty when absent. */
  String text(String key) {
    if (!has(key)) {
      return "";
    }
    JsonNode value = node.get(key);
    if (value.isTextual() && !value.textValue().isBlank()) {
      return value.textValue();
    }
    fault(key, "a string", JsonText.of(value));
    return "";
  }

  /** A string of a form; empty when absent. */
  String text(String key, Pattern form, String expected) {
    String value = text(key);
    if (value.isEmpty() || form.matcher(value).matches()) {
      return value;
    }
    fault(key, expected, OneLine.quote(value));
    return "";
  }

  /** A whole number in a range. */
  int integer(String key, int otherwise, int low, int high) {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode value = node.get(key);
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int number = value.intValue();
      if (number >= low && number <= high) {
        return number;
      }
    }
    fault(key, "a whole number from " + low + " to " + high, JsonText.of(value));
    return otherwise;
  }

  /** A finite number in a range. */
  double number(String key, double otherwise, Range range) {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode value = node.get(key);
    if (value.isNumber() && range.contains(value.doubleValue())) {
      return value.doubleValue();
    }
    fault(key, range.words(), JsonText.of(value));
    return otherwise;
  }

  /** An object; empty when absent. */
  Optional<JsonBlock> block(String key, List<String> known) {
    return object(key).map(value -> new JsonBlock(at(key), value, faults, known));
  }

  /** An object of any keys; empty when absent. */
  Optional<JsonNode> object(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    JsonNode value = node.get(key);
    if (value.isObject()) {
      return Optional.of(value);
    }
    fault(key, "an object", JsonText.of(value));
    return Optional.empty();
  }

  /** The elements of an array; empty when absent. */
  List<JsonNode> array(String key, int most) {
    if (!has(key)) {
      return List.of();
    }
    JsonNode value = node.get(key);
    if (!value.isArray() || value.isEmpty() || value.size() > most) {
      fault(key, "an array of 1 to " + most, JsonText.of(value));
      return List.of();
    }
    List<JsonNode> elements = new ArrayList<>(value.size());
    value.forEach(elements::add);
    return elements;
  }

  /** The fields of an object in order. */
  static List<Map.Entry<String, JsonNode>> fields(JsonNode object) {
    return new ArrayList<>(object.properties());
  }

  /** Refuses keys that mean nothing here. */
  void refuse(List<String> keys, String where) {
    for (String key : keys) {
      if (has(key)) {
        fault(key, "no such key " + where, JsonText.of(node.get(key)));
      }
    }
  }

  /** Adds a fault of a key. */
  void fault(String key, String expected, String found) {
    faults.add(at(key), expected, found);
  }

  /** The full name of a key. */
  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The faults of the document. */
  Faults faults() {
    return faults;
  }

  /** A range of finite numbers, in words and as a test. */
  enum Range {
    ANY("a finite number"),
    POSITIVE("a positive, finite number"),
    AT_LEAST_ZERO("a finite number of at least 0");

    private final String words;

    Range(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean contains(double value) {
      return Double.isFinite(value)
          && switch (this) {
            case ANY -> true;
            case POSITIVE -> value > 0;
            case AT_LEAST_ZERO -> value >= 0;
          };
    }
  }
}
