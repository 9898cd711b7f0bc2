package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fitted estimator: what it predicts, and what calibration around it looks at. <i>Immutable.</i>
 *
 * @param type the name of its class
 * @param part gives {@code predict_proba} of a classifier, {@code predict} of a regressor
 * @param decision gives {@code decision_function}: one number for two classes, else one for each;
 *     null when the library has none
 * @param classes the classes in the order of the outputs; empty for a regressor
 * @param names the names of the inputs; empty when the model was trained without
 */
record SklearnEstimator(
    String type,
    SklearnPart part,
    @Nullable SklearnPart decision,
    List<String> classes,
    List<String> names) {
  SklearnEstimator {
    classes = List.copyOf(classes);
    names = List.copyOf(names);
  }

  static SklearnEstimator regressor(SklearnFields fields, SklearnPart part) {
    return new SklearnEstimator(fields.type(), part, null, List.of(), fields.featureNames());
  }

  static SklearnEstimator classifier(
      SklearnFields fields,
      SklearnPart part,
      @Nullable SklearnPart decision,
      List<String> classes) {
    return new SklearnEstimator(fields.type(), part, decision, classes, fields.featureNames());
  }

  /**
   * The names of the inputs of a container that has none of its own, as far as known.
   *
   * @param names those of the members before, empty for none
   * @param member an estimator that gets the same rows
   */
  static List<String> agreed(List<String> names, SklearnEstimator member, PickleView view) {
    if (names.isEmpty() || member.names.isEmpty() || names.equals(member.names)) {
      return names.isEmpty() ? member.names : names;
    }
    if (!withoutBlanks(names).equals(withoutBlanks(member.names))) {
      throw view.malformed("an estimator of the same inputs by name");
    }
    return withoutBlanks(names).equals(names) ? member.names : names;
  }

  /** As LightGBM writes them. */
  private static List<String> withoutBlanks(List<String> names) {
    return names.stream().map(name -> name.replace(' ', '_')).toList();
  }

  /** The same with a decision function. */
  SklearnEstimator withDecision(SklearnPart function) {
    return new SklearnEstimator(type, part, function, classes, names);
  }

  boolean isClassifier() {
    return !classes.isEmpty();
  }

  Optional<SklearnPart> findDecision() {
    return Optional.ofNullable(decision);
  }
}
