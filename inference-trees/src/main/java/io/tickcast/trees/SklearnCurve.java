package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.Arrays;

/** A calibration curve. <i>Immutable.</i> */
sealed interface SklearnCurve {
  /** The probability of a score. */
  double at(double score);

  /** Reads a fitted curve. */
  static SklearnCurve read(SklearnFields fields) {
    return switch (fields.type()) {
      case "_SigmoidCalibration" ->
          new Sigmoid(
              SklearnNumbers.finiteNumber(fields.get("a_")),
              SklearnNumbers.finiteNumber(fields.get("b_")));
      case "IsotonicRegression" -> Steps.of(fields);
      default -> throw fields.view().unsupported("a sigmoid or isotonic curve");
    };
  }

  /** {@code 1 / (1 + exp(a x + b))}. */
  record Sigmoid(double a, double b) implements SklearnCurve {
    @Override
    public double at(double score) {
      return SklearnLink.logistic(-(a * score + b));
    }
  }

  /** Straight lines between points, level outside of them. */
  @SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
  record Steps(double[] x, double[] y) implements SklearnCurve {
    static Steps of(SklearnFields fields) {
      PickleView rule = fields.get("out_of_bounds");
      if (!rule.asText().equals("clip")) {
        throw rule.unsupported("'clip'");
      }
      boolean old = !fields.has("X_thresholds_");
      PickleView places = fields.get(old ? "_necessary_X_" : "X_thresholds_");
      PickleView values = fields.get(old ? "_necessary_y_" : "y_thresholds_");
      int count = places.asArray().size();
      double[] x = SklearnNumbers.finite(places, count);
      double[] y = SklearnNumbers.finite(values, count);
      for (int i = 1; i < count; i++) {
        if (!(x[i] > x[i - 1])) {
          throw places.malformed("thresholds that rise");
        }
      }
      boolean bounded =
          count > 0
              && SklearnNumbers.finiteNumber(fields.get("X_min_")) == x[0]
              && SklearnNumbers.finiteNumber(fields.get("X_max_")) == x[count - 1];
      if (!bounded) {
        throw places.malformed("thresholds from X_min_ to X_max_");
      }
      return new Steps(x, y);
    }

    @Override
    public double at(double score) {
      int last = x.length - 1;
      if (score <= x[0]) {
        return y[0];
      }
      if (score >= x[last]) {
        return y[last];
      }
      int found = Arrays.binarySearch(x, score);
      if (found >= 0) {
        return y[found];
      }
      int above = -found - 1;
      int below = above - 1;
      double slope = (y[above] - y[below]) / (x[above] - x[below]);
      return slope * (score - x[below]) + y[below];
    }
  }
}
