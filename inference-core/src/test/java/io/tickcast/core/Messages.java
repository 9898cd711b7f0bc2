package io.tickcast.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Feature messages, as text. */
final class Messages {
  /** 2025-10-19T09:55:00Z, the end of a bar of five minutes. */
  static final long BAR = 1_760_867_700_000L;

  static final long STEP = 300_000L;
  static final String CHANNEL = "features.EURUSD.5m";

  private Messages() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The nested shape. */
  static String nested(long timestamp, String features) {
    return "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"timestamp_ms\":"
        + timestamp
        + ",\"close\":1.08125,\"features\":{"
        + features
        + "}}";
  }

  /** The row shape. */
  static String row(long timestamp, String features) {
    return "{\"symbol\":\"EURUSD\",\"timeframe\":\"5m\",\"time\":"
        + timestamp
        + ",\"close\":1.08125,"
        + features
        + "}";
  }

  /** The usual features. */
  static String usual() {
    return "\"rsi_14\":55.1,\"atr_14\":0.00125";
  }

  static String usual(long timestamp) {
    return nested(timestamp, usual());
  }

  /** As many names as the contract's example has. */
  static List<String> names(int count) {
    List<String> names = new ArrayList<>(List.of("rsi_14", "atr_14"));
    while (names.size() < count) {
      names.add("feature_" + names.size());
    }
    return names;
  }

  /** A message of many features whose numbers follow from the seed. */
  static String many(long timestamp, List<String> names, long seed) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), Math.sin(seed * 31.7 + i) * (1 + i % 7));
    }
    values.put("atr_14", 0.001 + 0.0001 * (seed % 10));
    return nested(timestamp, features(values));
  }

  static String features(Map<String, Double> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(value));
    return text.toString();
  }
}
