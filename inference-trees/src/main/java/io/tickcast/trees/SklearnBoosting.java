package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import io.tickcast.checkpoint.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads gradient boosting.
 *
 * <p>Source: {@code _raw_predict} of {@code ensemble/_gb.py}, versions 0.20 to 1.9. In 0.20 the
 * first estimator gives raw predictions itself; multi-class boosting then starts from the shares of
 * the classes, not from their logarithms.
 */
final class SklearnBoosting {
  private static final Arithmetic ARITHMETIC = new Arithmetic(Width.FLOAT32, false, Width.FLOAT64);

  private final SklearnEstimators nested;
  private final SklearnReading reading;

  SklearnBoosting(SklearnEstimators nested, SklearnReading reading) {
    this.nested = nested;
    this.reading = reading;
  }

  SklearnEstimator read(SklearnFields fields) {
    List<String> classes = fields.classesOfClassifier();
    PickleView members = fields.get("estimators_");
    int outputs = outputs(members, classes);
    SklearnLink link = link(fields.get("loss"), !classes.isEmpty(), outputs);
    SklearnTrees trees = trees(fields, members, outputs, link);
    return withInit(fields, trees, link, classes);
  }

  /** Rounds of boosting, and trees in each. */
  private static int outputs(PickleView members, List<String> classes) {
    int[] shape = members.asArray().shape();
    int outputs = classes.size() > 2 ? classes.size() : 1;
    if (shape.length != 2 || shape[0] == 0 || shape[1] != outputs || classes.size() == 1) {
      throw members.malformed("rounds of " + outputs + " trees");
    }
    return outputs;
  }

  private static SklearnLink link(PickleView loss, boolean classifier, int outputs) {
    String name = loss.asText();
    if (!classifier) {
      return switch (name) {
        case "ls", "squared_error", "lad", "absolute_error", "huber", "quantile" ->
            SklearnLink.IDENTITY;
        default -> throw loss.unsupported("the loss of a regression");
      };
    }
    return switch (name) {
      case "deviance", "log_loss" -> outputs == 1 ? SklearnLink.LOGISTIC : SklearnLink.SOFTMAX;
      case "exponential" -> {
        if (outputs != 1) {
          throw loss.malformed("a loss for " + outputs + " classes");
        }
        yield SklearnLink.HALF_LOGISTIC;
      }
      default -> throw loss.unsupported("the loss of a classification");
    };
  }

  private SklearnTrees trees(
      SklearnFields fields, PickleView members, int outputs, SklearnLink link) {
    SklearnForests forests = new SklearnForests(reading);
    List<PickleView> items = members.items();
    List<DecisionTree> trees = new ArrayList<>(items.size());
    int features = 0;
    for (PickleView item : items) {
      reading.once(item);
      SklearnTree tree = forests.read(SklearnFields.of(item), 1, false);
      if (features != 0 && tree.features() != features) {
        throw item.malformed("a tree of " + features + " features");
      }
      features = tree.features();
      trees.add(tree.tree());
    }
    int[] group = new int[trees.size()];
    Arrays.setAll(group, t -> t % outputs);
    double[] weight = new double[trees.size()];
    Arrays.fill(weight, SklearnNumbers.finiteNumber(fields.get("learning_rate")));
    return SklearnTrees.of(
        new TreeEnsemble(features, trees, group, weight, new double[outputs], ARITHMETIC),
        link,
        false);
  }

  private SklearnEstimator withInit(
      SklearnFields fields, SklearnTrees trees, SklearnLink link, List<String> classes) {
    PickleView init = fields.get("init_");
    Optional<double[]> raw = constant(fields, init, trees.ensemble().groups(), link, classes);
    SklearnPart part;
    SklearnPart decision;
    if (raw.isPresent()) {
      SklearnTrees whole = trees.startingAt(raw.get());
      part = whole;
      decision = whole.sums();
    } else {
      SklearnBoosted whole = boosted(fields, init, trees, link, classes);
      part = whole;
      decision = whole.sums();
    }
    return classes.isEmpty()
        ? SklearnEstimator.regressor(fields, part)
        : SklearnEstimator.classifier(fields, part, decision, classes);
  }

  /** What the trees add to, where it is the same for all rows. */
  private static Optional<double[]> constant(
      SklearnFields fields, PickleView init, int outputs, SklearnLink link, List<String> classes) {
    if (init.node() instanceof TextNode) {
      if (!init.asText().equals("zero")) {
        throw init.unsupported("an estimator or 'zero'");
      }
      return Optional.of(new double[outputs]);
    }
    SklearnFields first = SklearnFields.of(init);
    Optional<double[]> old = constantOf020(first, outputs);
    if (old.isPresent()) {
      return old;
    }
    SklearnVersion version = fields.version();
    if (!version.isAtLeast(0, 21)) {
      throw init.unsupported("an estimator of scikit-learn's own choice");
    }
    return SklearnInit.constant(first, Math.max(1, classes.size()))
        .map(
            predicted -> {
              double[] raw = new double[outputs];
              SklearnInit.of(link, !classes.isEmpty(), version)
                  .raw(predicted, SklearnInit.least(version), raw);
              return raw;
            });
  }

  private static Optional<double[]> constantOf020(SklearnFields init, int outputs) {
    String name =
        switch (init.type()) {
          case "QuantileEstimator" -> "quantile";
          case "MeanEstimator" -> "mean";
          case "LogOddsEstimator", "ScaledLogOddsEstimator" -> "prior";
          case "PriorProbabilityEstimator" -> "priors";
          case "ZeroEstimator" -> "";
          default -> "none";
        };
    return switch (name) {
      case "none" -> Optional.empty();
      case "" -> Optional.of(new double[outputs]);
      case "priors" -> Optional.of(SklearnNumbers.finite(init.get(name), outputs));
      default -> {
        if (outputs != 1) {
          throw init.view().malformed("raw predictions of " + outputs + " classes");
        }
        yield Optional.of(new double[] {SklearnNumbers.finiteNumber(init.get(name))});
      }
    };
  }

  private SklearnBoosted boosted(
      SklearnFields fields,
      PickleView init,
      SklearnTrees trees,
      SklearnLink link,
      List<String> classes) {
    SklearnEstimator first = nested.read(init);
    // The library hands over a row of 32 bits, in which other estimators would compute.
    if (!(first.part() instanceof SklearnTrees) || first.type().startsWith("Hist")) {
      throw init.unsupported("an estimator of trees in 32 bits");
    }
    if (first.part().inputs() != trees.inputs() || first.classes().size() != classes.size()) {
      throw init.malformed(
          "an estimator of " + trees.inputs() + " inputs and " + classes.size() + " classes");
    }
    SklearnVersion version = fields.version();
    return new SklearnBoosted(
        first.part(),
        SklearnInit.of(link, !classes.isEmpty(), version),
        SklearnInit.least(version),
        trees);
  }
}
