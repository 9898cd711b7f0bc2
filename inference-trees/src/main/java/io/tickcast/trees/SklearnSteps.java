package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.TextNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the steps before an estimator.
 *
 * <p>Source: {@code preprocessing/_data.py} and {@code impute/_base.py}, versions 0.20 to 1.9; all
 * of it computes in 64 bits.
 */
final class SklearnSteps {
  private final SklearnEstimators nested;
  private final SklearnReading reading;

  SklearnSteps(SklearnEstimators nested, SklearnReading reading) {
    this.nested = nested;
    this.reading = reading;
  }

  /**
   * Reads a step; empty for one that passes rows on as they are.
   *
   * @param view the fitted step, or {@code None}, or a word for it
   */
  Optional<SklearnPart> read(PickleView view) {
    if (view.isNone() || view.node() instanceof TextNode) {
      checkPasses(view);
      return Optional.empty();
    }
    SklearnFields fields = SklearnFields.of(view);
    reading.enter(view);
    Optional<SklearnPart> step = byName(fields);
    reading.leave();
    return step;
  }

  private static void checkPasses(PickleView view) {
    if (!view.isNone() && !view.asText().equals("passthrough")) {
      throw view.unsupported("a step or 'passthrough'");
    }
  }

  private Optional<SklearnPart> byName(SklearnFields fields) {
    return switch (fields.type()) {
      case "StandardScaler" -> Optional.of(standard(fields));
      case "MinMaxScaler" -> Optional.of(minMax(fields));
      case "MaxAbsScaler" -> Optional.of(maxAbs(fields));
      case "RobustScaler" -> Optional.of(robust(fields));
      case "SimpleImputer" -> Optional.of(SklearnImputer.read(fields));
      case "ColumnTransformer" -> Optional.of(new SklearnColumns(this).read(fields));
      case "Pipeline" -> Optional.of(chain(fields));
      case "FunctionTransformer" -> identity(fields);
      default -> throw fields.view().unsupported("a step that is reproduced here");
    };
  }

  /** A pipeline of steps alone. */
  private SklearnPart chain(SklearnFields fields) {
    return new SklearnPipelines(nested, this).steps(fields);
  }

  private static Optional<SklearnPart> identity(SklearnFields fields) {
    if (fields.has("func") || fields.flag("validate", false)) {
      throw fields.view().unsupported("a FunctionTransformer without a function");
    }
    return Optional.empty();
  }

  private static SklearnPart standard(SklearnFields fields) {
    boolean centres = fields.flag("with_mean", true);
    boolean scales = fields.flag("with_std", true);
    return scale(fields, centres ? "mean_" : null, scales ? "scale_" : null);
  }

  private static SklearnPart robust(SklearnFields fields) {
    boolean centres = fields.flag("with_centering", true);
    boolean scales = fields.flag("with_scaling", true);
    return scale(fields, centres ? "center_" : null, scales ? "scale_" : null);
  }

  private static SklearnPart scale(
      SklearnFields fields, @Nullable String centre, @Nullable String scale) {
    String known = centre != null ? centre : scale;
    int inputs = known == null ? fields.features() : length(fields.get(known));
    double[] minus = centre == null ? null : SklearnNumbers.finite(fields.get(centre), inputs);
    double[] divisor = scale == null ? null : SklearnNumbers.finite(fields.get(scale), inputs);
    return new SklearnScale(inputs, minus, divisor, null, null, Double.NaN, Double.NaN);
  }

  private static SklearnPart maxAbs(SklearnFields fields) {
    int inputs = length(fields.get("scale_"));
    double[] divisor = SklearnNumbers.finite(fields.get("scale_"), inputs);
    double bound = fields.flag("clip", false) ? 1 : Double.NaN;
    return new SklearnScale(inputs, null, divisor, null, null, -bound, bound);
  }

  private static SklearnPart minMax(SklearnFields fields) {
    int inputs = length(fields.get("scale_"));
    double[] factor = SklearnNumbers.finite(fields.get("scale_"), inputs);
    double[] plus = SklearnNumbers.finite(fields.get("min_"), inputs);
    if (!fields.flag("clip", false)) {
      return new SklearnScale(inputs, null, null, factor, plus, Double.NaN, Double.NaN);
    }
    List<PickleView> range = fields.get("feature_range").items();
    if (range.size() != 2) {
      throw fields.get("feature_range").malformed("two numbers");
    }
    double least = SklearnNumbers.finiteNumber(range.get(0));
    double most = SklearnNumbers.finiteNumber(range.get(1));
    return new SklearnScale(inputs, null, null, factor, plus, least, most);
  }

  private static int length(PickleView view) {
    int length = view.asArray().size();
    if (length < 1 || length > SklearnFormat.MAX_FEATURES) {
      throw view.malformed("1 to " + SklearnFormat.MAX_FEATURES + " numbers");
    }
    return length;
  }
}
