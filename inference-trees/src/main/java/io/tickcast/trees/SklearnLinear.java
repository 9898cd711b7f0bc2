package io.tickcast.trees;

import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.PickleView;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads linear models.
 *
 * <p>Source: {@code linear_model/_base.py} and {@code _logistic.py}, versions 0.20 to 1.9. The
 * order of its sums is that of a BLAS library, so that predictions agree to a few units in the last
 * place.
 */
final class SklearnLinear {
  private static final Set<String> EACH_FOR_ITSELF = Set.of("ovr", "warn");
  private static final Set<String> BY_SOLVER = Set.of("auto", "deprecated");

  private SklearnLinear() {}

  static SklearnEstimator regressor(SklearnFields fields) {
    return SklearnEstimator.regressor(fields, weights(fields, 1));
  }

  static SklearnEstimator classifier(SklearnFields fields) {
    List<String> classes = fields.classes("classes_");
    if (classes.size() < 2) {
      throw fields.get("classes_").malformed("two classes at least");
    }
    SklearnPart decision = weights(fields, classes.size() > 2 ? classes.size() : 1);
    SklearnPart part =
        new SklearnChain(List.of(decision, new SklearnScores(decision.outputs(), link(fields))));
    return SklearnEstimator.classifier(fields, part, decision, classes);
  }

  private static SklearnScores.Kind link(SklearnFields fields) {
    String multiClass = fields.text("multi_class", "auto");
    boolean binary = fields.classes("classes_").size() == 2;
    boolean liblinear = fields.text("solver", "lbfgs").equals("liblinear");
    boolean alone =
        EACH_FOR_ITSELF.contains(multiClass)
            || (BY_SOLVER.contains(multiClass) && (binary || liblinear));
    if (!alone && !BY_SOLVER.contains(multiClass) && !multiClass.equals("multinomial")) {
      throw fields.get("multi_class").unsupported("ovr, multinomial or auto");
    }
    if (alone) {
      return binary ? SklearnScores.Kind.LOGISTIC : SklearnScores.Kind.SHARES;
    }
    return binary ? SklearnScores.Kind.TWO_SIDED : SklearnScores.Kind.SOFTMAX;
  }

  private static SklearnWeights weights(SklearnFields fields, int outputs) {
    PickleView view = fields.get("coef_");
    int[] shape = view.asArray().shape();
    boolean single = shape.length == 1 && outputs == 1;
    if (!single && (shape.length != 2 || shape[0] != outputs)) {
      throw view.unsupported("coefficients of " + outputs + " outputs");
    }
    double[] coefficients = SklearnNumbers.finite(view);
    int features = coefficients.length / outputs;
    if (features == 0 || features > SklearnFormat.MAX_FEATURES) {
      throw view.malformed("coefficients of 1 to " + SklearnFormat.MAX_FEATURES + " features");
    }
    return new SklearnWeights(features, coefficients, intercepts(fields, outputs));
  }

  /** One for each output, or one for all. */
  private static double[] intercepts(SklearnFields fields, int outputs) {
    PickleView view = fields.get("intercept_");
    double[] intercepts = new double[outputs];
    boolean one = !(view.node() instanceof NdArray array) || array.size() == 1;
    if (!one) {
      return SklearnNumbers.finite(view, outputs);
    }
    Arrays.fill(intercepts, SklearnNumbers.finiteNumber(view));
    return intercepts;
  }
}
