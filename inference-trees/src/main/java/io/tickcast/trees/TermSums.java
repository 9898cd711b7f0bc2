package io.tickcast.trees;

/**
 * Sums in 32-bit floats of a linear function of the inputs, feature by feature. (Source: XGBoost's
 * {@code gblinear.cc}, {@code Pred}.)
 */
final class TermSums implements Sums {
  private final float[] weights;
  private final float[] intercept;

  /** The sums of an ensemble that has terms and no trees. */
  TermSums(TreeEnsemble ensemble, LinearTerms terms) {
    weights = terms.weights();
    intercept = FloatSums.narrowed(ensemble.intercept());
  }

  @Override
  public void add(Row row) {
    int groups = intercept.length;
    for (int g = 0; g < groups; g++) {
      float sum = intercept[g];
      for (int f = 0; f < row.values.length; f++) {
        float value = (float) row.values[f];
        if (!Float.isNaN(value)) {
          sum += value * weights[f * groups + g];
        }
      }
      row.margins[g] = sum;
    }
  }
}
