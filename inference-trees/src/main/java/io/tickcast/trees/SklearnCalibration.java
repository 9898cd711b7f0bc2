package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads calibrated classifiers: the mean of classifiers whose scores went through curves.
 *
 * <p>Source: {@code calibration.py}, versions 0.20 to 1.9. A curve takes what {@code
 * decision_function} gives where a classifier has that, else its probabilities.
 */
final class SklearnCalibration {
  private static final String NUMBER = "-?[0-9]+(\\.0)?";

  private final SklearnEstimators nested;
  private final SklearnReading reading;

  SklearnCalibration(SklearnEstimators nested, SklearnReading reading) {
    this.nested = nested;
    this.reading = reading;
  }

  SklearnEstimator read(SklearnFields fields) {
    List<String> classes = fields.classes("classes_");
    if (classes.size() < 2) {
      throw fields.get("classes_").malformed("two classes at least");
    }
    List<SklearnFields> members = fields.objects("calibrated_classifiers_");
    if (members.isEmpty()) {
      throw fields.get("calibrated_classifiers_").malformed("at least one classifier");
    }
    List<SklearnMean.Member> parts = new ArrayList<>();
    List<String> names = List.of();
    int inputs = 0;
    for (SklearnFields member : members) {
      PickleView base = member.get(member.has("estimator") ? "estimator" : "base_estimator");
      SklearnEstimator estimator = nested.read(base);
      SklearnPart part = calibrated(member, estimator, classes);
      if (inputs != 0 && part.inputs() != inputs) {
        throw base.malformed("a classifier of " + inputs + " inputs");
      }
      inputs = part.inputs();
      names = SklearnEstimator.agreed(names, estimator, base);
      parts.add(new SklearnMean.Member(part, places(inputs), places(classes.size())));
    }
    SklearnMean mean = SklearnMean.of(inputs, classes.size(), parts, Width.FLOAT64);
    List<String> own = fields.featureNames();
    return new SklearnEstimator(fields.type(), mean, null, classes, own.isEmpty() ? names : own);
  }

  private SklearnPart calibrated(
      SklearnFields member, SklearnEstimator estimator, List<String> classes) {
    if (!estimator.isClassifier()) {
      throw member.view().malformed("a classifier");
    }
    boolean binary = classes.size() == 2;
    SklearnPart scores = estimator.findDecision().orElse(estimator.part());
    int first = binary && estimator.findDecision().isEmpty() ? 1 : 0;
    int count = binary ? 1 : estimator.classes().size();
    String name = member.has("calibrators") ? "calibrators" : "calibrators_";
    List<SklearnFields> members = member.objects(name);
    if (members.size() != count || scores.outputs() - first != count) {
      throw member.get(name).malformed(count + " curves");
    }
    int[] to = new int[count];
    List<SklearnCurve> curves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      to[i] = binary ? 1 : place(classes, estimator.classes().get(i));
      if (to[i] < 0) {
        throw member.view().malformed("a classifier of the same classes");
      }
      curves.add(SklearnCurve.read(members.get(i), reading.times64(scores.width())));
    }
    return new SklearnChain(
        List.of(
            scores, new SklearnCalibrated(scores.outputs(), first, curves, to, classes.size())));
  }

  /** The place of a class, or -1: the library compares numbers, so that 1 is 1.0. */
  private static int place(List<String> classes, String name) {
    int place = classes.indexOf(name);
    if (place < 0 && name.matches(NUMBER)) {
      List<String> whole = classes.stream().map(SklearnCalibration::whole).toList();
      return whole.indexOf(whole(name));
    }
    return place;
  }

  private static String whole(String name) {
    return name.matches(NUMBER) && name.endsWith(".0")
        ? name.substring(0, name.length() - 2)
        : name;
  }

  private static int[] places(int count) {
    int[] places = new int[count];
    Arrays.setAll(places, i -> i);
    return places;
  }
}
