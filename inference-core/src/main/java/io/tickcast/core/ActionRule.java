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
  }
}
