package io.tickcast.core;

import com.fasterxml.jackson.core.io.SerializedString;

/**
 * A key of a feed's messages, with what it means on its level.
 *
 * @param name the key
 * @param quoted its bytes, to be compared with those of a message
 * @param field what it means
 * @param slot for a feature, its place in the row; else -1
 */
record FeatureKey(String name, SerializedString quoted, Field field, int slot) {
  /** What a key means. */
  enum Field {
    FEATURE,
    TARGET,
    IGNORED,
    SYMBOL,
    TIMEFRAME,
    TIMESTAMP_MS,
    TIME,
    CLOSE,
    PRICE,
    HIGH,
    LOW,
    FEATURES
  }

  static FeatureKey of(String name, Field field, int slot) {
    return new FeatureKey(name, new SerializedString(name), field, slot);
  }
}
