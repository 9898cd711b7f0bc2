package io.tickcast.examples.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all sections of one configuration share: the layers above the file, and what the reading
 * finds. <i>Confined.</i>
 */
final class ConfigScope {
  static final String PREFIX = "TICKCAST_";

  /** Variables of the launcher, which are no settings. */
  private static final Set<String> LAUNCHER =
      Set.of(
          "TICKCAST_JAVA_OPTS",
          "TICKCAST_PROGRESS",
          "TICKCAST_HOME",
          "TICKCAST_SERVERS",
          AdminTokens.VARIABLE);

  /** A value from a layer above the file. */
  record Layered(String text, Place place) {}

  final String file;
  final List<Fault> faults = new ArrayList<>();
  final List<EffectiveSetting> effective = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, Layered> flags;
  private final Set<String> knownVariables = new TreeSet<>();

  /**
   * Makes a scope.
   *
   * @param file the file's name in messages
   * @param environment all variables; those that begin with {@code TICKCAST_} count
   * @param flags values from the command line by the path of their setting
   */
  ConfigScope(String file, Map<String, String> environment, Map<String, Layered> flags) {
    this.file = file;
    this.flags = Map.copyOf(flags);
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !LAUNCHER.contains(name)) {
            this.environment.put(name, value);
          }
        });
  }

  /** The variable that sets a path: {@code http.port} is {@code TICKCAST_HTTP_PORT}. */
  static String variable(String path) {
    return PREFIX + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The value of a setting from above the file: a flag, else a variable. */
  Optional<Layered> above(String path) {
    String variable = variable(path);
    knownVariables.add(variable);
    Layered flag = flags.get(path);
    if (flag != null) {
      return Optional.of(flag);
    }
    return Optional.ofNullable(environment.get(variable))
        .map(text -> new Layered(text, Place.variable(variable)));
  }

  /**
   * The flags for components of a kind by type and option: a flag {@code sinks.kafka.url} is for
   * each sink of type kafka.
   */
  Map<String, Map<String, Layered>> flagsOfTypes(String kind) {
    Map<String, Map<String, Layered>> found = new TreeMap<>();
    flags.forEach(
        (path, value) -> {
          String[] parts = path.split("\\.", 3);
          if (parts.length == 3 && parts[0].equals(kind)) {
            found.computeIfAbsent(parts[1], type -> new TreeMap<>()).put(parts[2], value);
          }
        });
    return found;
  }

  /** Whether a flag sets a path. */
  boolean hasFlag(String path) {
    return flags.containsKey(path);
  }

  /**
   * All variables below a path, such as the options of one source, by what follows in lower case.
   */
  Map<String, Layered> allAbove(String path) {
    String prefix = variable(path) + "_";
    Map<String, Layered> found = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            knownVariables.add(name);
            found.put(
                name.substring(prefix.length()).toLowerCase(Locale.ROOT),
                new Layered(value, Place.variable(name)));
          }
        });
    return found;
  }

  /** Reports the variables that nobody asked for; to be called when everything has been read. */
  void refuseUnknownVariables() {
    for (String name : environment.keySet()) {
      if (!knownVariables.contains(name)) {
        faults.add(
            new Fault(
                Place.variable(name),
                "expected the variable of a setting, found an unknown name"
                    + hint(name, knownVariables)));
      }
    }
  }

  static String hint(String word, Set<String> candidates) {
    return Nearest.to(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}
