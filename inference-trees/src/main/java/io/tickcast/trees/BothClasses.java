package io.tickcast.trees;

/**
 * Both probabilities of a model with two classes: that of the first is what the second one leaves.
 *
 * @param second gives the probability of the second class
 */
record BothClasses(Link second) implements Link {
  @Override
  public void apply(double[] margins, double[] outputs, int at) {
    second.apply(margins, outputs, at);
    outputs[at + 1] = outputs[at];
    outputs[at] = 1 - outputs[at + 1];
  }

  @Override
  public int columns(int margins) {
    return 2;
  }
}
