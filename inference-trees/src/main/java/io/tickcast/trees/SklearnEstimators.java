package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.PickleView;

/**
 * Reads fitted estimators, one by one and within each other. <i>Confined.</i>
 *
 * <p>Classes are told apart by their names: the modules that they may be of were checked by {@link
 * SklearnSymbols} when the pickle was read.
 */
final class SklearnEstimators {
  private final SklearnReading reading;

  SklearnEstimators(SklearnReading reading) {
    this.reading = reading;
  }

  /**
   * Reads an estimator.
   *
   * @throws InferenceException (UNSUPPORTED_MODEL) naming the class, if it can not be reproduced;
   *     (MALFORMED_MODEL, LIMIT_EXCEEDED)
   */
  SklearnEstimator read(PickleView view) {
    SklearnFields fields = SklearnFields.of(view);
    reading.enter(view);
    SklearnEstimator estimator = byName(fields);
    reading.leave();
    int names = estimator.names().size();
    if (names > 0 && names != estimator.part().inputs()) {
      throw view.malformed(
          "names of " + estimator.part().inputs() + " features (there are " + names + ")");
    }
    return estimator;
  }

  private SklearnEstimator byName(SklearnFields fields) {
    return switch (fields.type()) {
      case "DecisionTreeClassifier",
          "DecisionTreeRegressor",
          "ExtraTreeClassifier",
          "ExtraTreeRegressor" ->
          new SklearnForests(reading).tree(fields);
      case "RandomForestClassifier",
          "RandomForestRegressor",
          "ExtraTreesClassifier",
          "ExtraTreesRegressor" ->
          new SklearnForests(reading).forest(fields);
      case "GradientBoostingClassifier", "GradientBoostingRegressor" ->
          new SklearnBoosting(this, reading).read(fields);
      case "HistGradientBoostingClassifier", "HistGradientBoostingRegressor" ->
          new SklearnHist(reading).read(fields);
      case "BaggingClassifier", "BaggingRegressor" -> new SklearnBagging(this).read(fields);
      default -> container(fields);
    };
  }

  private SklearnEstimator container(SklearnFields fields) {
    return switch (fields.type()) {
      case "Pipeline" -> pipelines().estimator(fields);
      case "VotingClassifier", "VotingRegressor" -> new SklearnVoting(this).read(fields);
      case "CalibratedClassifierCV" -> new SklearnCalibration(this, reading).read(fields);
      case "FrozenEstimator" -> read(fields.get("estimator"));
      case "LinearRegression",
          "Ridge",
          "RidgeCV",
          "Lasso",
          "LassoCV",
          "ElasticNet",
          "ElasticNetCV",
          "HuberRegressor" ->
          SklearnLinear.regressor(fields);
      case "LogisticRegression", "LogisticRegressionCV" -> SklearnLinear.classifier(fields);
      default ->
          new SklearnWrappers(reading)
              .read(fields)
              .orElseThrow(() -> fields.view().unsupported("an estimator that is reproduced here"));
    };
  }

  private SklearnPipelines pipelines() {
    return new SklearnPipelines(this, new SklearnSteps(this, reading));
  }
}
