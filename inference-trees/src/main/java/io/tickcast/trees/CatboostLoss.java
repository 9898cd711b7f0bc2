package io.tickcast.trees;

import io.tickcast.api.OutputRole;
import io.tickcast.checkpoint.Faults;
import java.util.Set;

/**
 * What the values of a CatBoost model mean, by the loss that it was trained with.
 *
 * <p>Every output is what the usual call of the library's wrapper for such a loss gives: {@code
 * predict_proba} of a classifier, {@code predict} of a regressor or ranker.
 */
enum CatboostLoss {
  /** One value of two classes that exclude each other. */
  BINARY(Set.of("Logloss", "CrossEntropy", "Focal"), "class", OutputRole.PROBABILITY),

  /** A value for each of several classes that exclude each other. */
  CLASSES(Set.of("MultiClass"), "class", OutputRole.PROBABILITY),

  /** A probability for each class by itself; these do not sum to one. */
  EACH_CLASS(Set.of("MultiClassOneVsAll"), "class", OutputRole.VALUE),

  /** Labels that do not exclude each other. */
  LABELS(Set.of("MultiLogloss", "MultiCrossEntropy"), "label", OutputRole.VALUE),

  /** The logarithm of the prediction. */
  LOGARITHM(Set.of("Poisson", "Tweedie"), "value", OutputRole.VALUE),

  /** A mean, and the logarithm of a standard deviation. */
  UNCERTAIN(Set.of("RMSEWithUncertainty"), "value", OutputRole.VALUE),

  /** The prediction itself; also of sums of models, which say nothing of a loss. */
  VALUE(
      Set.of(
          "RMSE",
          "MAE",
          "Quantile",
          "MultiQuantile",
          "LogLinQuantile",
          "Expectile",
          "Lq",
          "MAPE",
          "Huber",
          "LogCosh",
          "MultiRMSE",
          "MultiRMSEWithMissingValues",
          "SurvivalAft",
          "Cox",
          ""),
      "value",
      OutputRole.VALUE),

  /** A score to sort by. */
  SCORE(
      Set.of(
          "YetiRank",
          "YetiRankPairwise",
          "LambdaMart",
          "StochasticFilter",
          "StochasticRank",
          "PairLogit",
          "PairLogitPairwise",
          "QueryRMSE",
          "QuerySoftMax",
          "QueryCrossEntropy",
          "GroupQuantile"),
      "score",
      OutputRole.MARGIN),

  /** Raw values of any loss, for who asks for these. */
  MARGIN(Set.of(), "margin", OutputRole.MARGIN);

  private final Set<String> names;
  private final String output;
  private final OutputRole role;

  CatboostLoss(Set<String> names, String output, OutputRole role) {
    this.names = names;
    this.output = output;
    this.role = role;
  }

  /**
   * Finds a loss by its name.
   *
   * @param name as the file has it, without parameters; empty when it does not say
   * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) for one that leaves open what
   *     the values mean
   */
  static CatboostLoss of(String name) {
    for (CatboostLoss loss : values()) {
      if (loss.names.contains(name)) {
        return loss;
      }
    }
    throw Faults.unsupported(
        "a loss of CatBoost's own for classes, values or ranks",
        Faults.quoted(name),
        "loss_function");
  }

  /**
   * Checks that a model has as many values as its loss asks for.
   *
   * @param dimension the number of values of a leaf
   */
  void check(int dimension) {
    boolean fits =
        switch (this) {
          case BINARY, LOGARITHM, SCORE -> dimension == 1;
          case UNCERTAIN -> dimension == 2;
          case CLASSES -> dimension > 1;
          case EACH_CLASS, LABELS, VALUE, MARGIN -> true;
        };
    if (!fits) {
      throw Faults.malformed(
          "leaves as the loss asks for", dimension + " values in each", "ApproxDimension");
    }
  }

  /** Whether outputs are classes. */
  boolean hasClasses() {
    return this == BINARY || this == CLASSES || this == EACH_CLASS;
  }

  /** The name of a single output, and the stem of several. */
  String output() {
    return output;
  }

  OutputRole role() {
    return role;
  }
}
