package io.tickcast.api;

import java.util.Objects;
import java.util.Set;

/**
 * What a manifest declares about the actions of an agent, beside what {@link OutputSpec} says of
 * all models. <i>Immutable.</i>
 *
 * @param preset the name of a known map of codes; empty when the codes are declared one by one
 * @param closing the codes that close whatever position is open
 * @param temperature of the softmax that turns values of codes into confidences, positive
 * @param size the position or order that an action of magnitude 1 stands for, in the unit of sizes,
 *     positive; NaN for the configured size
 * @param reduction what an action means that makes an open position smaller and does not close it
 */
public record ActionSpec(
    String preset, Set<String> closing, double temperature, double size, Reduction reduction) {
  /** What happens when a position is to become smaller. */
  public enum Reduction {
    /** Nothing: a signal closes a position or leaves it. */
    HOLD,
    /** The position is closed. */
    CLOSE
  }

  /** Copies the set and checks the ranges. */
  public ActionSpec {
    Objects.requireNonNull(preset, "preset");
    closing = Set.copyOf(closing);
    Objects.requireNonNull(reduction, "reduction");
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive, finite temperature, found " + temperature);
    }
    if (size <= 0 || Double.isInfinite(size)) {
      throw new IllegalArgumentException("expected a positive, finite size, found " + size);
    }
  }

  /** No preset, no closing codes, temperature 1, the configured size, reductions are held. */
  public static ActionSpec defaults() {
    return new ActionSpec("", Set.of(), 1, Double.NaN, Reduction.HOLD);
  }
}
