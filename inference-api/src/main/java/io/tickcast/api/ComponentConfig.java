package io.tickcast.api;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of one source, sink or store.
 *
 * @param name the component's name in errors, such as {@code sink 'archive'}
 * @param options its settings; may hold secrets, so {@link #toString} shows the keys alone
 * @param clock the engine's clock
 */
public record ComponentConfig(String name, Map<String, String> options, EpochNanoClock clock) {
  /** Copies the options. */
  public ComponentConfig {
    Objects.requireNonNull(name, "name");
    options = Map.copyOf(options);
    Objects.requireNonNull(clock, "clock");
  }

  /**
   * A setting that must be there.
   *
   * @param key its name
   * @throws InferenceException (INVALID_CONFIGURATION) when it is not
   */
  public String required(String key) {
    String value = options.get(key);
    if (value == null || value.isBlank()) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION, name + ": expected setting '" + key + "', found none");
    }
    return value;
  }

  /**
   * A setting with a default.
   *
   * @param key its name
   * @param otherwise the value when it is not set
   */
  public String optional(String key, String otherwise) {
    return options.getOrDefault(key, otherwise);
  }

  /**
   * Refuses settings that nobody knows.
   *
   * @param known the names that the component reads
   * @throws InferenceException (INVALID_CONFIGURATION) naming those that it does not
   */
  public void refuseUnknown(Set<String> known) {
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new InferenceException(
          ErrorCode.INVALID_CONFIGURATION,
          name + ": expected settings of " + new TreeSet<>(known) + ", found " + unknown);
    }
  }

  @Override
  public String toString() {
    return "ComponentConfig[" + name + ", options " + new TreeSet<>(options.keySet()) + "]";
  }
}
