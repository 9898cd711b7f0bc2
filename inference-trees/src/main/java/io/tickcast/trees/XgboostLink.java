package io.tickcast.trees;

/**
 * Turns margins into outputs by the formulas of XGBoost, in 32-bit floats.
 *
 * <p>The exponential is {@link FloatExp}, the same on every machine, and the same as where Python
 * runs on Linux. Another C library's {@code expf} may differ from it by one unit in the last place,
 * and a probability by two.
 */
enum XgboostLink implements Link {
  /** The margins themselves. */
  IDENTITY {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      System.arraycopy(margins, 0, outputs, at, margins.length);
    }
  },

  /** The logistic function of each margin. */
  LOGISTIC {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        float power = exp(Math.min((float) -margins[i], LARGEST_POWER));
        outputs[at + i] = 1.0f / (power + 1.0f + TINY);
      }
    }
  },

  /** The same, as it was before 1.6: below some -88 it is 0. */
  LOGISTIC_UNBOUNDED {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = 1.0f / (1.0f + exp((float) -margins[i]));
      }
    }
  },

  /** The exponential of each margin. */
  EXPONENTIAL {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = exp((float) margins[i]);
      }
    }
  },

  /** 1 for a margin above 0, else 0. */
  STEP {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = margins[i] > 0 ? 1 : 0;
      }
    }
  },

  /** Probabilities that sum to one. */
  SOFTMAX {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      float largest = (float) margins[0];
      for (double margin : margins) {
        largest = Math.max(largest, (float) margin);
      }
      double sum = 0;
      for (int i = 0; i < margins.length; i++) {
        float power = exp((float) margins[i] - largest);
        outputs[at + i] = power;
        sum += power;
      }
      for (int i = 0; i < margins.length; i++) {
        outputs[at + i] = (float) outputs[at + i] / (float) sum;
      }
    }
  },

  /** The margins in ascending order. */
  ASCENDING {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      for (int i = 0; i < margins.length; i++) {
        double margin = margins[i];
        int place = at + i;
        while (place > at && outputs[place - 1] > margin) {
          outputs[place] = outputs[place - 1];
          place--;
        }
        outputs[place] = margin;
      }
    }
  },

  /** The first margin, and from there positive steps upwards. */
  CUMULATIVE {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      float sum = (float) margins[0];
      outputs[at] = sum;
      for (int i = 1; i < margins.length; i++) {
        sum += SMALLEST_STEP + softplus((float) margins[i]);
        outputs[at + i] = sum;
      }
    }
  },

  /** The index of the largest margin, the first one of several. */
  LARGEST {
    @Override
    public void apply(double[] margins, double[] outputs, int at) {
      int best = 0;
      for (int i = 1; i < margins.length; i++) {
        if (margins[i] > margins[best]) {
          best = i;
        }
      }
      outputs[at] = best;
    }

    @Override
    public int columns(int margins) {
      return 1;
    }
  };

  /** The library's bound against overflow. */
  private static final float LARGEST_POWER = 88.7f;

  /** The library's guard against a division by zero. */
  private static final float TINY = 1e-16f;

  /** The least step between two expectiles. */
  static final float SMALLEST_STEP = 1e-6f;

  private static float softplus(float x) {
    return x > 0 ? x + FloatLog1p.of(exp(-x)) : FloatLog1p.of(exp(x));
  }

  static float exp(float x) {
    return FloatExp.of(x);
  }
}
