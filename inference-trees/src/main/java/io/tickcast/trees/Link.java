package io.tickcast.trees;

/**
 * Turns margins into outputs, in 32-bit floats and by the formulas of XGBoost.
 *
 * <p>The exponential is {@link StrictMath#exp} rounded to 32 bits, so it is the same on every
 * machine. A C library's {@code expf} may differ from it by one unit in the last place, and a
 * probability by two.
 */
enum Link {
  /** The margins themselves. */
  IDENTITY {
    @Override
    void apply(float[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = margins[i];
      }
    }
  },

  /** The logistic function of each margin. */
  LOGISTIC {
    @Override
    void apply(float[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        float power = exp(Math.min(-margins[i], LARGEST_POWER));
        outputs[at + i] = 1.0f / (power + 1.0f + TINY);
      }
    }
  },

  /** The exponential of each margin. */
  EXPONENTIAL {
    @Override
    void apply(float[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = exp(margins[i]);
      }
    }
  },

  /** 1 for a margin above 0, else 0. */
  STEP {
    @Override
    void apply(float[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = margins[i] > 0 ? 1 : 0;
      }
    }
  },

  /** Probabilities that sum to one. */
  SOFTMAX {
    @Override
    void apply(float[] margins, double[] outputs, int at) {
      float largest = margins[0];
      for (float margin : margins) {
        largest = Math.max(largest, margin);
      }
      double sum = 0;
      for (int i = 0; i < margins.length; i++) {
        float power = exp(margins[i] - largest);
        outputs[at + i] = power;
        sum += power;
      }
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = (float) outputs[at + i] / (float) sum;
      }
    }
  },

  /** The index of the largest margin, the first one of several. */
  LARGEST {
    @Override
    void apply(float[] margins, double[] outputs, int at) {
      int best = 0;
      for (int i = 1; i < margins.length; i++) {
        if (margins[i] > margins[best]) {
          best = i;
        }
      }
      outputs[at] = best;
    }

    @Override
    int columns(int margins) {
      return 1;
    }
  };

  /** The library's bound against overflow. */
  private static final float LARGEST_POWER = 88.7f;

  /** The library's guard against a division by zero. */
  private static final float TINY = 1e-16f;

  /**
   * Writes the outputs of one row.
   *
   * @param margins one per group, read only
   * @param outputs where to write
   * @param at the index of the first output
   */
  abstract void apply(float[] margins, double[] outputs, int at);

  /** The number of outputs for a number of margins. */
  int columns(int margins) {
    return margins;
  }

  static float exp(float x) {
    return (float) StrictMath.exp(x);
  }
}
