package io.tickcast.trees;

import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleView;
import java.util.Arrays;

/** A calibration curve. <i>Immutable.</i> */
sealed interface SklearnCurve {
  /** The probability of a score. */
  double at(double score);

  /**
   * Reads a fitted curve.
   *
   * @param scores the width in which a sigmoid computes; an isotonic curve has its own
   */
  static SklearnCurve read(SklearnFields fields, Width scores) {
    return switch (fields.type()) {
      case "_SigmoidCalibration" -> sigmoid(fields, scores);
      case "IsotonicRegression" -> steps(fields);
      default -> throw fields.view().unsupported("a sigmoid or isotonic curve");
    };
  }

  private static SklearnCurve sigmoid(SklearnFields fields, Width scores) {
    double a = SklearnNumbers.finiteNumber(fields.get("a_"));
    double b = SklearnNumbers.finiteNumber(fields.get("b_"));
    return scores == Width.FLOAT64 ? new Sigmoid(a, b) : new NarrowSigmoid(a, b);
  }

  private static SklearnCurve steps(SklearnFields fields) {
    PickleView rule = fields.get("out_of_bounds");
    if (!rule.asText().equals("clip")) {
      throw rule.unsupported("'clip'");
    }
    boolean old = !fields.has("X_thresholds_");
    PickleView places = fields.get(old ? "_necessary_X_" : "X_thresholds_");
    PickleView values = fields.get(old ? "_necessary_y_" : "y_thresholds_");
    int count = places.asArray().size();
    boolean narrow = isNarrow(places);
    if (narrow != isNarrow(values)) {
      throw values.unsupported("thresholds and values of one width");
    }
    double[] x = SklearnNumbers.finiteOfAnyWidth(places, count);
    double[] y = SklearnNumbers.finiteOfAnyWidth(values, count);
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
    return narrow ? new NarrowSteps(x, y, fields.version().isAtLeast(1, 8)) : new Steps(x, y);
  }

  /** Whether numbers have 32 bits, as they do where the scores of training had. */
  private static boolean isNarrow(PickleView view) {
    NumpyType type = view.asArray().type();
    boolean real = type.kind() == NumpyType.Kind.FLOAT;
    if (real && type.size() < Float.BYTES) {
      throw view.unsupported("numbers of 32 or 64 bits");
    }
    return real && type.size() == Float.BYTES;
  }

  /** {@code 1 / (1 + exp(a x + b))}. */
  record Sigmoid(double a, double b) implements SklearnCurve {
    @Override
    public double at(double score) {
      return SklearnLink.logistic(-(a * score + b));
    }
  }

  /** The same in 32 bits. */
  record NarrowSigmoid(double a, double b) implements SklearnCurve {
    @Override
    public double at(double score) {
      float power = (float) a * (float) score + (float) b;
      return 1 / (1 + FloatExp.of(power));
    }
  }

  /** Straight lines between points, level outside of them: {@code numpy.interp}. */
  @SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
  record Steps(double[] x, double[] y) implements SklearnCurve {
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

  /**
   * The same in 32 bits, which SciPy computes by itself: a point that is hit belongs to the line
   * before it. (Source: {@code interp1d._call_linear}.) Its newest versions weigh both ends instead
   * of following a slope; they are taken for what the newest versions of scikit-learn run on.
   *
   * @param weighs whether both ends are weighed
   */
  @SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
  record NarrowSteps(double[] x, double[] y, boolean weighs) implements SklearnCurve {
    @Override
    public double at(double score) {
      int last = x.length - 1;
      if (last == 0) {
        return y[0];
      }
      float at = (float) Math.min(Math.max((float) score, x[0]), x[last]);
      int found = Arrays.binarySearch(x, at);
      int above = Math.min(Math.max(found >= 0 ? found : -found - 1, 1), last);
      float left = (float) x[above - 1];
      float right = (float) x[above];
      float low = (float) y[above - 1];
      float high = (float) y[above];
      if (weighs) {
        return (at - left) / (right - left) * high + (right - at) / (right - left) * low;
      }
      return (high - low) / (right - left) * (at - left) + low;
    }
  }
}
