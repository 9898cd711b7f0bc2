package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Puts the trees or the weights of an XGBoost file together, as its version adds them up.
 * <i>Confined.</i>
 */
final class XgboostEnsemble {
  private static final String LINEAR = "gblinear";

  private final XgboostDocument document;
  private final XgboostChecks checks;
  private final XgboostWrapper wrapper;
  private final XgboostVersion version;
  private final int features;
  private final double[] margins;
  private final OptionalInt bestIteration;
  private int rounds;
  private int allTrees;

  /**
   * Starts with what was read.
   *
   * @param features the number of inputs
   * @param margins the margin before the first tree, for each output
   */
  XgboostEnsemble(
      XgboostDocument document, XgboostWrapper wrapper, int features, double[] margins) {
    this.document = document;
    this.wrapper = wrapper;
    this.features = features;
    this.margins = margins;
    checks = new XgboostChecks(document);
    version = document.version();
    bestIteration = checks.bestIteration();
  }

  /** Checks all parts and puts them together. */
  TreeEnsemble assemble() {
    if (LINEAR.equals(document.booster)) {
      return linear(checks.linearWeights(features, margins.length));
    }
    List<XgboostTree> found = checks.trees(features, margins.length);
    allTrees = found.size();
    int[] groups = checks.groupOfTree(allTrees, margins.length);
    if (allTrees > 0 && found.get(0).outputs() > 1) {
      Arrays.fill(groups, TreeEnsemble.ALL);
    }
    float[] weights = checks.weights(allTrees);
    int[] ends = checks.iterationEnds(allTrees, margins.length);
    rounds = usedRounds(ends.length - 1);
    int used = ends[rounds];
    return new TreeEnsemble(
        features,
        trees(found.subList(0, used), groups),
        Arrays.copyOf(groups, used),
        widened(Arrays.copyOf(weights, used)),
        margins,
        arithmetic());
  }

  /** The rounds of boosting that take part in predictions. */
  int rounds() {
    return rounds;
  }

  /** The number of trees in the file. */
  int allTrees() {
    return allTrees;
  }

  /** The round that early stopping found to be the best. */
  OptionalInt bestIteration() {
    return bestIteration;
  }

  /** Each margin starts from its bias and, also where there are several, the first intercept. */
  private TreeEnsemble linear(float[] weights) {
    int biases = features * margins.length;
    double[] starts = new double[margins.length];
    for (int g = 0; g < starts.length; g++) {
      starts[g] = weights[biases + g] + (float) margins[0];
    }
    return new TreeEnsemble(
        features,
        List.of(),
        new int[0],
        new double[0],
        starts,
        Arithmetic.XGBOOST,
        new LinearTerms(Arrays.copyOf(weights, biases)));
  }

  private List<DecisionTree> trees(List<XgboostTree> found, int[] groups) {
    boolean wrapped = wrapper.isPresent() || document.isOfWrapper;
    boolean inPlace = isDart() && wrapped && wrapper.predictsInPlace(version);
    boolean throughIntercept = inPlace && version.isBefore(3, 3);
    List<DecisionTree> trees = new ArrayList<>(found.size());
    for (int t = 0; t < found.size(); t++) {
      DecisionTree tree = withDefaults(found.get(t).tree());
      trees.add(throughIntercept ? shifted(tree, (float) margins[groups[t]]) : tree);
    }
    return trees;
  }

  /**
   * A tree whose leaves have been added to the intercept and taken from it again, which costs them
   * their last digits: so dart before 3.3 predicts a tree in place. (Source: {@code gbtree.cc}.)
   */
  private static DecisionTree shifted(DecisionTree tree, float intercept) {
    double[] value = new double[tree.nodes()];
    for (int node = 0; node < value.length; node++) {
      value[node] = tree.isLeaf(node) ? (intercept + (float) tree.value()[node]) - intercept : 0;
    }
    return tree.withValue(value);
  }

  /**
   * In 1.6 a category that a node's set has no room for goes the way of a missing value, later to
   * the left. (Source: {@code categorical.h}.)
   */
  private DecisionTree withDefaults(DecisionTree tree) {
    if (tree.categories() == null || !version.isAtLeast(1, 6) || !version.isBefore(1, 7)) {
      return tree;
    }
    @Nullable CategorySet[] changed = new @Nullable CategorySet[tree.nodes()];
    for (int node = 0; node < changed.length; node++) {
      CategorySet set = tree.category(node);
      changed[node] = set == null || tree.defaultLeft()[node] ? set : set.withOthers();
    }
    return tree.withCategories(changed);
  }

  private Arithmetic arithmetic() {
    boolean old = version.isBefore(1, 3) || (isDart() && version.isBefore(1, 4));
    return old ? Arithmetic.XGBOOST_OLD : Arithmetic.XGBOOST;
  }

  private boolean isDart() {
    return "dart".equals(document.booster);
  }

  private int usedRounds(int present) {
    if (bestIteration.isEmpty() || present == 0) {
      return present;
    }
    int used = bestIteration.getAsInt() + 1;
    // In 1.3 and 1.4 a slice of a model keeps the best iteration of the whole.
    boolean ofWhole = version.isAtLeast(1, 3) && version.isBefore(1, 5) && !wrapper.isPresent();
    if (used > present && !ofWhole) {
      throw Faults.malformed(
          "a round below " + present,
          Integer.toString(used - 1),
          "learner.attributes.best_iteration");
    }
    return Math.min(used, present);
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
