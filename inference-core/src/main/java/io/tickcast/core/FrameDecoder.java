package io.tickcast.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tickcast.core.FeatureKey.Field;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decodes both shapes of feature messages into a {@link BarRow}. <i>Confined</i> to the lane.
 *
 * <p>The usual message costs neither a hash look-up nor an allocation: its keys come in the {@link
 * KeyOrder} of the message before, its numbers are parsed from the parser's own buffer, and the
 * parser lives on from message to message.
 */
final class FrameDecoder {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_LENGTH = 128;
  private static final int MAX_NAME_LENGTH = 256;
  private static final int MAX_FAULT_LENGTH = 160;

  /**
   * JSON between systems is UTF-8; a guess at other encodings would outlive the message that it was
   * made for. Names come from outside, so that they stay out of the table of all strings.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .build())
          .build();

  private final FeedSettings settings;
  private final Symbols symbols;
  private final Function<String, FeatureKey> topLevel;
  private final Function<String, FeatureKey> feature;
  private final FeatureKey[] prices;
  private final MessageStream stream = new MessageStream();
  private final MessageStream.Rest rest = new MessageStream.Rest();
  private @Nullable JsonParser parser;

  private boolean sawSymbol;
  private boolean sawTimeframe;
  private boolean sawFeatures;
  private String detail = "";
  private @Nullable JsonProcessingException malformed;

  FrameDecoder(FeatureDictionary dictionary, FeedSettings settings, Symbols symbols) {
    this.settings = settings;
    this.symbols = symbols;
    this.topLevel = dictionary::topLevel;
    this.feature = dictionary::feature;
    this.prices =
        new FeatureKey[] {
          dictionary.topLevel("close"),
          dictionary.topLevel("price"),
          dictionary.topLevel("high"),
          dictionary.topLevel("low")
        };
  }

  /**
   * Decodes one message.
   *
   * @return null when the row is filled, else why the message is refused; {@link #detail} says more
   */
  @Nullable RefusalReason decode(byte[] content, Series series, BarRow row) {
    if (content.length > settings.maxMessageBytes()) {
      return refuse(
          RefusalReason.TOO_LARGE,
          "expected at most " + settings.maxMessageBytes() + " bytes, found " + content.length);
    }
    row.begin();
    series.topLevelKeys.restart();
    series.featureKeys.restart();
    sawSymbol = false;
    sawTimeframe = false;
    sawFeatures = false;
    boolean whole = false;
    try {
      RefusalReason fault = readMessage(content, series, row);
      whole = fault == null;
      return fault;
    } catch (JsonProcessingException e) {
      malformed = e;
      return RefusalReason.MALFORMED_JSON;
    } catch (IOException e) {
      throw new IllegalStateException("a stream over memory does no I/O", e);
    } finally {
      if (!whole) {
        parser = null; // it stands in the middle of a message that nobody wants
      }
    }
  }

  /**
   * What was expected and what was found in the message refused last. Few are asked for, so that a
   * parser's complaint is put into words here.
   */
  String detail() {
    JsonProcessingException complaint = malformed;
    return complaint == null ? detail : "expected a JSON object: " + oneLine(complaint);
  }

  private @Nullable RefusalReason readMessage(byte[] content, Series series, BarRow row)
      throws IOException {
    stream.feed(content);
    JsonParser json = parser;
    if (json == null) {
      json = JSON.createParser(stream);
      parser = json;
    }
    JsonToken first = json.nextToken();
    if (first != JsonToken.START_OBJECT) {
      return refuse(RefusalReason.MALFORMED_JSON, "expected a JSON object, found " + word(first));
    }
    RefusalReason fault = readTopLevel(json, series, row);
    if (fault != null) {
      return fault;
    }
    rest.reset();
    json.releaseBuffered(rest);
    if (!rest.blank() || !stream.restIsBlank()) {
      return refuse(RefusalReason.MALFORMED_JSON, "expected one JSON object, found more after it");
    }
    return complete(row);
  }

  private @Nullable RefusalReason readTopLevel(JsonParser json, Series series, BarRow row)
      throws IOException {
    FeatureKey key = series.topLevelKeys.next(json, topLevel);
    while (key != null) {
      JsonToken token = json.nextToken();
      RefusalReason fault =
          key.field() == Field.FEATURES
              ? readFeatures(json, token, series, row)
              : readField(json, key, token, series, row);
      if (fault != null) {
        return fault;
      }
      key = series.topLevelKeys.next(json, topLevel);
    }
    return null;
  }

  private @Nullable RefusalReason readFeatures(
      JsonParser json, JsonToken token, Series series, BarRow row) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      return wrongType("features", "an object", token);
    }
    if (sawFeatures) {
      return duplicate("features");
    }
    sawFeatures = true;
    row.forgetFeatures();
    FeatureKey key = series.featureKeys.next(json, feature);
    while (key != null) {
      RefusalReason fault = readFeature(json, key, json.nextToken(), row);
      if (fault != null) {
        return fault;
      }
      key = series.featureKeys.next(json, feature);
    }
    return null;
  }

  private @Nullable RefusalReason readField(
      JsonParser json, FeatureKey key, JsonToken token, Series series, BarRow row)
      throws IOException {
    return switch (key.field()) {
      case SYMBOL -> readSymbol(json, token, series);
      case TIMEFRAME -> readTimeframe(json, token, series);
      case TIMESTAMP_MS, TIME -> readTime(json, key, token, row);
      case CLOSE, PRICE, HIGH, LOW -> readPrice(json, key, token, row);
      case FEATURE, TARGET, IGNORED, FEATURES -> {
        if (sawFeatures && key.field() == Field.FEATURE) {
          json.skipChildren();
          yield null;
        }
        yield readFeature(json, key, token, row);
      }
    };
  }

  private @Nullable RefusalReason readFeature(
      JsonParser json, FeatureKey key, JsonToken token, BarRow row) throws IOException {
    if (key.field() == Field.TARGET) {
      return refuse(
          RefusalReason.TARGET_COLUMN,
          "expected live features only, found target column '" + key.name() + "'");
    }
    boolean first = true;
    switch (token) {
      case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> first = put(row, key, number(json));
      case VALUE_TRUE -> first = put(row, key, 1);
      case VALUE_FALSE -> first = put(row, key, 0);
      case VALUE_NULL -> first = key.slot() < 0 || row.putNull(key.slot());
      default -> {
        json.skipChildren();
        first = key.slot() < 0 || row.putText(key.slot());
      }
    }
    return first ? null : duplicate(key.name());
  }

  private static boolean put(BarRow row, FeatureKey key, double value) {
    return key.slot() < 0 || row.put(key.slot(), value);
  }

  private static double number(JsonParser json) throws IOException {
    return NumberReader.read(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
  }

  private @Nullable RefusalReason readSymbol(JsonParser json, JsonToken token, Series series)
      throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      return wrongType("symbol", "text", token);
    }
    if (sawSymbol) {
      return duplicate("symbol");
    }
    sawSymbol = true;
    if (textIs(json, series.symbol) || textIs(json, series.rawSymbol)) {
      return null;
    }
    String raw = json.getText();
    if (!symbols.canonicalOrEmpty(raw).equals(series.symbol)) {
      return mismatch("symbol", series.symbol, raw);
    }
    series.rawSymbol = raw;
    return null;
  }

  private @Nullable RefusalReason readTimeframe(JsonParser json, JsonToken token, Series series)
      throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      return wrongType("timeframe", "text", token);
    }
    if (sawTimeframe) {
      return duplicate("timeframe");
    }
    sawTimeframe = true;
    return textIs(json, series.timeframe.code())
        ? null
        : mismatch("timeframe", series.timeframe.code(), json.getText());
  }

  private static boolean textIs(JsonParser json, String expected) throws IOException {
    int length = json.getTextLength();
    if (length != expected.length()) {
      return false;
    }
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    for (int i = 0; i < length; i++) {
      if (text[offset + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private @Nullable RefusalReason readTime(
      JsonParser json, FeatureKey key, JsonToken token, BarRow row) throws IOException {
    if (row.hasTimestamp) {
      return refuse(
          RefusalReason.DUPLICATE_KEY,
          "expected one time of the bar, found '" + key.name() + "' beside another");
    }
    row.hasTimestamp = true;
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return readMillis(json, key, row);
    }
    if (key.field() != Field.TIME) {
      return wrongType(key.name(), "whole Unix milliseconds", token);
    }
    if (token != JsonToken.VALUE_STRING) {
      return wrongType(key.name(), "Unix milliseconds or ISO-8601 UTC", token);
    }
    row.timestamp = BarTimes.parse(json.getText());
    return row.timestamp >= 0
        ? null
        : refuse(
            RefusalReason.WRONG_TYPE,
            key.name()
                + ": expected ISO-8601 UTC of 2000 to 2100, found '"
                + Instrument.printable(json.getText())
                + "'");
  }

  private @Nullable RefusalReason readMillis(JsonParser json, FeatureKey key, BarRow row)
      throws IOException {
    String found;
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      found = "a number of " + json.getTextLength() + " characters";
    } else {
      row.timestamp = json.getLongValue();
      String unit = BarTimes.wrongUnit(row.timestamp);
      if (unit == null) {
        return null;
      }
      found = unit + " (" + row.timestamp + ")";
    }
    return refuse(
        RefusalReason.WRONG_TIME_UNIT, key.name() + ": expected Unix milliseconds, found " + found);
  }

  private @Nullable RefusalReason readPrice(
      JsonParser json, FeatureKey key, JsonToken token, BarRow row) throws IOException {
    boolean missing = token == JsonToken.VALUE_NULL;
    if (!missing && token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
      return wrongType(key.name(), "a number", token);
    }
    double value = missing ? Double.NaN : number(json);
    return row.putPrice(key.field(), value) ? null : duplicate(key.name());
  }

  private @Nullable RefusalReason complete(BarRow row) {
    if (!sawSymbol || !sawTimeframe || !row.hasTimestamp) {
      String missing = sawSymbol ? sawTimeframe ? "timestamp_ms" : "timeframe" : "symbol";
      return refuse(RefusalReason.MISSING_FIELD, "expected field '" + missing + "', found none");
    }
    for (FeatureKey price : prices) {
      double value = row.price(price.field());
      if (!Double.isNaN(value) && !row.has(price.slot())) {
        row.put(price.slot(), value);
      }
    }
    return null;
  }

  private RefusalReason duplicate(String name) {
    return refuse(
        RefusalReason.DUPLICATE_KEY, "expected each key once, found '" + name + "' again");
  }

  private RefusalReason wrongType(String name, String expected, JsonToken found) {
    return refuse(
        RefusalReason.WRONG_TYPE, name + ": expected " + expected + ", found " + word(found));
  }

  private RefusalReason mismatch(String name, String expected, String found) {
    return refuse(
        RefusalReason.SUBJECT_MISMATCH,
        name
            + ": expected '"
            + expected
            + "' as in the subject, found '"
            + Instrument.printable(found)
            + "'");
  }

  private RefusalReason refuse(RefusalReason reason, String message) {
    detail = message;
    malformed = null;
    return reason;
  }

  private static String word(@Nullable JsonToken token) {
    return token == null ? "nothing" : token.name().toLowerCase(Locale.ROOT).replace("value_", "");
  }

  /** Without places, which the parser counts from its first message on. */
  private static String oneLine(JsonProcessingException e) {
    String text =
        e.getOriginalMessage()
            .replaceAll(" \\(start marker at .*?]\\)", "")
            .replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ");
    return text.length() > MAX_FAULT_LENGTH ? text.substring(0, MAX_FAULT_LENGTH) + "..." : text;
  }
}
