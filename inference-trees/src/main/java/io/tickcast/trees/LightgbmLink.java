package io.tickcast.trees;

/**
 * Turns raw scores into outputs by the formulas of LightGBM, in 64-bit floats.
 *
 * <p>Exponentials and logarithms are those of {@link StrictMath}, the same on every machine. They
 * may differ from a C library's by one unit in the last place, and an output by a few.
 *
 * @param objective whose formula
 * @param sigmoid the factor in front of raw scores, for objectives that have one
 * @param sqrt whether the model predicts square roots with their signs
 * @param rounds the number that sums are divided by, as random forests do; 0 for none
 */
record LightgbmLink(LightgbmObjective objective, double sigmoid, boolean sqrt, int rounds)
    implements Link {

  @Override
  public void apply(double[] margins, double[] outputs, int at) {
    for (int i = 0; i < margins.length; i++) {
      outputs[at + i] = rounds > 0 ? margins[i] / rounds : margins[i];
    }
    switch (objective) {
      case MULTICLASS -> softmax(outputs, at, margins.length);
      case BINARY, MULTICLASSOVA, CROSS_ENTROPY -> logistic(outputs, at, margins.length);
      case POISSON, GAMMA, TWEEDIE -> outputs[at] = StrictMath.exp(outputs[at]);
      case CROSS_ENTROPY_LAMBDA -> outputs[at] = StrictMath.log1p(StrictMath.exp(outputs[at]));
      default -> {
        if (sqrt) {
          outputs[at] = sign(outputs[at]) * outputs[at] * outputs[at];
        }
      }
    }
  }

  private void logistic(double[] outputs, int at, int count) {
    for (int i = at; i < at + count; i++) {
      outputs[i] = 1 / (1 + StrictMath.exp(-sigmoid * outputs[i]));
    }
  }

  private static void softmax(double[] outputs, int at, int count) {
    double largest = outputs[at];
    for (int i = at + 1; i < at + count; i++) {
      largest = Math.max(largest, outputs[i]);
    }
    double sum = 0;
    for (int i = at; i < at + count; i++) {
      outputs[i] = StrictMath.exp(outputs[i] - largest);
      sum += outputs[i];
    }
    for (int i = at; i < at + count; i++) {
      outputs[i] /= sum;
    }
  }

  private static int sign(double x) {
    return (x > 0 ? 1 : 0) - (x < 0 ? 1 : 0);
  }
}
