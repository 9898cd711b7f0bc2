package io.tickcast.examples.service;

import io.tickcast.api.InferenceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One block of the configuration while it is read. A setting that is wrong becomes a fault, and its
 * default is used, so that all faults show at once. <i>Confined.</i>
 */
final class ConfigSection {
  private static final String NOTHING = "found nothing; remove the name to get the default";

  private final String path;
  private final Place place;
  private final ConfigNode.Block block;
  private final ConfigScope scope;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, ConfigSection> sections = new HashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  ConfigSection(String path, Place place, ConfigNode.Block block, ConfigScope scope) {
    this.path = path;
    this.place = place;
    this.block = block;
    this.scope = scope;
  }

  /** A value with the place that it comes from. */
  record Located<T>(T value, Place place) {}

  Place place() {
    return place;
  }

  /** Whether something sets a setting that has been read, and without fault. */
  boolean isSet(String key) {
    return places.containsKey(key) && !Optional.empty().equals(values.get(key));
  }

  /** Where a setting of this block comes from; the block itself when nothing sets it. */
  Place placeOf(String key) {
    return places.getOrDefault(key, place);
  }

  /** A setting with a default. */
  <T> T value(String key, SettingType<T> type, T otherwise) {
    return this.<T>read(key, type, type.format().apply(otherwise)).orElse(otherwise);
  }

  /** A setting that may be absent; {@code absence} says what that means. */
  <T> Optional<T> optional(String key, SettingType<T> type, String absence) {
    return read(key, type, absence);
  }

  /** A setting that has to be there; empty after a fault. */
  <T> Optional<T> required(String key, SettingType<T> type) {
    Optional<T> found = read(key, type, "");
    if (found.isEmpty() && !places.containsKey(key)) {
      fault(place, full(key) + ": expected " + type.expectation() + ", found none");
    }
    return found;
  }

  /** A list of plain values; a variable holds them with commas between. */
  <T> List<Located<T>> list(String key, SettingType<T> type, List<T> otherwise) {
    known.add(key);
    Optional<ConfigScope.Layered> above = scope.above(full(key));
    List<Located<T>> found = new ArrayList<>();
    if (above.isPresent()) {
      for (String part : above.get().text().split(",", -1)) {
        parsed(key, part.strip(), type, above.get().place())
            .ifPresent(value -> found.add(new Located<>(value, above.get().place())));
      }
      return shown(key, type, found, above.get().place());
    }
    ConfigNode.Entry entry = block.entries().get(key);
    if (entry == null) {
      otherwise.forEach(value -> found.add(new Located<>(value, Place.DEFAULT)));
      return shown(key, type, found, Place.DEFAULT);
    }
    for (ConfigNode node : items(key, entry)) {
      Place at = at(node.line());
      if (node instanceof ConfigNode.Value value && !value.empty()) {
        parsed(key, value.text(), type, at).ifPresent(v -> found.add(new Located<>(v, at)));
      } else {
        fault(at, full(key) + ": expected " + type.expectation() + ", found " + node.described());
      }
    }
    return shown(key, type, found, at(entry.line()));
  }

  /** Whether a setting is a block, and not a plain value or one that a variable gives. */
  boolean isBlock(String key) {
    ConfigNode.Entry entry = block.entries().get(key);
    return entry != null
        && entry.node() instanceof ConfigNode.Block
        && scope.above(full(key)).isEmpty();
  }

  /** A block inside this one; an empty one when it is absent. */
  ConfigSection section(String key) {
    known.add(key);
    return sections.computeIfAbsent(key, this::newSection);
  }

  private ConfigSection newSection(String key) {
    ConfigNode.Entry entry = block.entries().get(key);
    ConfigNode.Block inner = new ConfigNode.Block(Map.of(), 0);
    if (entry == null) {
      return new ConfigSection(full(key), place, inner, scope);
    }
    Place at = at(entry.line());
    if (entry.node() instanceof ConfigNode.Block found) {
      inner = found;
    } else if (!isEmpty(entry.node())) {
      fault(at, full(key) + ": expected a block of settings, found " + entry.node().described());
    }
    return new ConfigSection(full(key), at, inner, scope);
  }

  /** A list of blocks. */
  List<ConfigSection> sections(String key) {
    known.add(key);
    List<ConfigSection> found = new ArrayList<>();
    ConfigNode.Entry entry = block.entries().get(key);
    if (entry == null) {
      return found;
    }
    for (ConfigNode node : items(key, entry)) {
      String itemPath = full(key) + "[" + found.size() + "]";
      if (node instanceof ConfigNode.Block item) {
        found.add(new ConfigSection(itemPath, at(node.line()), item, scope));
      } else {
        fault(
            at(node.line()),
            full(key) + ": expected a block of settings, found " + node.described());
      }
    }
    return found;
  }

  /** All settings that nobody has asked for, as text: the options of a component. */
  Map<String, String> rest(String variables) {
    Map<String, String> options = new HashMap<>();
    Map<String, ConfigScope.Layered> above = scope.allAbove(variables);
    block
        .entries()
        .forEach(
            (key, entry) -> {
              if (known.add(key) && !above.containsKey(key)) {
                option(key, entry).ifPresent(text -> options.put(key, text));
              }
            });
    above.forEach(
        (key, layered) -> {
          known.add(key);
          options.put(key, layered.text());
          places.put(key, layered.place());
        });
    return options;
  }

  /**
   * Builds a record whose constructor checks the ranges. A refusal that names one of the settings
   * becomes a fault at its place, and the record is built again with its default.
   *
   * @param builder reads the settings anew at each call
   * @param otherwise what to use when the record can not be built at all
   */
  <T> T build(Supplier<T> builder, T otherwise) {
    for (int attempt = 0; attempt <= known.size(); attempt++) {
      try {
        return builder.get();
      } catch (InferenceException e) {
        String message = String.valueOf(e.getMessage());
        int colon = Math.max(0, message.indexOf(':'));
        String key = message.substring(message.lastIndexOf(' ', colon) + 1, colon);
        if (!places.containsKey(key)) {
          fault(place, (path.isEmpty() ? "" : path + ".") + message);
          return otherwise;
        }
        fault(places.remove(key), full(key) + message.substring(colon));
        values.put(key, Optional.empty());
      }
    }
    return otherwise;
  }

  /** Reports the settings of the file that nobody has asked for. */
  void refuseUnknown() {
    block
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                fault(
                    at(entry.line()),
                    full(key)
                        + ": expected one of "
                        + String.join(", ", known)
                        + ", found an unknown name"
                        + ConfigScope.hint(key, known));
              }
            });
  }

  void fault(Place where, String text) {
    scope.faults.add(new Fault(where, Failures.oneLine(text)));
  }

  /** The path of a setting in this block. */
  String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @SuppressWarnings("unchecked")
  private <T> Optional<T> read(String key, SettingType<T> type, String absence) {
    if (!known.add(key) && values.containsKey(key)) {
      return (Optional<T>) values.get(key);
    }
    Optional<T> found = fresh(key, type);
    values.put(key, found);
    String shown = found.map(type.format()).orElse(absence);
    scope.effective.add(
        new EffectiveSetting(full(key), shown, found.isPresent() ? placeOf(key) : Place.DEFAULT));
    return found;
  }

  private <T> Optional<T> fresh(String key, SettingType<T> type) {
    Optional<ConfigScope.Layered> above = scope.above(full(key));
    if (above.isPresent()) {
      places.put(key, above.get().place());
      return parsed(key, above.get().text().strip(), type, above.get().place());
    }
    ConfigNode.Entry entry = block.entries().get(key);
    if (entry == null) {
      return Optional.empty();
    }
    Place at = at(entry.line());
    places.put(key, at);
    if (entry.node() instanceof ConfigNode.Value value && !value.empty()) {
      return parsed(key, value.text(), type, at);
    }
    String found = isEmpty(entry.node()) ? NOTHING : "found " + entry.node().described();
    fault(at, full(key) + ": expected " + type.expectation() + ", " + found);
    return Optional.empty();
  }

  private <T> Optional<T> parsed(String key, String text, SettingType<T> type, Place at) {
    Optional<T> value = type.parser().apply(text);
    if (value.isEmpty()) {
      fault(at, full(key) + ": expected " + type.expectation() + ", found '" + text + "'");
    }
    return value;
  }

  private Optional<String> option(String key, ConfigNode.Entry entry) {
    Place at = at(entry.line());
    places.put(key, at);
    if (entry.node() instanceof ConfigNode.Value value && !value.empty()) {
      return Optional.of(value.text());
    }
    fault(at, full(key) + ": expected a single value, found " + entry.node().described());
    return Optional.empty();
  }

  private List<ConfigNode> items(String key, ConfigNode.Entry entry) {
    if (entry.node() instanceof ConfigNode.Items items) {
      return items.nodes();
    }
    if (!isEmpty(entry.node())) {
      fault(at(entry.line()), full(key) + ": expected a list, found " + entry.node().described());
    }
    return List.of();
  }

  private <T> List<Located<T>> shown(
      String key, SettingType<T> type, List<Located<T>> found, Place origin) {
    List<String> texts = found.stream().map(item -> type.format().apply(item.value())).toList();
    scope.effective.add(new EffectiveSetting(full(key), String.join(", ", texts), origin));
    return found;
  }

  private static boolean isEmpty(ConfigNode node) {
    return node instanceof ConfigNode.Value value && value.empty();
  }

  private Place at(int line) {
    return new Place(scope.file, line);
  }
}
