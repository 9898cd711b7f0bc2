package io.tickcast.trees;

import java.util.List;
import java.util.Map;

/**
 * What a model of XGBoost is wrapped in, and what that says of its predictions. <i>Immutable.</i>
 *
 * @param name the class, such as {@code XGBClassifier}; {@code Booster} for none
 * @param classes the names of a classifier's classes in their order; empty when not known
 * @param missing the value that also counts as missing; NaN for none
 * @param featureNames those that Python keeps beside the model; empty when it keeps none
 * @param attributes those that Python keeps beside the model
 */
record XgboostWrapper(
    String name,
    List<String> classes,
    double missing,
    List<String> featureNames,
    Map<String, String> attributes) {
  /** No wrapper: the library's own file. */
  static final XgboostWrapper NONE =
      new XgboostWrapper("Booster", List.of(), Double.NaN, List.of(), Map.of());

  XgboostWrapper {
    classes = List.copyOf(classes);
    featureNames = List.copyOf(featureNames);
    attributes = Map.copyOf(attributes);
  }

  /** Whether predictions are probabilities of classes, for a binary model of both of them. */
  boolean isClassifier() {
    return name.endsWith("Classifier");
  }

  /** What becomes of the margins. */
  Link link(XgboostObjective objective, int groups) {
    if (!isClassifier()) {
      return objective.link();
    }
    if (objective.isMultiClass()) {
      return XgboostLink.SOFTMAX;
    }
    return groups == 1 ? new XgboostPair(objective.link()) : objective.link();
  }
}
