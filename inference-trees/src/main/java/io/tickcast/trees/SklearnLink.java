package io.tickcast.trees;

/** Turns sums of trees into what scikit-learn predicts, in 64 bits. */
enum SklearnLink implements Link {
  /** The sums themselves. */
  IDENTITY {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      System.arraycopy(margins, 0, outputs, at, margins.length);
    }
  },

  /** The exponential of each sum. */
  EXPONENTIAL {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = StrictMath.exp(margins[i]);
      }
    }
  },

  /** Two probabilities out of the logarithm of their ratio. */
  LOGISTIC {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      double positive = logistic(margins[0]);
      outputs[at] = 1 - positive;
      outputs[at + 1] = positive;
    }

    @Override
    public int columns(int margins) {
      return 2;
    }
  },

  /** Two probabilities out of half the logarithm of their ratio: boosting with exponential loss. */
  HALF_LOGISTIC {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      double positive = logistic(2 * margins[0]);
      outputs[at] = 1 - positive;
      outputs[at + 1] = positive;
    }

    @Override
    public int columns(int margins) {
      return 2;
    }
  },

  /** Probabilities that sum to one. */
  SOFTMAX {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      double largest = margins[0];
      for (double margin : margins) {
        largest = Math.max(largest, margin);
      }
      double sum = 0;
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = StrictMath.exp(margins[i] - largest);
        sum += outputs[at + i];
      }
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] /= sum;
      }
    }
  };

  /** The logistic function, by the formula of SciPy's {@code expit}. */
  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** The sums divided by the number of trees, as forests do. */
  static Link mean(int count) {
    return (margins, outputs, at) -> {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = margins[i] / count;
      }
    };
  }
}
