package io.tickcast.trees;

/**
 * Scores turned into probabilities. <i>Immutable.</i>
 *
 * @param inputs the number of scores
 * @param kind how
 */
record SklearnScores(int inputs, Kind kind) implements SklearnPart {
  /** The ways of logistic regression. */
  enum Kind {
    /** One score is the logarithm of a ratio. */
    LOGISTIC,
    /** One score, and its negative, are two of {@link #SOFTMAX}. */
    TWO_SIDED,
    /** The logistic function of each, divided by their sum. */
    SHARES,
    /** Exponentials, divided by their sum. */
    SOFTMAX
  }

  @Override
  public int outputs() {
    return inputs == 1 ? 2 : inputs;
  }

  @Override
  public Worker newWorker() {
    double[] two = new double[2];
    return (scores, results) -> {
      switch (kind) {
        case LOGISTIC -> SklearnLink.LOGISTIC.apply(scores, results, 0);
        case SOFTMAX -> SklearnLink.SOFTMAX.apply(scores, results, 0);
        case SHARES -> shares(scores, results);
        case TWO_SIDED -> {
          two[0] = -scores[0];
          two[1] = scores[0];
          SklearnLink.SOFTMAX.apply(two, results, 0);
        }
      }
    };
  }

  private static void shares(double[] scores, double[] results) {
    for (int i = 0; i < scores.length; i++) {
      results[i] = SklearnLink.logistic(scores[i]);
    }
    double sum = NumpySum.of(results, 0, results.length);
    for (int i = 0; i < results.length; i++) {
      results[i] /= sum;
    }
  }
}
