package io.tickcast.trees;

/**
 * The outputs of the classifier wrapper for two classes: one minus the booster's, and the
 * booster's, in 32-bit floats.
 *
 * @param second what makes the second output of the one margin
 */
record XgboostPair(Link second) implements Link {
  @Override
  public void apply(double[] margins, double[] outputs, int at) {
    second.apply(margins, outputs, at + 1);
    outputs[at] = 1.0f - (float) outputs[at + 1];
  }

  @Override
  public int columns(int margins) {
    return 2;
  }
}
