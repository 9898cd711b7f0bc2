package io.tickcast.core;

import io.tickcast.api.ActionSpec.Reduction;
import io.tickcast.api.SignalType;

/** Turns what an agent puts out into an action. <i>Immutable.</i> */
sealed interface AgentRule extends ActionRule {

  /** What {@link Codes} has in place of a type for a code that closes whatever is open. */
  int CLOSES = SignalType.values().length;

  /**
   * An action code, with a number for each code beside it.
   *
   * @param chosen whether the first output is the code; else the largest number decides
   * @param types what each code stands for: the ordinal of a signal type, or {@link #CLOSES}
   * @param scores how confidence comes about
   * @param temperature of the softmax over values
   */
  record Codes(boolean chosen, int[] types, Scores scores, double temperature)
      implements AgentRule {
    /** What the outputs beside the code are. */
    enum Scores {
      NONE,
      PROBABILITIES,
      VALUES
    }

    @Override
    public void apply(double[] outputs, Decision decision) {
      int code = chosen ? code(outputs[0], decision) : largest(outputs, decision);
      if (code < 0) {
        return;
      }
      decision.confidence = confidence(outputs, code);
      if (types[code] == CLOSES) {
        close(decision);
      } else {
        decision.modelType = TYPES[types[code]];
      }
    }

    private int code(double output, Decision decision) {
      int code = (int) output;
      if (code != output || code < 0 || code >= types.length) {
        decision.block(Gate.ACTION, output, types.length - 1, "unknown code");
        return -1;
      }
      return code;
    }

    private int largest(double[] outputs, Decision decision) {
      int best = 0;
      boolean tie = false;
      for (int i = 1; i < outputs.length; i++) {
        tie = outputs[i] == outputs[best] || (tie && outputs[i] < outputs[best]);
        best = outputs[i] > outputs[best] ? i : best;
      }
      if (tie) {
        decision.block(Gate.TIE, outputs[best], outputs[best], "");
        return -1;
      }
      return best;
    }

    private double confidence(double[] outputs, int code) {
      int first = chosen ? 1 : 0;
      return switch (scores) {
        case NONE -> 1;
        case PROBABILITIES -> outputs[first + code];
        case VALUES -> softmax(outputs, first, code);
      };
    }

    private double softmax(double[] outputs, int first, int code) {
      double sum = 0;
      for (int i = first; i < outputs.length; i++) {
        sum += StrictMath.exp((outputs[i] - outputs[first + code]) / temperature);
      }
      return 1 / sum;
    }
  }

  /** By their ordinals; values() makes a copy each time. */
  SignalType[] TYPES = SignalType.values();

  /** Closes what is open; without that it is a hold. */
  static void close(Decision decision) {
    if (decision.position > 0) {
      decision.modelType = SignalType.CLOSE_LONG;
    } else if (decision.position < 0) {
      decision.modelType = SignalType.CLOSE_SHORT;
    }
  }

  /** The confidence in a magnitude: 0 at the dead band, 1 at 1. */
  static double beyond(double magnitude, double deadBand) {
    return Math.min(1, Math.max(0, (magnitude - deadBand) / (1 - deadBand)));
  }

  /** The confidence in doing nothing: 1 at 0, 0 at the dead band. */
  static double within(double magnitude, double deadBand) {
    return deadBand > 0 ? Math.min(1, Math.max(0, 1 - magnitude / deadBand)) : 1;
  }

  /** The configured size, when an agent declares none. */
  static double full(double size, Decision decision) {
    return Double.isNaN(size) ? decision.config.signals().positionSize() : size;
  }

  private static void reduce(Decision decision, double value, double now, Reduction reduction) {
    if (reduction == Reduction.CLOSE) {
      close(decision);
    } else {
      decision.block(Gate.ACTION, value, now, "reduction");
    }
  }

  /**
   * A target position in [-1, 1] of a full size.
   *
   * @param deadBand targets nearer to 0 are flat, and smaller changes are none; in [0, 1)
   * @param size the full size; NaN for the configured one
   * @param reduction what a smaller target of the same side means
   */
  record Target(double deadBand, double size, Reduction reduction) implements AgentRule {
    @Override
    public void apply(double[] outputs, Decision decision) {
      double target = Math.min(1, Math.max(-1, outputs[0]));
      double magnitude = Math.abs(target);
      double full = full(size, decision);
      double now = Double.isNaN(decision.position) ? 0 : decision.position / full;
      boolean flat = magnitude == 0 || magnitude < deadBand;
      decision.confidence = flat ? within(magnitude, deadBand) : beyond(magnitude, deadBand);
      if (now != 0 && (flat || Math.signum(target) != Math.signum(now))) {
        close(decision);
      } else if (!flat) {
        change(decision, target, magnitude - Math.abs(now), now, full);
      }
    }

    private void change(Decision decision, double target, double change, double now, double full) {
      if (change == 0 || Math.abs(change) < deadBand) {
        return;
      }
      if (change > 0) {
        decision.modelType = target > 0 ? SignalType.BUY : SignalType.SELL;
        decision.wantedSize = change * full;
      } else {
        reduce(decision, target, now, reduction);
      }
    }
  }

  /**
   * An order in [-1, 1] of a full size.
   *
   * @param deadBand smaller magnitudes are no order, in [0, 1)
   * @param size the full size; NaN for the configured one
   * @param reduction what an order means that makes the position smaller
   */
  record Order(double deadBand, double size, Reduction reduction) implements AgentRule {
    @Override
    public void apply(double[] outputs, Decision decision) {
      double order = Math.min(1, Math.max(-1, outputs[0]));
      double magnitude = Math.abs(order);
      if (magnitude == 0 || magnitude < deadBand) {
        decision.confidence = within(magnitude, deadBand);
        return;
      }
      decision.confidence = beyond(magnitude, deadBand);
      double wanted = magnitude * full(size, decision);
      double position = Double.isNaN(decision.position) ? 0 : decision.position;
      boolean against = position != 0 && Math.signum(order) != Math.signum(position);
      if (!against) {
        decision.modelType = order > 0 ? SignalType.BUY : SignalType.SELL;
        decision.wantedSize = wanted;
      } else if (wanted >= Math.abs(position)) {
        close(decision);
      } else {
        reduce(decision, wanted, position, reduction);
      }
    }
  }
}
