package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads single trees and forests of them.
 *
 * <p>Source: {@code predict_proba} and {@code _validate_X_predict} of the library's {@code
 * tree/_classes.py} and {@code ensemble/_forest.py}, versions 0.20 to 1.9. Up to 1.3 leaves are
 * divided by their sums: they hold weights of samples, from 1.3 on shares. From 1.4 on they are
 * taken as they are. Missing values are taken by trees since 1.3, by forests since 1.4, by trees of
 * random splits since 1.6, and not with monotonic constraints.
 */
final class SklearnForests {
  private static final Arithmetic ARITHMETIC = new Arithmetic(Width.FLOAT32, false, Width.FLOAT64);
  private static final Set<String> MISSING_CRITERIA =
      Set.of("gini", "log_loss", "entropy", "squared_error", "friedman_mse", "poisson");

  private final SklearnReading reading;

  SklearnForests(SklearnReading reading) {
    this.reading = reading;
  }

  SklearnEstimator tree(SklearnFields fields) {
    boolean missing = takesMissing(fields, fields.version());
    List<String> classes = fields.classesOfClassifier();
    if (classes.isEmpty()) {
      return SklearnEstimator.regressor(
          fields, part(List.of(read(fields, 1, false)), 1, missing, SklearnLink.IDENTITY));
    }
    SklearnTree tree = read(fields, classes.size(), dividesBySums(fields));
    SklearnPart part = part(List.of(tree), classes.size(), missing, SklearnLink.IDENTITY);
    return SklearnEstimator.classifier(fields, part, null, classes);
  }

  SklearnEstimator forest(SklearnFields fields) {
    List<SklearnFields> members = members(fields);
    SklearnFields first = members.get(0);
    boolean missing = fields.version().isAtLeast(1, 4) && takesMissing(first, first.version());
    List<String> classes = fields.classesOfClassifier();
    if (classes.isEmpty()) {
      SklearnPart part =
          part(trees(members, 1, false), 1, missing, SklearnLink.mean(members.size()));
      return SklearnEstimator.regressor(fields, part);
    }
    List<SklearnTree> trees = trees(members, classes.size(), true);
    SklearnPart part = part(trees, classes.size(), missing, SklearnLink.mean(members.size()));
    return SklearnEstimator.classifier(fields, part, null, classes);
  }

  /** The fitted trees of an ensemble, at least one. */
  List<SklearnFields> members(SklearnFields fields) {
    List<SklearnFields> members = fields.objects("estimators_");
    if (members.isEmpty()) {
      throw fields.get("estimators_").malformed("at least one estimator");
    }
    return members;
  }

  private List<SklearnTree> trees(List<SklearnFields> members, int outputs, boolean classifies) {
    List<SklearnTree> trees = new ArrayList<>(members.size());
    for (SklearnFields member : members) {
      reading.once(member.view());
      trees.add(read(member, outputs, classifies && dividesBySums(member)));
    }
    return trees;
  }

  /** The tree of a decision tree. */
  SklearnTree read(SklearnFields fields, int outputs, boolean shares) {
    if (!fields.type().matches("(DecisionTree|ExtraTree)(Classifier|Regressor)")) {
      throw fields.view().unsupported("a decision tree");
    }
    SklearnTree tree = SklearnTree.read(fields, outputs, shares, reading);
    reading.count(tree.tree());
    return tree;
  }

  private static boolean dividesBySums(SklearnFields fields) {
    return !fields.version().isAtLeast(1, 4);
  }

  private static boolean takesMissing(SklearnFields fields, SklearnVersion version) {
    if (!version.isAtLeast(1, 3) || fields.has("monotonic_cst")) {
      return false;
    }
    String splitter = fields.get("splitter").asText();
    boolean random = splitter.equals("random") && version.isAtLeast(1, 6);
    boolean best = splitter.equals("best") && !fields.type().startsWith("Extra");
    return (random || best) && MISSING_CRITERIA.contains(fields.get("criterion").asText());
  }

  /** Trees of the same features, whose leaves are added one after the other. */
  private static SklearnPart part(
      List<SklearnTree> trees, int outputs, boolean missing, Link link) {
    int features = trees.get(0).features();
    for (SklearnTree tree : trees) {
      if (tree.features() != features) {
        throw Faults.malformed(
            features + " features in each tree", tree.features() + "", "estimators_");
      }
    }
    int[] group = new int[trees.size()];
    Arrays.fill(group, outputs == 1 ? 0 : TreeEnsemble.ALL);
    double[] weight = new double[trees.size()];
    Arrays.fill(weight, 1);
    List<DecisionTree> shapes = trees.stream().map(SklearnTree::tree).toList();
    return SklearnTrees.of(
        new TreeEnsemble(features, shapes, group, weight, new double[outputs], ARITHMETIC),
        link,
        missing);
  }
}
