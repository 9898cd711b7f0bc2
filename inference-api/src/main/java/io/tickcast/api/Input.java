package io.tickcast.api;

import java.util.Objects;

/**
 * One input of a model, in the order of the model's own columns.
 *
 * <p>The engine computes {@link #seen} in double; a backend narrows to the trainer's width itself.
 *
 * @param symbol the instrument that the value belongs to; empty for the instrument of the bar
 * @param kind feature of the bar or item of the lane's state
 * @param name the name in the feed; empty when the model knows its inputs by position only
 * @param scale finite factor, 1 for none
 * @param clip positive bound of the magnitude, {@link Double#POSITIVE_INFINITY} for none
 */
public record Input(String symbol, InputKind kind, String name, double scale, double clip) {
  /** Checks the ranges. */
  public Input {
    Objects.requireNonNull(symbol, "symbol");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException(
          "expected a finite scale, found " + scale + " for input '" + name + "'");
    }
    if (!(clip > 0)) {
      throw new IllegalArgumentException(
          "expected a positive clip, found " + clip + " for input '" + name + "'");
    }
  }

  /**
   * A feature of the bar's own instrument, taken as it is.
   *
   * @param name the name in the feed; empty when only the position is known
   */
  public static Input feature(String name) {
    return new Input("", InputKind.FEATURE, name, 1.0, Double.POSITIVE_INFINITY);
  }

  /** Whether values are taken as they are: neither scaled nor clipped. */
  public boolean isPlain() {
    return scale == 1 && clip == Double.POSITIVE_INFINITY;
  }

  /**
   * What the model sees of a value.
   *
   * @param value from the feed or the state; NaN for a missing one
   * @return scaled, then clipped; NaN and infinite values as they are, because what becomes of them
   *     is decided elsewhere
   */
  public double seen(double value) {
    if (Double.isInfinite(value)) {
      return value;
    }
    double scaled = value * scale;
    return Double.isNaN(scaled) ? scaled : Math.min(Math.max(scaled, -clip), clip);
  }
}
