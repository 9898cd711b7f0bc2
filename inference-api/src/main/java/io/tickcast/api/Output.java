package io.tickcast.api;

import java.util.Objects;

/**
 * One output of a model.
 *
 * @param symbol the instrument that the number speaks of; empty for the instrument of the bar
 * @param name the class, target or action component; never empty
 * @param role what the number means
 */
public record Output(String symbol, String name, OutputRole role) {
  /** Checks that nothing is missing. */
  public Output {
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("expected an output name, found an empty one");
    }
  }

  /**
   * An output about the bar's own instrument.
   *
   * @param name the class, target or component
   * @param role what the number means
   */
  public static Output of(String name, OutputRole role) {
    return new Output("", name, role);
  }
}
