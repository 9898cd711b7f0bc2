package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the wrappers of XGBoost, LightGBM and CatBoost that stand inside of scikit-learn's
 * containers: the model is taken out of them as out of a file of their own.
 *
 * <p>None of them has a {@code decision_function}, but LightGBM's from 4.7 on, which gives raw
 * scores. Those of XGBoost hand on numbers of 32 bits.
 */
final class SklearnWrappers {
  /** An attribute that wrappers of LightGBM have since there is their decision_function. */
  private static final String SINCE_4_7 = "_fitted_with_feature_names";

  private final SklearnReading reading;

  SklearnWrappers(SklearnReading reading) {
    this.reading = reading;
  }

  /**
   * Reads a wrapper; empty for another class.
   *
   * @throws InferenceException (MALFORMED_MODEL, UNSUPPORTED_MODEL, LIMIT_EXCEEDED) naming its
   *     place
   */
  Optional<SklearnEstimator> read(SklearnFields fields) {
    try {
      return switch (fields.type()) {
        case "XGBClassifier", "XGBRFClassifier", "XGBRegressor", "XGBRFRegressor" ->
            Optional.of(xgboost(fields));
        case "LGBMClassifier", "LGBMRegressor" -> Optional.of(lightgbm(fields));
        case "CatBoostClassifier", "CatBoostRegressor" -> Optional.of(catboost(fields));
        default -> Optional.empty();
      };
    } catch (InferenceException e) {
      throw Faults.in(fields.where(), e);
    }
  }

  private SklearnEstimator xgboost(SklearnFields fields) {
    onlyHere(fields.get("_Booster"), "handle");
    XgboostFile file = XgboostFile.of(reading.artifact(), XgboostPickle.of(fields.view(), "none"));
    note(file.library(), file.ensemble());
    SklearnBooster part =
        SklearnBooster.of(file.ensemble(), file.link(), file.missing(), Width.FLOAT32);
    List<String> names = named(file.featureNames(), "f");
    if (!file.isClassifier()) {
      return regressor(fields, part, names);
    }
    if (file.ensemble().groups() > 1 && !file.isMultiClass()) {
      throw fields.view().unsupported("classes that exclude each other");
    }
    List<String> classes = file.classes();
    return classifier(fields, part, classes.isEmpty() ? numbers(part.outputs()) : classes, names);
  }

  private SklearnEstimator lightgbm(SklearnFields fields) {
    onlyHere(fields.get("_Booster"), "_handle", "handle");
    LightgbmFile file = LightgbmFile.of(reading.artifact(), LightgbmPickle.of(fields.view()));
    note(file.library(), file.ensemble());
    SklearnBooster part =
        SklearnBooster.of(file.ensemble(), file.link(), Double.NaN, Width.FLOAT64);
    if (file.classes().isEmpty()) {
      return regressor(fields, part, file.featureNames());
    }
    if (file.hasOwnObjective()) {
      throw fields.view().unsupported("an objective that gives probabilities");
    }
    SklearnEstimator estimator = classifier(fields, part, file.classes(), file.featureNames());
    return fields.has(SINCE_4_7) ? estimator.withDecision(part.with(file.scoreLink())) : estimator;
  }

  private SklearnEstimator catboost(SklearnFields fields) {
    onlyHere(fields.view(), CatboostPickleFormat.MODEL);
    CatboostFile file = CatboostPickleFormat.read(reading.artifact(), fields.view());
    note(file.library(), file.ensemble());
    if (!file.codes().isEmpty()) {
      throw fields.view().unsupported("a model without categories");
    }
    SklearnBooster part =
        SklearnBooster.of(file.ensemble(), file.link(), Double.NaN, Width.FLOAT64);
    List<String> names = named(file.featureNames(), "");
    if (fields.type().equals("CatBoostRegressor")) {
      return regressor(fields, part, names);
    }
    if (!file.hasClasses() || file.classes().isEmpty()) {
      throw fields.view().unsupported("a model that names its classes");
    }
    return classifier(fields, part, file.classes(), names);
  }

  /**
   * A wrapper may share nothing large with another one, else a small file could be a huge model.
   */
  private void onlyHere(PickleView holder, String... attributes) {
    for (String name : attributes) {
      holder.find(name).ifPresent(reading::once);
    }
  }

  private void note(String library, TreeEnsemble ensemble) {
    reading.library(library);
    ensemble.trees().forEach(reading::count);
  }

  private static SklearnEstimator regressor(
      SklearnFields fields, SklearnBooster part, List<String> names) {
    if (part.outputs() != 1) {
      throw fields.view().unsupported("one target (this has " + part.outputs() + ")");
    }
    return new SklearnEstimator(fields.type(), part, null, List.of(), names);
  }

  private static SklearnEstimator classifier(
      SklearnFields fields, SklearnBooster part, List<String> classes, List<String> names) {
    boolean distinct = classes.stream().distinct().count() == classes.size();
    String shown = Faults.quoted(String.join(" ", classes));
    if (classes.size() != part.outputs() || classes.contains("") || !distinct) {
      throw fields
          .view()
          .malformed("the names of " + part.outputs() + " classes (it has " + shown + ")");
    }
    return new SklearnEstimator(fields.type(), part, null, classes, names);
  }

  private static List<String> numbers(int count) {
    List<String> numbers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      numbers.add(Integer.toString(i));
    }
    return numbers;
  }

  /** Names of inputs, but not those that a library makes up out of their places. */
  private static List<String> named(List<String> names, String stem) {
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(stem + i)) {
        return names;
      }
    }
    return List.of();
  }
}
