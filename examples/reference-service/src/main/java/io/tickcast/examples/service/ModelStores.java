package io.tickcast.examples.service;

import io.tickcast.api.CheckpointStore;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.core.CachedCheckpointStore;
import io.tickcast.core.FolderCheckpointStore;
import io.tickcast.core.InferenceEngineBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The stores that models come from: those of the configuration, each on another machine with a
 * cache on the local disk, and the folder of models. <i>Immutable.</i>
 *
 * @param config whose stores they are
 * @param components makes them
 */
record ModelStores(ServiceConfig config, Components components) {
  private static final String FILES = "files";

  /** The types of stores that are on this machine, where a copy would be of no use. */
  private static final Set<String> LOCAL = Set.of(FILES, "classpath");

  private static final String CACHE = "cache";
  private static final String CACHE_MAX_BYTES = "cache_max_bytes";
  private static final String CACHES = "model-cache";

  static ModelStores of(ServiceConfig config, Components components) {
    return new ModelStores(config, components);
  }

  /** Gives all of them to an engine, which closes them. */
  void addTo(InferenceEngineBuilder builder) {
    makeAll().values().forEach(builder::checkpointStore);
  }

  /** All of them by name, in the order in which they are asked; nothing is asked yet. */
  Map<String, CheckpointStore> makeAll() {
    return makeAll(this::make);
  }

  /** The same without their caches: what they say themselves, for those who only look. */
  Map<String, CheckpointStore> makeAllBare() {
    return makeAll(components::store);
  }

  private Map<String, CheckpointStore> makeAll(
      Function<ServiceConfig.Component, CheckpointStore> making) {
    Map<String, CheckpointStore> all = new LinkedHashMap<>();
    if (hasFolderOfItsOwn()) {
      all.put("models.folder", new FolderCheckpointStore(config.selection().folder()));
    }
    for (ServiceConfig.Component store : config.stores()) {
      all.put(store.name(), making.apply(store));
    }
    return all;
  }

  /** A folder that nobody made is missed only when there is nothing else to look at. */
  private boolean hasFolderOfItsOwn() {
    Path folder = config.selection().folder();
    boolean configured = config.stores().stream().anyMatch(store -> store.type().equals(FILES));
    return !configured && (config.stores().isEmpty() || Files.isDirectory(folder));
  }

  /**
   * A store, with a cache when it is on another machine.
   *
   * @throws InferenceException (NOT_FOUND, INVALID_CONFIGURATION) when its type or a setting does
   *     not do
   */
  CheckpointStore make(ServiceConfig.Component store) {
    long maxBytes = cacheMaxBytes(store);
    boolean cached = isCached(store);
    CheckpointStore made = components.store(store);
    if (!cached) {
      return made;
    }
    Path folder = config.data().resolve(CACHES).resolve(store.name());
    return new CachedCheckpointStore("store '" + store.name() + "'", made, folder, maxBytes);
  }

  private static boolean isCached(ServiceConfig.Component store) {
    boolean local = LOCAL.contains(store.type());
    String word = store.options().getOrDefault(CACHE, Boolean.toString(!local));
    if (!word.equals("true") && !word.equals("false")) {
      throw invalid(store, CACHE, "true or false", word);
    }
    return word.equals("true");
  }

  private static long cacheMaxBytes(ServiceConfig.Component store) {
    String text = store.options().get(CACHE_MAX_BYTES);
    if (text == null) {
      return CachedCheckpointStore.DEFAULT_MAX_BYTES;
    }
    if (!text.matches("[1-9][0-9]{0,15}")) {
      throw invalid(store, CACHE_MAX_BYTES, "a whole number of at least 1", text);
    }
    return Long.parseLong(text);
  }

  private static InferenceException invalid(
      ServiceConfig.Component store, String key, String expected, String found) {
    return new InferenceException(
        ErrorCode.INVALID_CONFIGURATION,
        "store '"
            + store.name()
            + "': "
            + key
            + ": expected "
            + expected
            + ", found '"
            + found
            + "'");
  }

  /** A store as its provider knows it: the cache is ours. */
  static ServiceConfig.Component withoutCacheOptions(ServiceConfig.Component store) {
    Map<String, String> options = new HashMap<>(store.options());
    options.remove(CACHE);
    options.remove(CACHE_MAX_BYTES);
    return new ServiceConfig.Component(store.name(), store.type(), options, store.place());
  }
}
