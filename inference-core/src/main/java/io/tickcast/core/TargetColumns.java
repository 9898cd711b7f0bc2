package io.tickcast.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that only training data has; a live row has none of them. <i>Immutable.</i> */
final class TargetColumns {
  private final Set<String> names = new HashSet<>();
  private final List<String> prefixes = new ArrayList<>();

  /**
   * Creates the set.
   *
   * @param patterns names; a trailing {@code *} stands for any ending
   */
  TargetColumns(List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.endsWith("*")) {
        prefixes.add(pattern.substring(0, pattern.length() - 1));
      } else {
        names.add(pattern);
      }
    }
  }

  boolean contains(String name) {
    for (int i = 0; i < prefixes.size(); i++) {
      if (name.startsWith(prefixes.get(i))) {
        return true;
      }
    }
    return names.contains(name);
  }
}
