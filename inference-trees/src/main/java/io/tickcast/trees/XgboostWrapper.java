package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
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
 * @param predictor the setting of this name, empty for none
 */
record XgboostWrapper(
    String name,
    List<String> classes,
    double missing,
    List<String> featureNames,
    Map<String, String> attributes,
    String predictor) {
  private static final String BOOSTER = "Booster";

  /** No wrapper: the library's own file. */
  static final XgboostWrapper NONE =
      new XgboostWrapper(BOOSTER, List.of(), Double.NaN, List.of(), Map.of(), "");

  XgboostWrapper {
    classes = List.copyOf(classes);
    featureNames = List.copyOf(featureNames);
    attributes = Map.copyOf(attributes);
  }

  /** Whether predictions are probabilities of classes, for a binary model of both of them. */
  boolean isClassifier() {
    return name.endsWith("Classifier");
  }

  /** Whether there is one. */
  boolean isPresent() {
    return !name.equals(BOOSTER);
  }

  /** What becomes of the margins. */
  Link link(XgboostObjective objective, XgboostVersion version, int groups) {
    XgboostLink link = objective.link(version);
    if (!isClassifier()) {
      return link;
    }
    if (objective == XgboostObjective.MULTI_SOFTMAX && groups == 2 && version.isBefore(1, 6)) {
      throw Faults.unsupported(
          "a classifier whose predict_proba gives probabilities",
          "multi:softmax with two classes of XGBoost " + version,
          "learner.objective");
    }
    if (objective.isMultiClass()) {
      return XgboostLink.SOFTMAX;
    }
    return groups == 1 ? new XgboostPair(link) : link;
  }

  /**
   * Whether a wrapper predicts rows where they lie, without a matrix of the library's own. Before
   * 3.3 dart adds up otherwise then.
   *
   * @param version of the library
   */
  boolean predictsInPlace(XgboostVersion version) {
    boolean chosen = !predictor.isEmpty() && !(predictor.equals("auto") && version.isAtLeast(1, 5));
    return version.isAtLeast(1, 4) && (!chosen || version.isAtLeast(2, 0));
  }
}
