package io.tickcast.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tickcast.api.OneLine;
import io.tickcast.api.SignalType;
import io.tickcast.core.PositionBook.Fill;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Decodes fills; a lane sees few of them, so it is plain rather than fast. */
final class FillDecoder {
  private static final int MAX_BYTES = 16_384;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(4).maxNumberLength(64).build())
          .build();

  private final Symbols symbols;

  FillDecoder(Symbols symbols) {
    this.symbols = symbols;
  }

  /**
   * Decodes a fill.
   *
   * @throws IllegalArgumentException saying what was expected and what was found
   */
  Fill decode(byte[] content) {
    Map<String, String> fields = fields(content);
    double quantity = number(fields, "quantity", true);
    double price = number(fields, "price", true);
    if (!(quantity > 0) || !(price > 0)) {
      throw new IllegalArgumentException(
          "expected a positive quantity and price, found " + quantity + " and " + price);
    }
    String side = text(fields, "side");
    if (!side.equals("buy") && !side.equals("sell")) {
      throw new IllegalArgumentException(
          "side: expected buy or sell, found '" + Instrument.printable(side) + "'");
    }
    String symbol = symbols.canonicalOrEmpty(text(fields, "symbol"));
    if (symbol.isEmpty()) {
      throw new IllegalArgumentException(
          "symbol: expected a canonical symbol or an alias, found neither");
    }
    return new Fill(
        text(fields, "fill_id"),
        symbol,
        side.equals("buy") ? SignalType.BUY : SignalType.SELL,
        quantity,
        price,
        number(fields, "position_after", false));
  }

  static Map<String, String> fields(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "expected at most " + MAX_BYTES + " bytes, found " + content.length);
    }
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected a JSON object, found something else");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("expected one JSON object, found more after it");
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "expected a JSON object: " + OneLine.text(e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new IllegalStateException("an array does no I/O", e);
    }
  }

  private static String text(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("expected field '" + name + "', found none");
    }
    return value;
  }

  static double number(Map<String, String> fields, String name, boolean required) {
    if (!required && !fields.containsKey(name)) {
      return Double.NaN;
    }
    String value = text(fields, name);
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + ": expected a number, found '" + Instrument.printable(value) + "'", e);
    }
    throw new IllegalArgumentException(name + ": expected a finite number, found " + value);
  }
}
