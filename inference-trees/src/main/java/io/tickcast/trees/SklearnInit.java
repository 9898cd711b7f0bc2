package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.Optional;

/**
 * How gradient boosting turns the prediction of its first estimator into raw predictions, which its
 * trees then add to. <i>Immutable.</i>
 *
 * <p>Source: {@code get_init_raw_predictions} of {@code _gb_losses.py} up to 1.3, {@code
 * _init_raw_predictions} of {@code _gb.py} from 1.4 on.
 */
enum SklearnInit {
  /** The predicted value. */
  VALUE {
    @Override
    void raw(double[] predicted, double least, double[] raw) {
      raw[0] = predicted[0];
    }
  },

  /** The logarithm of the ratio of two probabilities. */
  LOGIT {
    @Override
    void raw(double[] predicted, double least, double[] raw) {
      double positive = clipped(predicted[1], least);
      raw[0] = StrictMath.log(positive / (1 - positive));
    }
  },

  /** Half of that. */
  HALF_LOGIT {
    @Override
    void raw(double[] predicted, double least, double[] raw) {
      LOGIT.raw(predicted, least, raw);
      raw[0] *= 0.5;
    }
  },

  /** The logarithm of each probability. */
  LOG {
    @Override
    void raw(double[] predicted, double least, double[] raw) {
      for (int i = 0; i < raw.length; i++) {
        raw[i] = StrictMath.log(clipped(predicted[i], least));
      }
    }
  },

  /** The same, less their mean. */
  CENTRED_LOG {
    @Override
    void raw(double[] predicted, double least, double[] raw) {
      LOG.raw(predicted, least, raw);
      double mean = StrictMath.exp(NumpySum.of(raw, 0, raw.length) / raw.length);
      for (int i = 0; i < raw.length; i++) {
        raw[i] = StrictMath.log(clipped(predicted[i], least) / mean);
      }
    }
  };

  private static final double EPSILON_OF_FLOAT = Math.ulp(1f);
  private static final double EPSILON_OF_DOUBLE = Math.ulp(1d);

  /**
   * Computes raw predictions.
   *
   * @param predicted the value, or the probabilities
   * @param least what no probability is to be below, nor above 1 less it
   * @param raw where to write
   */
  abstract void raw(double[] predicted, double least, double[] raw);

  /** The bound of a version: generous up to 1.7. */
  static double least(SklearnVersion version) {
    return version.isAtLeast(1, 8) ? EPSILON_OF_DOUBLE : EPSILON_OF_FLOAT;
  }

  /** What a version does for a loss. */
  static SklearnInit of(SklearnLink link, boolean classifier, SklearnVersion version) {
    if (!classifier) {
      return VALUE;
    }
    if (link == SklearnLink.SOFTMAX) {
      return version.isAtLeast(1, 4) ? CENTRED_LOG : LOG;
    }
    return link == SklearnLink.HALF_LOGISTIC ? HALF_LOGIT : LOGIT;
  }

  /**
   * The prediction of an estimator that looks at no inputs.
   *
   * @return empty for other estimators
   */
  static Optional<double[]> constant(SklearnFields init, int outputs) {
    if (init.type().equals("DummyRegressor")) {
      return Optional.of(new double[] {SklearnNumbers.finiteNumber(init.get("constant_"))});
    }
    if (!init.type().equals("DummyClassifier")) {
      return Optional.empty();
    }
    double[] prior = SklearnNumbers.finite(init.get("class_prior_"), outputs);
    PickleView strategy = init.get("strategy");
    return switch (strategy.asText()) {
      case "prior" -> Optional.of(prior);
      case "most_frequent" -> Optional.of(largest(prior));
      default -> throw strategy.unsupported("the strategy prior or most_frequent");
    };
  }

  private static double[] largest(double[] prior) {
    int best = 0;
    for (int i = 1; i < prior.length; i++) {
      best = prior[i] > prior[best] ? i : best;
    }
    double[] chosen = new double[prior.length];
    chosen[best] = 1;
    return chosen;
  }

  private static double clipped(double probability, double least) {
    return Math.min(Math.max(probability, least), 1 - least);
  }
}
