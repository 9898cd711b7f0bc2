package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.Set;

/** Who predicts with a CatBoost model, which decides what its usual call gives. */
enum CatboostUse {
  /** Nobody is named: a file is taken as what is trained with its loss. */
  FILE,
  /** {@code CatBoostClassifier}: probabilities. */
  CLASSIFIER,
  /** {@code CatBoostRegressor}: values. */
  REGRESSOR,
  /** {@code CatBoostRanker}: scores. */
  RANKER,
  /** {@code CatBoost}: raw values, whatever the loss. */
  BARE;

  /** An objective in Python: what its values mean, its class knows alone. */
  private static final String OWN = "PythonUserDefinedPerObject";

  private static final Set<CatboostLoss> OF_CLASSES =
      Set.of(
          CatboostLoss.BINARY, CatboostLoss.CLASSES, CatboostLoss.EACH_CLASS, CatboostLoss.LABELS);

  /**
   * What the values of a model mean.
   *
   * @param name the name of the loss, empty when the file does not say
   * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) when that is not known
   */
  CatboostLoss loss(String name) {
    if (name.equals(OWN) && this != FILE) {
      return this == CLASSIFIER ? CatboostLoss.BINARY : CatboostLoss.VALUE;
    }
    CatboostLoss loss = CatboostLoss.of(name);
    boolean ofClasses = OF_CLASSES.contains(loss);
    if ((this == CLASSIFIER && !ofClasses) || (ofClasses && this == REGRESSOR)) {
      throw Faults.unsupported(
          this == CLASSIFIER ? "a classifier's loss" : "a regressor's loss",
          Faults.quoted(name),
          "loss_function");
    }
    return loss;
  }
}
