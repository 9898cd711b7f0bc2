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

/** Reads the list of sources, that of sinks, or that of stores. <i>Confined.</i> */
final class ComponentReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|token|credential|api_?key|private_?key).*");
  private static final SettingType<String> NAME_TYPE =
      new SettingType<>(
          "a name of letters, digits and -",
          text -> NAME.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
          text -> text);

  private final String kind;
  private final ConfigScope scope;
  private final ConfigPaths paths;
  private final Set<String> names = new HashSet<>();

  /**
   * Makes a reader.
   *
   * @param kind {@code sources}, {@code sinks} or {@code stores}
   * @param scope knows the layers above the file, and takes what the components are set to
   * @param paths resolves the options that are paths
   */
  ComponentReader(String kind, ConfigScope scope, ConfigPaths paths) {
    this.kind = kind;
    this.scope = scope;
    this.paths = paths;
  }

  /**
   * Reads components. A variable {@code TICKCAST_SOURCES_<NAME>_<OPTION>} sets an option, so that a
   * secret need not stand in a file. A flag sets an option of all that have its type, and makes one
   * of its type when there is none.
   *
   * @param blocks one for each
   */
  List<ServiceConfig.Component> read(List<ConfigSection> blocks) {
    Map<String, Map<String, ConfigScope.Layered>> flags = scope.flagsOfTypes(kind);
    List<ServiceConfig.Component> components = new ArrayList<>();
    for (ConfigSection block : blocks) {
      ofFile(block, flags).ifPresent(components::add);
    }
    Set<String> types = new HashSet<>();
    components.forEach(component -> types.add(component.type()));
    flags.forEach(
        (type, options) -> {
          if (!types.contains(type)) {
            components.add(ofFlags(type, options));
          }
        });
    return components;
  }

  private Optional<ServiceConfig.Component> ofFile(
      ConfigSection block, Map<String, Map<String, ConfigScope.Layered>> flags) {
    Optional<String> name = block.required("name", NAME_TYPE);
    Optional<String> type = block.required("type", NAME_TYPE);
    Map<String, String> options = block.rest(kind + "." + name.orElse(""));
    if (name.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    if (!names.add(name.get().toLowerCase(Locale.ROOT))) {
      block.fault(
          block.placeOf("name"),
          block.full("name") + ": expected a name of its own, found '" + name.get() + "' again");
    }
    Map<String, ConfigScope.Layered> above = flags.getOrDefault(type.get(), Map.of());
    options.keySet().removeAll(above.keySet());
    new TreeMap<>(options).forEach((key, text) -> show(block.full(key), text, block.placeOf(key)));
    Map<String, String> all = resolved(block, options);
    above.forEach(
        (key, value) -> {
          show(block.full(key), value.text(), value.place());
          all.put(key, value.text());
        });
    return Optional.of(new ServiceConfig.Component(name.get(), type.get(), all, block.place()));
  }

  /** Called like its type, so that variables can set its other options. */
  private ServiceConfig.Component ofFlags(String type, Map<String, ConfigScope.Layered> flags) {
    Map<String, ConfigScope.Layered> all = new TreeMap<>(scope.allAbove(kind + "." + type));
    all.putAll(flags);
    Place place = flags.values().iterator().next().place();
    if (!names.add(type)) {
      String text = kind + ": expected no other one called '" + type + "', found one";
      scope.faults.add(new Fault(place, text));
    }
    Map<String, String> options = new HashMap<>();
    all.forEach(
        (key, value) -> {
          show(kind + "." + type + "." + key, value.text(), value.place());
          options.put(key, value.text());
        });
    return new ServiceConfig.Component(type, type, options, place);
  }

  private void show(String path, String text, Place origin) {
    String key = path.substring(path.lastIndexOf('.') + 1);
    scope.effective.add(new EffectiveSetting(path, shown(key, text), origin));
  }

  /** Neither a secret option nor the user part of a URL is ever shown. */
  private static String shown(String key, String text) {
    if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches()) {
      return "***";
    }
    return text.replaceAll("//[^/@\\s]*@", "//***@");
  }

  private Map<String, String> resolved(ConfigSection block, Map<String, String> options) {
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
