package io.tickcast.examples.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the lists of sources and sinks. */
final class ComponentReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|token|credential|api_?key|private_?key).*");
  private static final SettingType<String> NAME_TYPE =
      new SettingType<>(
          "a name of letters, digits and -",
          text -> NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
          text -> text);

  private ComponentReader() {}

  /**
   * Reads components. A variable {@code TICKCAST_SOURCES_<NAME>_<OPTION>} sets an option, so that a
   * secret need not stand in a file.
   *
   * @param blocks one for each
   * @param kind {@code sources} or {@code sinks}
   * @param scope takes what they are set to
   * @param paths resolves the options that are paths
   */
  static List<ServiceConfig.Component> read(
      List<ConfigSection> blocks, String kind, ConfigScope scope, ConfigPaths paths) {
    List<ServiceConfig.Component> components = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ConfigSection block : blocks) {
      Optional<String> name = block.required("name", NAME_TYPE);
      Optional<String> type = block.required("type", NAME_TYPE);
      Map<String, String> options = block.rest(kind + "." + name.orElse(""));
      if (name.isEmpty() || type.isEmpty()) {
        continue;
      }
      if (!names.add(name.get().toLowerCase(Locale.ROOT))) {
        block.fault(
            block.placeOf("name"),
            block.full("name") + ": expected a name of its own, found '" + name.get() + "' again");
      }
      show(block, options, scope);
      components.add(
          new ServiceConfig.Component(
              name.get(), type.get(), resolved(block, options, paths), block.place()));
    }
    return components;
  }

  private static void show(ConfigSection block, Map<String, String> options, ConfigScope scope) {
    new TreeMap<>(options)
        .forEach(
            (key, text) ->
                scope.effective.add(
                    new EffectiveSetting(block.full(key), shown(key, text), block.placeOf(key))));
  }

  /** Neither a secret option nor the user part of a URL is ever shown. */
  private static String shown(String key, String text) {
    if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches()) {
      return "***";
    }
    return text.replaceAll("//[^/@\\s]*@", "//***@");
  }

  private static Map<String, String> resolved(
      ConfigSection block, Map<String, String> options, ConfigPaths paths) {
    Map<String, String> resolved = new HashMap<>(options);
    resolved.replaceAll(
        (key, text) ->
            isPath(key) ? paths.resolve(block, key, text, block.placeOf(key)).toString() : text);
    return resolved;
  }

  private static boolean isPath(String key) {
    return key.matches("(.*_)?(path|file|folder)");
  }
}
