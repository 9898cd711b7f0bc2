package io.tickcast.core;

import io.tickcast.api.SignalType;

/** Turns a model's outputs into an action and its confidence. <i>Immutable.</i> */
interface ActionRule {
  /**
   * Sets the decision's model type and confidence, and blocks it on a tie.
   *
   * @param outputs finite numbers, in the order of the signature
   * @param decision to be filled
   */
  void apply(double[] outputs, Decision decision);

  /**
   * The confidence in one side of the market; NaN when the outputs do not say.
   *
   * @param outputs finite numbers, in the order of the signature
   * @param isLong whether the side of a long position is meant
   */
  default double support(double[] outputs, boolean isLong) {
    return Double.NaN;
  }

  /** The most likely class is the action, its probability the confidence. */
  record Classes(SignalType[] types) implements ActionRule {
    @Override
    public void apply(double[] outputs, Decision decision) {
      int best = 0;
      boolean tie = false;
      for (int i = 1; i < outputs.length; i++) {
        if (outputs[i] > outputs[best]) {
          best = i;
          tie = false;
        } else if (outputs[i] == outputs[best]) {
          tie = true;
        }
      }
      decision.confidence = outputs[best];
      if (tie) {
        decision.block(Gate.TIE, outputs[best], outputs[best], "");
        return;
      }
      decision.modelType = types[best];
    }

    @Override
    public double support(double[] outputs, boolean isLong) {
      double sum = 0;
      for (int i = 0; i < outputs.length; i++) {
        sum += types[i] == (isLong ? SignalType.BUY : SignalType.SELL) ? outputs[i] : 0;
      }
      return sum;
    }
  }

  /**
   * The probability of a rise above one half is a buy, below it a sell, within the dead band a
   * hold.
   *
   * @param index which output holds the probability
   * @param deadBand distance from one half, at least 0
   */
  record Direction(int index, double deadBand) implements ActionRule {
    private static final double EVEN = 0.5;

    @Override
    public void apply(double[] outputs, Decision decision) {
      double up = outputs[index];
      decision.confidence = Math.max(up, 1 - up);
      if (up == EVEN) {
        decision.block(Gate.TIE, up, EVEN, "");
        return;
      }
      if (Math.abs(up - EVEN) >= deadBand) {
        decision.modelType = up > EVEN ? SignalType.BUY : SignalType.SELL;
      }
    }

    @Override
    public double support(double[] outputs, boolean isLong) {
      return isLong ? outputs[index] : 1 - outputs[index];
    }
  }

  /**
   * A positive return is a buy, a negative one a sell; the confidence is the probability that its
   * sign is right.
   *
   * @param scale standard deviation of the residuals, positive
   * @param deadBand smaller magnitudes are a hold, at least 0
   */
  record ExpectedReturn(double scale, double deadBand) implements ActionRule {
    @Override
    public void apply(double[] outputs, Decision decision) {
      double expected = outputs[0];
      double magnitude = Math.abs(expected);
      decision.confidence = Normal.cumulative(magnitude / scale);
      if (expected == 0) {
        decision.block(Gate.TIE, 0, 0, "");
        return;
      }
      if (magnitude >= deadBand) {
        decision.modelType = expected > 0 ? SignalType.BUY : SignalType.SELL;
      }
    }

    @Override
    public double support(double[] outputs, boolean isLong) {
      return Normal.cumulative((isLong ? outputs[0] : -outputs[0]) / scale);
    }
  }
}
