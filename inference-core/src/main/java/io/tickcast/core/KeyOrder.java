package io.tickcast.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the last message in their order. The next message most likely has the same, so that
 * each of its keys is compared with one candidate as bytes, and looked up by name only when it
 * differs. <i>Confined</i> to the lane.
 */
final class KeyOrder {
  private static final int FIRST_CAPACITY = 16;

  /**
   * A message of more keys than this is decoded all the same, its later keys are looked up by name.
   */
  private static final int CAPACITY = 8_192;

  private FeatureKey[] keys = new FeatureKey[0];
  private int known;
  private int position;

  void restart() {
    position = 0;
  }

  /**
   * Reads the next key of the current object.
   *
   * @return null at the end of the object
   */
  @Nullable FeatureKey next(JsonParser json, Function<String, FeatureKey> lookup)
      throws IOException {
    if (position < known) {
      if (json.nextFieldName(keys[position].quoted())) {
        return keys[position++];
      }
    } else {
      json.nextToken();
    }
    if (json.currentToken() != JsonToken.FIELD_NAME) {
      return null;
    }
    FeatureKey key = lookup.apply(json.currentName());
    learn(key);
    return key;
  }

  private void learn(FeatureKey key) {
    if (position == CAPACITY) {
      return;
    }
    if (position == keys.length) {
      keys = Arrays.copyOf(keys, Math.max(FIRST_CAPACITY, keys.length * 2));
    }
    keys[position++] = key;
    known = Math.max(known, position);
  }

  /**
   * Adds the names of what has a slot.
   *
   * @return false when something was left out by the dictionary, so that they are not all
   */
  boolean addTo(Set<String> names) {
    for (int i = 0; i < known; i++) {
      if (keys[i].slot() >= 0) {
        names.add(keys[i].name());
      } else if (keys[i].field() == FeatureKey.Field.IGNORED) {
        return false;
      }
    }
    return true;
  }
}
