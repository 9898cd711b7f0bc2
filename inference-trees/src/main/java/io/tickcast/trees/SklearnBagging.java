package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads bagging: the mean of estimators that each saw some of the features.
 *
 * <p>Source: {@code ensemble/_bagging.py}, versions 0.20 to 1.9. The classes of an estimator are
 * places among those of the whole; it lacks those that its sample had not.
 */
final class SklearnBagging {
  private final SklearnEstimators nested;

  SklearnBagging(SklearnEstimators nested) {
    this.nested = nested;
  }

  SklearnEstimator read(SklearnFields fields) {
    List<String> classes = fields.classesOfClassifier();
    int features = fields.features();
    int outputs = Math.max(1, classes.size());
    List<PickleView> members = fields.get("estimators_").items();
    List<PickleView> selections = fields.get("estimators_features_").items();
    if (members.isEmpty() || members.size() != selections.size()) {
      throw fields.get("estimators_").malformed(selections.size() + " estimators, one at least");
    }
    List<SklearnMean.Member> parts = new ArrayList<>();
    List<SklearnMean.Member> decisions = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      SklearnEstimator member = nested.read(members.get(i));
      int[] inputs = SklearnNumbers.indexes(selections.get(i), 0, features);
      int[] places = places(member, outputs, members.get(i));
      if (member.part().inputs() != inputs.length || member.isClassifier() == classes.isEmpty()) {
        throw members.get(i).malformed("an estimator of " + inputs.length + " features");
      }
      parts.add(new SklearnMean.Member(member.part(), inputs, places));
      member
          .findDecision()
          .filter(decision -> places.length == outputs)
          .ifPresent(decision -> decisions.add(decision(decision, inputs)));
    }
    SklearnPart part = SklearnMean.of(features, outputs, parts, sums(classes, parts));
    if (classes.isEmpty()) {
      return SklearnEstimator.regressor(fields, part);
    }
    return SklearnEstimator.classifier(
        fields, part, decision(features, decisions, members.size()), classes);
  }

  private static int[] places(SklearnEstimator member, int outputs, PickleView view) {
    int[] places = new int[member.part().outputs()];
    for (int i = 0; i < places.length; i++) {
      String name = member.isClassifier() ? member.classes().get(i) : "0";
      boolean number = name.matches("[0-9]{1,6}");
      places[i] = number ? Integer.parseInt(name) : outputs;
      if (places[i] >= outputs || (i > 0 && places[i] <= places[i - 1])) {
        throw view.malformed("classes that rise from 0 to " + (outputs - 1));
      }
    }
    return places;
  }

  private static SklearnMean.Member decision(SklearnPart decision, int[] inputs) {
    int[] outputs = new int[decision.outputs()];
    Arrays.setAll(outputs, i -> i);
    return new SklearnMean.Member(decision, inputs, outputs);
  }

  private static @Nullable SklearnPart decision(
      int features, List<SklearnMean.Member> decisions, int expected) {
    return decisions.size() == expected
        ? SklearnMean.of(features, decisions.get(0).outputs().length, decisions, Width.FLOAT64)
        : null;
  }

  /** Probabilities are added to zeros of 64 bits, values to each other. */
  private static Width sums(List<String> classes, List<SklearnMean.Member> parts) {
    return classes.isEmpty() ? SklearnMean.widest(parts) : Width.FLOAT64;
  }
}
