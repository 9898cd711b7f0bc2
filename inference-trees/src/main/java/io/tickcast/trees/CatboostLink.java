package io.tickcast.trees;

import java.util.Arrays;

/**
 * Turns the sums over CatBoost's trees into outputs: first times a scale and plus a bias, then as
 * the loss asks for. <i>Immutable.</i>
 *
 * <p>All in 64 bits. The library's exponential is an approximation that differs from {@link
 * StrictMath#exp} by a few units in the last place, so probabilities do too.
 */
final class CatboostLink implements Link {
  private final CatboostLoss loss;
  private final double scale;
  private final double[] bias;
  private final int columns;
  private final int[] place;

  /**
   * Makes a link.
   *
   * @param bias one for each margin
   * @param columns the number of outputs
   * @param place for each margin its output; outputs that no margin is of are classes that were not
   *     met in training, and minus infinity counts for them
   */
  CatboostLink(CatboostLoss loss, double scale, double[] bias, int columns, int[] place) {
    this.loss = loss;
    this.scale = scale;
    this.bias = bias;
    this.columns = columns;
    this.place = place;
  }

  /** The same without what the loss asks for: raw values, as the library calls them. */
  CatboostLink raw() {
    int count = loss == CatboostLoss.BINARY ? 1 : columns;
    return new CatboostLink(CatboostLoss.VALUE, scale, bias, count, place);
  }

  @Override
  public int columns(int margins) {
    return columns;
  }

  @Override
  public void apply(double[] margins, double[] outputs, int at) {
    if (margins.length < columns) {
      Arrays.fill(outputs, at, at + columns, Double.NEGATIVE_INFINITY);
    }
    for (int i = 0; i < margins.length; i++) {
      outputs[at + place[i]] = scale * margins[i] + bias[i];
    }
    switch (loss) {
      case BINARY -> binary(outputs, at);
      case CLASSES -> softmax(outputs, at, columns);
      case EACH_CLASS, LABELS -> {
        for (int i = at; i < at + columns; i++) {
          outputs[i] = logistic(outputs[i]);
        }
      }
      case LOGARITHM -> outputs[at] = StrictMath.exp(outputs[at]);
      case UNCERTAIN -> outputs[at + 1] = StrictMath.exp(2 * outputs[at + 1]);
      case VALUE, SCORE, MARGIN -> {
        // The sums themselves.
      }
    }
  }

  private static void binary(double[] outputs, int at) {
    double second = logistic(outputs[at]);
    outputs[at] = 1 - second;
    outputs[at + 1] = second;
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

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
