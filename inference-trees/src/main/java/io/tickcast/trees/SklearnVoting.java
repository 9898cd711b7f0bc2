package io.tickcast.trees;

import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleNode;
import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads votes: the mean of several estimators, with weights or without. A vote of classes, {@code
 * voting='hard'}, has no probabilities.
 *
 * <p>Source: {@code ensemble/_voting.py}, versions 0.20 to 1.9.
 */
final class SklearnVoting {
  private final SklearnEstimators nested;

  SklearnVoting(SklearnEstimators nested) {
    this.nested = nested;
  }

  SklearnEstimator read(SklearnFields fields) {
    boolean classifier = fields.type().equals("VotingClassifier");
    if (classifier && !fields.get("voting").asText().equals("soft")) {
      throw fields.get("voting").unsupported("the voting 'soft'");
    }
    List<String> classes = classifier ? fields.classes("classes_") : List.of();
    PickleView members = fields.get("estimators_");
    List<SklearnEstimator> estimators = new ArrayList<>();
    for (PickleView member : members.items()) {
      estimators.add(nested.read(member));
    }
    if (estimators.isEmpty()) {
      throw members.malformed("at least one estimator");
    }
    SklearnEstimator first = estimators.get(0);
    int inputs = first.part().inputs();
    int outputs = Math.max(1, classes.size());
    List<SklearnMean.Member> parts = new ArrayList<>();
    List<String> names = List.of();
    for (SklearnEstimator estimator : estimators) {
      names = SklearnEstimator.agreed(names, estimator, members);
      SklearnPart part = estimator.part();
      if (part.inputs() != inputs
          || part.outputs() != outputs
          || estimator.isClassifier() != classifier) {
        throw members.malformed("estimators of " + inputs + " inputs and " + outputs + " outputs");
      }
      parts.add(new SklearnMean.Member(part, places(inputs), places(outputs)));
    }
    List<String> own = fields.featureNames();
    // A weight of any kind makes the library go on in 64 bits.
    Width width = fields.has("weights") ? Width.FLOAT64 : SklearnMean.widest(parts);
    double[] weights = weights(fields, parts.size());
    SklearnMean mean = new SklearnMean(inputs, outputs, parts, weights, width);
    return new SklearnEstimator(fields.type(), mean, null, classes, own.isEmpty() ? names : own);
  }

  private static int[] places(int count) {
    int[] places = new int[count];
    Arrays.setAll(places, i -> i);
    return places;
  }

  private static double[] weights(SklearnFields fields, int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    Optional<PickleView> declared = fields.find("weights");
    if (declared.isEmpty()) {
      return weights;
    }
    checkWidth(declared.get());
    List<PickleView> numbers = declared.get().items();
    List<PickleView> named = fields.get("estimators").items();
    if (numbers.size() != named.size()) {
      throw declared.get().malformed(named.size() + " weights");
    }
    int used = 0;
    for (int i = 0; i < named.size(); i++) {
      if (isDropped(named.get(i))) {
        continue;
      }
      if (used == count) {
        throw declared.get().malformed(count + " weights of estimators that vote");
      }
      weights[used++] = SklearnNumbers.finiteNumber(numbers.get(i));
    }
    double sum = Arrays.stream(weights).sum();
    if (used != count || !(sum > 0)) {
      throw declared.get().malformed(count + " weights whose sum is above 0");
    }
    return weights;
  }

  private static void checkWidth(PickleView weights) {
    if (weights.node() instanceof NdArray array
        && array.type().kind() == NumpyType.Kind.FLOAT
        && array.type().size() < Double.BYTES) {
      throw weights.unsupported("weights of 64 bits");
    }
  }

  private static boolean isDropped(PickleView pair) {
    if (pair.items().size() != 2) {
      throw pair.malformed("a name and an estimator");
    }
    PickleNode estimator = pair.items().get(1).node();
    return estimator == PickleNode.None.NONE || estimator instanceof TextNode;
  }
}
