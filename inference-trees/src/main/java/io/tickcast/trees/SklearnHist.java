package io.tickcast.trees;

import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads histogram gradient boosting.
 *
 * <p>Source: {@code ensemble/_hist_gradient_boosting}, versions 0.21 to 1.9. Rows are compared in
 * 64 bits, {@code x <= threshold}; missing and infinite values are inputs like others from 0.22 on.
 */
final class SklearnHist {
  private final SklearnReading reading;

  SklearnHist(SklearnReading reading) {
    this.reading = reading;
  }

  SklearnEstimator read(SklearnFields fields) {
    List<String> classes = fields.classesOfClassifier();
    int outputs = classes.size() > 2 ? classes.size() : 1;
    PickleView stated = fields.get("n_trees_per_iteration_");
    if (stated.asInt(1, SklearnFormat.MAX_CLASSES) != outputs || classes.size() == 1) {
      throw stated.malformed(outputs + " trees per iteration");
    }
    SklearnLink link = link(fields.get("loss"), !classes.isEmpty(), outputs);
    Optional<SklearnCodes> codes = SklearnCodes.read(fields);
    SklearnTrees trees = trees(fields, codes, outputs, link);
    SklearnPart part = behind(codes, trees);
    return classes.isEmpty()
        ? SklearnEstimator.regressor(fields, part)
        : SklearnEstimator.classifier(fields, part, behind(codes, trees.sums()), classes);
  }

  private static SklearnPart behind(Optional<SklearnCodes> codes, SklearnTrees trees) {
    return codes.isEmpty() ? trees : new SklearnChain(List.of(codes.get(), trees));
  }

  private static SklearnLink link(PickleView loss, boolean classifier, int outputs) {
    String name = loss.asText();
    if (classifier) {
      return switch (name) {
        case "auto", "log_loss", "binary_crossentropy", "categorical_crossentropy" ->
            outputs == 1 ? SklearnLink.LOGISTIC : SklearnLink.SOFTMAX;
        default -> throw loss.unsupported("the loss of a classification");
      };
    }
    return switch (name) {
      case "least_squares",
          "squared_error",
          "least_absolute_deviation",
          "absolute_error",
          "quantile" ->
          SklearnLink.IDENTITY;
      case "poisson", "gamma" -> SklearnLink.EXPONENTIAL;
      default -> throw loss.unsupported("the loss of a regression");
    };
  }

  private SklearnTrees trees(
      SklearnFields fields, Optional<SklearnCodes> codes, int outputs, SklearnLink link) {
    int features = fields.features();
    boolean gaps = fields.version().isAtLeast(0, 22);
    List<DecisionTree> trees = new ArrayList<>();
    for (PickleView round : fields.get("_predictors").items()) {
      List<PickleView> members = round.items();
      if (members.size() != outputs) {
        throw round.malformed(outputs + " trees");
      }
      for (PickleView member : members) {
        trees.add(tree(member, features, codes));
      }
    }
    int[] group = new int[trees.size()];
    Arrays.setAll(group, t -> t % outputs);
    double[] weight = new double[trees.size()];
    Arrays.fill(weight, 1);
    Arithmetic arithmetic = new Arithmetic(Width.FLOAT64, gaps, Width.FLOAT64);
    double[] baseline = baseline(fields.get("_baseline_prediction"), outputs);
    return SklearnTrees.of(
        new TreeEnsemble(features, trees, group, weight, baseline, arithmetic), link, gaps);
  }

  /** A number, or an array of any shape with one for each class. */
  private static double[] baseline(PickleView view, int outputs) {
    if (!(view.node() instanceof NdArray array)) {
      if (outputs != 1) {
        throw view.malformed("an array of " + outputs + " numbers");
      }
      return new double[] {SklearnNumbers.finiteNumber(view)};
    }
    if (array.size() != outputs || array.type().kind() != NumpyType.Kind.FLOAT) {
      throw view.malformed("an array of " + outputs + " numbers");
    }
    return SklearnNumbers.finite(view);
  }

  private DecisionTree tree(PickleView member, int features, Optional<SklearnCodes> codes) {
    SklearnFields predictor = SklearnFields.of(member);
    if (!predictor.type().equals("TreePredictor")) {
      throw member.malformed("a TreePredictor");
    }
    reading.once(member);
    PickleView view = predictor.get("nodes");
    reading.once(view);
    SklearnNodes nodes = new SklearnNodes(view);
    children(nodes);
    nodes.feature = nodes.features("feature_idx", features);
    nodes.threshold = nodes.reals(nodes.has("num_threshold") ? "num_threshold" : "threshold");
    for (int i = 0; i < nodes.count(); i++) {
      nodes.threshold[i] = Math.nextUp(nodes.threshold[i]) + 0.0; // turns -0 into 0
    }
    nodes.missingLeft = nodes.findFlags("missing_go_to_left");
    nodes.cover = nodes.reals("count");
    if (nodes.has("is_categorical")) {
      nodes.categories = SklearnCodes.sets(predictor, nodes, codes);
    }
    leftUnlessMissing(nodes);
    DecisionTree tree = nodes.tree(nodes.reals("value"), 1);
    reading.count(tree);
    return tree;
  }

  /**
   * An infinite threshold tells what is missing. Even +inf is at most that, and not below it: such
   * a node is one of categories, of which none goes to the right.
   */
  private static void leftUnlessMissing(SklearnNodes nodes) {
    for (int node = 0; node < nodes.count(); node++) {
      if (nodes.left[node] >= 0 && nodes.threshold[node] == Double.POSITIVE_INFINITY) {
        CategorySet[] sets = nodes.categories;
        sets = sets == null ? new CategorySet[nodes.count()] : sets;
        sets[node] = sets[node] == null ? CategorySet.ofBits(new long[1]) : sets[node];
        nodes.categories = sets;
      }
    }
  }

  /** Leaves have children, too, which mean nothing. */
  private static void children(SklearnNodes nodes) {
    boolean[] leaf = nodes.flags("is_leaf");
    nodes.left = nodes.children("left");
    nodes.right = nodes.children("right");
    for (int node = 0; node < leaf.length; node++) {
      if (leaf[node]) {
        nodes.left[node] = -1;
        nodes.right[node] = -1;
      } else if (nodes.left[node] < 0 || nodes.right[node] < 0) {
        throw nodes.at(node, "two children", "one at most");
      }
    }
  }
}
