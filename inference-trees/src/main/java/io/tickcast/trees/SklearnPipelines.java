package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.checkpoint.ObjectNode;
import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads pipelines: steps one after the other, the last of which mostly is an estimator. */
final class SklearnPipelines {
  private final SklearnEstimators estimators;
  private final SklearnSteps steps;

  SklearnPipelines(SklearnEstimators estimators, SklearnSteps steps) {
    this.estimators = estimators;
    this.steps = steps;
  }

  SklearnEstimator estimator(SklearnFields fields) {
    List<PickleView> named = named(fields);
    PickleView last = named.get(named.size() - 1);
    List<SklearnPart> before = before(named.subList(0, named.size() - 1));
    SklearnEstimator estimator = in(last, () -> estimators.read(last.items().get(1)));
    if (before.isEmpty()) {
      return estimator;
    }
    SklearnPart decision =
        estimator.findDecision().map(part -> chain(before, part, last)).orElse(null);
    return new SklearnEstimator(
        fields.type(),
        chain(before, estimator.part(), last),
        decision,
        estimator.classes(),
        names(named));
  }

  /** A pipeline that is a step of another. */
  SklearnPart steps(SklearnFields fields) {
    List<SklearnPart> parts = before(named(fields));
    if (parts.isEmpty()) {
      throw fields.view().unsupported("a step that does something");
    }
    return parts.size() == 1 ? parts.get(0) : new SklearnChain(parts);
  }

  private static List<PickleView> named(SklearnFields fields) {
    List<PickleView> named = fields.get("steps").items();
    if (named.isEmpty() || named.stream().anyMatch(pair -> pair.items().size() != 2)) {
      throw fields.get("steps").malformed("names and steps");
    }
    return named;
  }

  private List<SklearnPart> before(List<PickleView> named) {
    List<SklearnPart> parts = new ArrayList<>();
    for (PickleView pair : named) {
      Optional<SklearnPart> part = in(pair, () -> steps.read(pair.items().get(1)));
      part.ifPresent(
          step -> {
            checkFits(parts, step, pair);
            parts.add(step);
          });
    }
    return parts;
  }

  private static SklearnPart chain(List<SklearnPart> before, SklearnPart last, PickleView view) {
    checkFits(before, last, view);
    List<SklearnPart> parts = new ArrayList<>(before);
    parts.add(last);
    return new SklearnChain(parts);
  }

  private static void checkFits(List<SklearnPart> before, SklearnPart next, PickleView view) {
    int given = before.isEmpty() ? next.inputs() : before.get(before.size() - 1).outputs();
    if (given != next.inputs()) {
      throw view.malformed("a step of " + given + " inputs (it has " + next.inputs() + ")");
    }
  }

  private static List<String> names(List<PickleView> named) {
    for (PickleView pair : named) {
      PickleView step = pair.items().get(1);
      if (step.node() instanceof ObjectNode) {
        return SklearnFields.of(step).featureNames();
      }
    }
    return List.of();
  }

  /** Says in which step a fault is. */
  private static <T> T in(PickleView pair, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InferenceException e) {
      throw Faults.in("step " + Faults.quoted(pair.items().get(0).asText()), e);
    }
  }
}
