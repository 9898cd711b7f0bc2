package io.tickcast.core;

import static io.tickcast.core.Messages.BAR;
import static io.tickcast.core.Messages.nested;
import static io.tickcast.core.Messages.row;
import static io.tickcast.core.Messages.usual;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys of messages: learned in their order, and right whatever the order is. */
class FrameDecoderKeysTest {
  private final Decoding decoding = new Decoding();

  @Test
  void decode_keysInAnotherOrder_giveTheSameValues() {
    String first = "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":" + BAR + ",";
    String[] messages = {
      first + "\"features\":{\"a\":1,\"b\":2,\"c\":3}}",
      first + "\"features\":{\"c\":3,\"a\":1,\"b\":2}}",
      "{\"features\":{\"b\":2,\"c\":3,\"a\":1}," + first.substring(1, first.length() - 1) + "}",
      first + "\"features\":{\"a\":1,\"b\":2,\"c\":3}}"
    };
    for (String message : messages) {
      assertThat(decoding.decode(message)).isNull();
      assertThat(decoding.value("a")).isEqualTo(1);
      assertThat(decoding.value("b")).isEqualTo(2);
      assertThat(decoding.value("c")).isEqualTo(3);
    }
  }

  @Test
  void decode_keysThatComeAndGo_areSeenInTheirMessageOnly() {
    String[] features = {
      "\"a\":1,\"b\":2,\"c\":3", "\"a\":4,\"c\":5", "\"x\":6,\"a\":7,\"b\":8,\"c\":9", "", "\"b\":1"
    };
    double[][] expected = {
      {1, 2, 3, Double.NaN},
      {4, Double.NaN, 5, Double.NaN},
      {7, 8, 9, 6},
      {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
      {Double.NaN, 1, Double.NaN, Double.NaN}
    };
    String[] names = {"a", "b", "c", "x"};
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < features.length; i++) {
        assertThat(decoding.decode(nested(BAR, features[i]))).isNull();
        for (int j = 0; j < names.length; j++) {
          assertThat(decoding.value(names[j]))
              .as(features[i] + names[j])
              .isEqualTo(Double.valueOf(expected[i][j]));
        }
      }
    }
  }

  @Test
  void decode_randomSubsetsAndOrders_matchTheMessage() {
    Random random = new Random(7);
    List<String> names = Messages.names(150);
    for (int round = 0; round < 300; round++) {
      List<String> chosen = new ArrayList<>(names);
      if (random.nextInt(3) > 0) {
        Collections.shuffle(chosen, random);
      }
      chosen = chosen.subList(0, 1 + random.nextInt(names.size()));
      Map<String, Double> values = new LinkedHashMap<>();
      for (String name : chosen) {
        values.put(name, random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
      }
      String features = Messages.features(values);
      assertThat(decoding.decode(round % 2 == 0 ? nested(BAR, features) : row(BAR, features)))
          .isNull();
      for (String name : names) {
        assertThat(decoding.value(name)).isEqualTo(values.getOrDefault(name, Double.NaN));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\":1,\"a\":2",
        "\"a\":1,\"a\":1",
        "\"a\":null,\"a\":2",
        "\"a\":1,\"a\":null",
        "\"a\":null,\"a\":null",
        "\"a\":\"x\",\"a\":2",
        "\"a\":1,\"\\u0061\":2",
        "\"a\":1,\"b\":2,\"a\":3"
      })
  void decode_featureTwice_isRefusedByName(String features) {
    for (String message : new String[] {nested(BAR, features), row(BAR, features)}) {
      assertThat(decoding.decode(message)).isEqualTo(RefusalReason.DUPLICATE_KEY);
      assertThat(decoding.detail()).isEqualTo("expected each key once, found 'a' again");
      assertThat(decoding.decode(usual(BAR))).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"symbol\":\"EURUSD\"",
        "\"timeframe\":\"5m\"",
        "\"close\":1.08",
        "\"close\":null",
        "\"features\":{}"
      })
  void decode_fieldTwice_isRefused(String field) {
    assertThat(decoding.decode(usual(BAR).replace("}}", "}," + field + "}")))
        .isEqualTo(RefusalReason.DUPLICATE_KEY);
    assertThat(decoding.detail()).startsWith("expected each key once, found '");
  }

  @Test
  void decode_nullPriceThenNumber_isRefused() {
    String message = usual(BAR).replace("\"close\":", "\"close\":null,\"close\":");
    assertThat(decoding.decode(message)).isEqualTo(RefusalReason.DUPLICATE_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"timestamp_ms\":1760867700000", "\"time\":1760867700000"})
  void decode_twoTimes_areRefused(String time) {
    assertThat(decoding.decode(usual(BAR).replace("}}", "}," + time + "}")))
        .isEqualTo(RefusalReason.DUPLICATE_KEY);
    assertThat(decoding.detail()).startsWith("expected one time of the bar, found '");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "température",
        "特徴_14",
        "🙂",
        "a\\\"b",
        "back\\\\slash",
        "tab\\tname",
        "",
        "sp ace",
        "\\u00e9t\\u00e9"
      })
  void decode_unusualKey_isKnownByItsMeaning(String key) {
    String message = nested(BAR, "\"" + key + "\":4.5,\"rsi_14\":2");
    for (int i = 0; i < 3; i++) {
      assertThat(decoding.decode(message)).isNull();
      assertThat(decoding.value("rsi_14")).isEqualTo(2);
      assertThat(decoding.value(unescape(key))).isEqualTo(4.5);
    }
  }

  private static String unescape(String key) {
    return key.replace("\\\"", "\"")
        .replace("\\\\", "\\")
        .replace("\\t", "\t")
        .replace("\\u00e9", "é");
  }

  @Test
  void decode_keyWrittenWithEscapes_isTheKeyThatWasLearned() {
    assertThat(decoding.decode(usual(BAR))).isNull();
    assertThat(decoding.decode(usual(BAR).replace("rsi_14", "\\u0072si_14"))).isNull();
    assertThat(decoding.value("rsi_14")).isEqualTo(55.1);
    assertThat(decoding.decode(usual(BAR).replace("symbol", "s\\u0079mbol"))).isNull();
  }

  @Test
  void decode_keyThatBeginsLikeAnother_isAnother() {
    assertThat(decoding.decode(nested(BAR, "\"rsi_1\":1,\"rsi_14\":2"))).isNull();
    assertThat(decoding.decode(nested(BAR, "\"rsi_14\":3,\"rsi_1\":4"))).isNull();
    assertThat(decoding.value("rsi_14")).isEqualTo(3);
    assertThat(decoding.value("rsi_1")).isEqualTo(4);
  }

  @Test
  void decode_moreNamesThanTheFeedMayInvent_keepsThoseThatModelsNeed() {
    FeedSettings few =
        new FeedSettings(
            Optional.of(Duration.ofMinutes(10)),
            BarTime.CLOSE,
            false,
            List.of("target"),
            1 << 20,
            6,
            10);
    Decoding small = new Decoding(few);
    assertThat(small.decode(nested(BAR, "\"a\":1,\"b\":2,\"c\":3,\"d\":4"))).isNull();
    assertThat(small.dictionary.size()).isEqualTo(6);
    assertThat(small.value("b")).isEqualTo(2);
    assertThat(small.row.value(small.dictionary.require("d"))).isNaN();
    assertThat(small.decode(nested(BAR, "\"a\":1,\"b\":2,\"c\":3,\"d\":4"))).isNull();
    assertThat(small.value("d")).isEqualTo(4);
    assertThat(small.decode(nested(BAR, "\"c\":1,\"c\":2"))).isNull();
    assertThat(small.dictionary.size()).isEqualTo(7);
  }

  @Test
  void decode_moreKeysThanAreLearned_readsThemAll() {
    FeedSettings feed = FeedSettings.defaults();
    Decoding wide =
        new Decoding(
            new FeedSettings(
                feed.maxFeatureAge(), BarTime.CLOSE, false, List.of(), 1 << 20, 20_000, 10));
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < 9_000; i++) {
      values.put("f" + i, i + 0.5);
    }
    for (int round = 0; round < 2; round++) {
      assertThat(wide.decode(nested(BAR, Messages.features(values)))).isNull();
      assertThat(wide.value("f8191")).isEqualTo(8191.5);
      assertThat(wide.value("f8192")).isEqualTo(8192.5);
      assertThat(wide.value("f8999")).isEqualTo(8999.5);
    }
  }
}
