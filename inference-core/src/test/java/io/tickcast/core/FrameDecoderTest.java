package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.row;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.core.FeatureKey.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private final Decoding decoding = new Decoding();

  @Test
  void decode_nestedMessage_fillsTheRow() {
    assertThat(decoding.decode(usual(BAR))).isNull();
    assertThat(decoding.row.timestamp).isEqualTo(BAR);
    assertThat(decoding.row.currentPrice()).isEqualTo(1.08125);
    assertThat(decoding.value("rsi_14")).isEqualTo(55.1);
    assertThat(decoding.value("atr_14")).isEqualTo(0.00125);
    assertThat(decoding.value("close")).isEqualTo(1.08125);
  }

  @Test
  void decode_rowMessage_isTheSameAsNested() {
    Decoding other = new Decoding();
    assertThat(decoding.decode(usual(BAR))).isNull();
    assertThat(other.decode(row(BAR, Messages.usual()))).isNull();
    assertThat(other.row.timestamp).isEqualTo(decoding.row.timestamp);
    for (String name : new String[] {"rsi_14", "atr_14", "close", "high"}) {
      assertThat(other.value(name)).as(name).isEqualTo((Double) decoding.value(name));
    }
    assertThat(other.row.currentPrice()).isEqualTo(decoding.row.currentPrice());
  }

  @Test
  void decode_rowWithPricesAndVolume_makesAllOfThemFeatures() {
    assertThat(
            decoding.decode(
                row(BAR, "\"open\":1.07,\"high\":1.09,\"low\":1.06,\"volume\":1200,\"spread\":2")))
        .isNull();
    assertThat(decoding.value("open")).isEqualTo(1.07);
    assertThat(decoding.value("high")).isEqualTo(1.09);
    assertThat(decoding.value("low")).isEqualTo(1.06);
    assertThat(decoding.value("volume")).isEqualTo(1200);
    assertThat(decoding.row.price(Field.HIGH)).isEqualTo(1.09);
    assertThat(decoding.row.price(Field.LOW)).isEqualTo(1.06);
  }

  @Test
  void decode_closeAmongTheFeatures_winsAsFeatureAndNotAsPrice() {
    assertThat(decoding.decode(nested(BAR, "\"close\":0.5"))).isNull();
    assertThat(decoding.value("close")).isEqualTo(0.5);
    assertThat(decoding.row.currentPrice()).isEqualTo(1.08125);
  }

  @Test
  void decode_reservedNamesAmongTheFeatures_areFeatures() {
    assertThat(decoding.decode(nested(BAR, "\"time\":7,\"symbol\":3,\"features\":4"))).isNull();
    assertThat(decoding.value("time")).isEqualTo(7);
    assertThat(decoding.value("symbol")).isEqualTo(3);
    assertThat(decoding.value("features")).isEqualTo(4);
    assertThat(decoding.row.timestamp).isEqualTo(BAR);
  }

  @Test
  void decode_topLevelNumbersBesideFeatures_areNoFeatures() {
    String before = "{\"rsi_14\":1,\"spread\":2," + usual(BAR).substring(1);
    String after = usual(BAR).replace("}}", "},\"rsi_14\":1,\"spread\":2}");
    for (String message : new String[] {before, after}) {
      assertThat(decoding.decode(message)).isNull();
      assertThat(decoding.value("rsi_14")).isEqualTo(55.1);
      assertThat(decoding.value("spread")).isNaN();
    }
  }

  @Test
  void decode_priceWithoutClose_isTheCurrentPrice() {
    assertThat(decoding.decode(usual(BAR).replace("close", "price"))).isNull();
    assertThat(decoding.row.currentPrice()).isEqualTo(1.08125);
    assertThat(decoding.value("close")).isNaN();
    assertThat(decoding.decode(usual(BAR).replace("1.08125", "null,\"price\":1.5"))).isNull();
    assertThat(decoding.row.currentPrice()).isEqualTo(1.5);
  }

  @Test
  void decode_booleansAndNull_areOneZeroAndMissing() {
    assertThat(decoding.decode(nested(BAR, "\"a\":true,\"b\":false,\"c\":null"))).isNull();
    assertThat(decoding.value("a")).isEqualTo(1);
    assertThat(decoding.value("b")).isZero();
    assertThat(decoding.value("c")).isNaN();
    assertThat(decoding.isText("c")).isFalse();
  }

  @Test
  void decode_textAndContainers_areNotedAndSkipped() {
    assertThat(
            decoding.decode(
                nested(BAR, "\"a\":\"1.5\",\"b\":[1,[2]],\"c\":{\"d\":3,\"rsi_14\":9},\"e\":4")))
        .isNull();
    assertThat(decoding.isText("a")).isTrue();
    assertThat(decoding.isText("b")).isTrue();
    assertThat(decoding.isText("c")).isTrue();
    assertThat(decoding.value("a")).isNaN();
    assertThat(decoding.value("d")).isNaN();
    assertThat(decoding.value("rsi_14")).isNaN();
    assertThat(decoding.value("e")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "1e999, Infinity",
    "-1e999, -Infinity",
    "1e-999, 0.0",
    "4.9e-324, 4.9E-324",
    "1.7976931348623157e308, 1.7976931348623157E308",
    "0.1000000000000000055511151231257827021181583404541015625, 0.1",
    "12345678901234567890123, 1.2345678901234568E22",
    "2.2250738585072012e-308, 2.2250738585072014E-308",
    "9007199254740993, 9.007199254740992E15",
    "1E5, 100000.0",
    "-1.25e+2, -125.0"
  })
  void decode_number_isTheNearestDouble(String text, double expected) {
    assertThat(decoding.decode(nested(BAR, "\"x\":" + text))).isNull();
    assertThat(decoding.value("x")).isEqualTo((Double) expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"future_return\":1", "\"target\":0", "\"target_5m\":null", "\"label_x\":\"a\""})
  void decode_targetColumn_isRefusedByName(String column) {
    String name = column.substring(1, column.indexOf('"', 1));
    String topLevel = usual(BAR).replace("\"close\"", column + ",\"close\"");
    String afterFeatures = usual(BAR).replace("}}", "}," + column + "}");
    for (String message :
        new String[] {nested(BAR, column), row(BAR, column), topLevel, afterFeatures}) {
      assertThat(decoding.decode(message)).isEqualTo(RefusalReason.TARGET_COLUMN);
      assertThat(decoding.detail())
          .isEqualTo("expected live features only, found target column '" + name + "'");
    }
    assertThat(decoding.decode(usual(BAR))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EURUSD", "eurusd", "C:EURUSD", "EUR/USD", "c:eurusd"})
  void decode_nameOfTheSymbol_isTaken(String raw) {
    for (int i = 0; i < 3; i++) {
      assertThat(decoding.decode(usual(BAR).replace("EURUSD", raw))).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\"EURUSD\", \"GBPUSD\"",
    "\"EURUSD\", \"\"",
    "\"EURUSD\", \"*\"",
    "\"5m\", \"1h\"",
    "\"5m\", \"5M\"",
    "\"5m\", \"\""
  })
  void decode_bodyOfAnotherSeries_isRefused(String right, String wrong) {
    assertThat(decoding.decode(usual(BAR).replace("EURUSD", "C:EURUSD"))).isNull();
    assertThat(decoding.decode(usual(BAR).replaceFirst(right, wrong)))
        .isEqualTo(RefusalReason.SUBJECT_MISMATCH);
    assertThat(decoding.detail()).contains("as in the subject, found '");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"symbol\":\"EURUSD\",| |symbol",
        "\"timeframe\":\"5m\",| |timeframe",
        "\"timestamp_ms\":1760867700000,| |timestamp_ms"
      })
  void decode_missingField_isRefusedByName(String part, String nothing, String name) {
    assertThat(decoding.decode(usual(BAR).replace(part, "")))
        .isEqualTo(RefusalReason.MISSING_FIELD);
    assertThat(decoding.detail()).isEqualTo("expected field '" + name + "', found none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"EURUSD\"|7|symbol: expected text, found number_int",
        "\"EURUSD\"|null|symbol: expected text, found null",
        "\"5m\"|[]|timeframe: expected text, found start_array",
        "1.08125|\"1.08\"|close: expected a number, found string",
        "1.08125|true|close: expected a number, found true",
        "1760867700000|\"1760867700000\"|timestamp_ms: expected whole Unix milliseconds, found string",
        "1760867700000|1760867700000.0|timestamp_ms: expected whole Unix milliseconds, found"
            + " number_float",
        "1760867700000|null|timestamp_ms: expected whole Unix milliseconds, found null"
      })
  void decode_fieldOfAnotherType_isRefusedByName(String right, String wrong, String detail) {
    assertThat(decoding.decode(usual(BAR).replace(right, wrong)))
        .isEqualTo(RefusalReason.WRONG_TYPE);
    assertThat(decoding.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"x\"", "true"})
  void decode_featuresThatAreNoObject_areRefused(String features) {
    String message =
        "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":" + BAR + ",\"features\":";
    assertThat(decoding.decode(message + features + "}")).isEqualTo(RefusalReason.WRONG_TYPE);
    assertThat(decoding.detail()).startsWith("features: expected an object, found ");
  }
}
