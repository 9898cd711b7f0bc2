package io.tickcast.core;

import io.tickcast.core.FeatureKey.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that a lane has seen, each with a slot in its rows. <i>Confined</i> to the lane.
 *
 * <p>Names that models need are {@linkplain #require required} and always have a slot; others get
 * one while there is room, so that a feed which invents names can not fill the memory.
 */
final class FeatureDictionary {
  private final int capacity;
  private final TargetColumns targets;
  private final Map<String, FeatureKey> topLevel = new HashMap<>();
  private final Map<String, FeatureKey> features = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final FeatureKey ignored = FeatureKey.of("", Field.IGNORED, -1);

  FeatureDictionary(FeedSettings settings) {
    this.capacity = settings.maxFeatures();
    this.targets = new TargetColumns(settings.targetColumns());
    reserve("symbol", Field.SYMBOL);
    reserve("timeframe", Field.TIMEFRAME);
    reserve("timestamp_ms", Field.TIMESTAMP_MS);
    reserve("time", Field.TIME);
    reserve("features", Field.FEATURES);
    price("close", Field.CLOSE);
    price("price", Field.PRICE);
    price("high", Field.HIGH);
    price("low", Field.LOW);
  }

  private void reserve(String name, Field field) {
    topLevel.put(name, FeatureKey.of(name, field, -1));
  }

  /** Prices stand on the top level, and a model may have been trained on them too. */
  private void price(String name, Field field) {
    topLevel.put(name, FeatureKey.of(name, field, require(name)));
  }

  /** The slot of a name that a model needs. */
  int require(String name) {
    FeatureKey key = features.get(name);
    if (key == null || key.slot() < 0) {
      key = add(name, Field.FEATURE);
    }
    return key.slot();
  }

  private FeatureKey add(String name, Field field) {
    FeatureKey key = FeatureKey.of(name, field, names.size());
    names.add(name);
    features.put(name, key);
    return key;
  }

  /** What a key on the top level means. */
  FeatureKey topLevel(String name) {
    FeatureKey key = topLevel.get(name);
    return key != null ? key : feature(name);
  }

  /** What a key among the features means. */
  FeatureKey feature(String name) {
    FeatureKey key = features.get(name);
    if (key != null) {
      return key;
    }
    if (targets.contains(name)) {
      return FeatureKey.of(name, Field.TARGET, -1);
    }
    return names.size() < capacity ? add(name, Field.FEATURE) : ignored;
  }

  /** The number of slots so far. */
  int size() {
    return names.size();
  }

  String name(int slot) {
    return names.get(slot);
  }
}
