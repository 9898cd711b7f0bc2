package io.tickcast.trees;

import io.tickcast.api.OutputRole;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * LightGBM's objectives, with what they do to raw scores. (Source: the {@code ConvertOutput} of its
 * {@code src/objective} and the aliases of its {@code config.h}.)
 */
enum LightgbmObjective {
  BINARY("probability", OutputRole.PROBABILITY, "binary"),
  MULTICLASS("class", OutputRole.PROBABILITY, "multiclass", "softmax"),
  /** One probability per class, each by itself: they do not sum to one, so are values. */
  MULTICLASSOVA("class", OutputRole.VALUE, "multiclassova", "multiclass_ova", "ova", "ovr"),
  CROSS_ENTROPY("probability", OutputRole.PROBABILITY, "cross_entropy", "xentropy"),
  CROSS_ENTROPY_LAMBDA("value", OutputRole.VALUE, "cross_entropy_lambda", "xentlambda"),
  REGRESSION(
      "value",
      OutputRole.VALUE,
      "regression",
      "regression_l2",
      "mean_squared_error",
      "mse",
      "l2",
      "l2_root",
      "root_mean_squared_error",
      "rmse"),
  REGRESSION_L1("value", OutputRole.VALUE, "regression_l1", "mean_absolute_error", "l1", "mae"),
  HUBER("value", OutputRole.VALUE, "huber"),
  FAIR("value", OutputRole.VALUE, "fair"),
  QUANTILE("value", OutputRole.VALUE, "quantile"),
  MAPE("value", OutputRole.VALUE, "mape", "mean_absolute_percentage_error"),
  POISSON("value", OutputRole.VALUE, "poisson"),
  GAMMA("value", OutputRole.VALUE, "gamma"),
  TWEEDIE("value", OutputRole.VALUE, "tweedie"),
  LAMBDARANK("score", OutputRole.MARGIN, "lambdarank"),
  RANK_XENDCG(
      "score",
      OutputRole.MARGIN,
      "rank_xendcg",
      "xendcg",
      "xe_ndcg",
      "xe_ndcg_mart",
      "xendcg_mart"),
  /** The caller's own function; the file then mostly has no objective. Raw scores come out. */
  CUSTOM("margin", OutputRole.MARGIN, "custom", "none", "null", "na");

  private final String output;
  private final OutputRole role;
  private final List<String> names;

  LightgbmObjective(String output, OutputRole role, String... names) {
    this.output = output;
    this.role = role;
    this.names = List.of(names);
  }

  /**
   * Finds an objective by its name in a file.
   *
   * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) listing those that are taken
   */
  static LightgbmObjective of(String name, String where) {
    for (LightgbmObjective objective : values()) {
      if (objective.names.contains(name)) {
        return objective;
      }
    }
    String known =
        Arrays.stream(values()).map(LightgbmObjective::code).collect(Collectors.joining(" "));
    throw Faults.unsupported("an objective of " + known, Faults.quoted(name), where);
  }

  /** The library's own name. */
  String code() {
    return names.get(0);
  }

  /** The name of a single output, and the stem of several. */
  String output() {
    return output;
  }

  OutputRole role() {
    return role;
  }

  /** Whether there is one output per class. */
  boolean hasClasses() {
    return this == MULTICLASS || this == MULTICLASSOVA;
  }

  /** Whether the objective has the factor {@code sigmoid}. */
  boolean hasSigmoid() {
    return this == BINARY || this == MULTICLASSOVA;
  }

  /** Whether the option {@code reg_sqrt} makes a difference; the others switch it off. */
  boolean takesSqrt() {
    return switch (this) {
      case REGRESSION, REGRESSION_L1, FAIR, QUANTILE, MAPE -> true;
      default -> false;
    };
  }
}
