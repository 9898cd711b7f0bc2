package io.tickcast.core;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who asked for an operational configuration, and where its values come from. <i>Immutable.</i>
 *
 * @param by such as {@code start}, {@code program} or {@code hub http://127.0.0.1:8000}; at most
 *     200 characters
 * @param version the number of a configuration that has one; else empty; at most 100 characters
 * @param places where single settings come from, by their {@linkplain OperationalSetting#path()
 *     path}, such as a file with its line; for those that are not named {@code by} says it
 * @param models the settings that say which model serves, as texts by their path
 */
public record ConfigOrigin(
    String by, String version, Map<String, String> places, Map<String, String> models) {
  private static final int BY_MAX = 200;
  private static final int VERSION_MAX = 100;

  /** Copies the maps. */
  public ConfigOrigin {
    require("by", by, BY_MAX);
    require("version", version, VERSION_MAX);
    places = Map.copyOf(places);
    models = Map.copyOf(models);
  }

  private static void require(String name, String text, int max) {
    if (text.length() > max) {
      throw Checks.invalid(name, "at most " + max + " characters", text.length() + "");
    }
  }

  /**
   * An origin without a version.
   *
   * @param by who asked
   */
  public static ConfigOrigin of(String by) {
    return new ConfigOrigin(by, "", Map.of(), Map.of());
  }

  /**
   * The same with places for some of the settings, which win over those that it has.
   *
   * @param more by the path of a setting
   */
  public ConfigOrigin withPlaces(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(places);
    all.putAll(more);
    return new ConfigOrigin(by, version, all, models);
  }

  /**
   * The same with settings that say which model serves.
   *
   * @param texts by the path of a setting
   */
  public ConfigOrigin withModels(Map<String, String> texts) {
    return new ConfigOrigin(by, version, places, texts);
  }

  /** Who and which version, one line. */
  public String described() {
    return version.isEmpty() ? by : by + " version " + version;
  }

  /**
   * Where a setting comes from, one line.
   *
   * @param setting any
   */
  public String placeOf(OperationalSetting setting) {
    return places.getOrDefault(setting.path(), described());
  }
}
