package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the parts of an XGBoost file against each other. */
final class XgboostChecks {
  /** The largest number of features. */
  static final int MAX_FEATURES = 1 << 16;

  /** The largest number of classes or targets. */
  static final int MAX_GROUPS = 1 << 12;

  private static final int MAX_TREES = 1 << 24;
  private static final String BOOSTER = "learner.gradient_booster";
  private static final String PARAMETERS = "learner.learner_model_param.";

  private final XgboostDocument document;

  XgboostChecks(XgboostDocument document) {
    this.document = document;
  }

  /** Checks that the version, where there is one, is three numbers. */
  void version() {
    int parts = document.version.length;
    if (parts != 0 && parts != 3) {
      throw Faults.malformed("a version of 3 numbers", parts + " numbers", "version");
    }
    for (int part : document.version) {
      if (part < 0) {
        throw Faults.malformed("a version of numbers from 0 on", part + "", "version");
      }
    }
  }

  /** The objective; the booster is one of trees, or the linear one. */
  XgboostObjective objective() {
    String booster = present(document.booster, BOOSTER + ".name");
    if (!Set.of("gbtree", "dart", "gblinear").contains(booster)) {
      throw Faults.unsupported(
          "a booster of gbtree, dart or gblinear", Faults.quoted(booster), BOOSTER + ".name");
    }
    return XgboostObjective.of(present(document.objective, "learner.objective.name"));
  }

  int features() {
    return parameter("num_feature", 1, MAX_FEATURES);
  }

  /** The number of margins: classes, or targets, or one. */
  int groups(XgboostObjective objective) {
    int classes = parameter("num_class", 0, MAX_GROUPS, 0);
    int targets = parameter("num_target", 1, MAX_GROUPS, 1);
    if (classes > 1 && targets > 1) {
      throw Faults.malformed(
          "classes or targets", classes + " classes and " + targets + " targets", PARAMETERS);
    }
    if (objective.isMultiClass() && classes < 1) {
      throw Faults.malformed("at least 1 class", "0", PARAMETERS + "num_class");
    }
    return Math.max(1, Math.max(classes, targets));
  }

  /**
   * The trees in the order of their ids; the leaves of all have one value, or all have one for each
   * output.
   */
  List<XgboostTree> trees(int features, int groups) {
    List<XgboostTree> found = present(document.trees, BOOSTER + ".model.trees");
    Long declared = document.treeNumbers.get("num_trees");
    if (declared != null && declared != found.size()) {
      throw Faults.malformed(
          declared + " trees", Integer.toString(found.size()), BOOSTER + ".model.trees");
    }
    List<XgboostTree> trees = new ArrayList<>(Collections.nCopies(found.size(), null));
    for (XgboostTree tree : found) {
      if (tree.id() >= trees.size() || trees.get(tree.id()) != null) {
        throw Faults.malformed(
            "each id below " + trees.size() + " once", tree.id() + "", BOOSTER + ".model.trees");
      }
      if (tree.largestFeature() >= features) {
        throw Faults.malformed(
            "features below " + features,
            Integer.toString(tree.largestFeature()),
            "trees[" + tree.id() + "].split_indices");
      }
      checkOutputs(tree, found.get(0).outputs(), groups);
      trees.set(tree.id(), tree);
    }
    return trees;
  }

  private static void checkOutputs(XgboostTree tree, int ofFirst, int groups) {
    String where = "trees[" + tree.id() + "].tree_param.size_leaf_vector";
    if (tree.outputs() != ofFirst) {
      throw Faults.unsupported(
          "leaves of the same size in all trees",
          "leaves of " + ofFirst + " and of " + tree.outputs() + " values (multi_output_tree)",
          where);
    }
    if (tree.outputs() > 1 && tree.outputs() != groups) {
      throw Faults.malformed(
          "a value for each of " + groups + " outputs", tree.outputs() + " values", where);
    }
  }

  /** The weights of the linear booster: of each feature and output, then the biases. */
  float[] linearWeights(int features, int groups) {
    String where = BOOSTER + ".model.weights";
    float[] weights = present(document.linearWeights, where);
    long expected = (features + 1L) * groups;
    if (weights.length == 0) {
      return new float[Math.toIntExact(expected)]; // Not trained: the library fills in zeros.
    }
    if (weights.length != expected) {
      throw Faults.malformed(expected + " weights", weights.length + "", where);
    }
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw Faults.malformed("finite weights", weight + "", where);
      }
    }
    return weights;
  }

  /** For each tree the margin that it adds to. */
  int[] groupOfTree(int trees, int groups) {
    int[] info = present(document.treeInfo, BOOSTER + ".model.tree_info");
    checkCount(trees, info.length, "tree_info");
    for (int i = 0; i < trees; i++) {
      if (info[i] < 0 || info[i] >= groups) {
        throw Faults.malformed(
            "an output from 0 to " + (groups - 1),
            Integer.toString(info[i]),
            BOOSTER + ".model.tree_info[" + i + "]");
      }
    }
    return info;
  }

  /** For each tree its factor. */
  float[] weights(int trees) {
    float[] weights = document.treeWeights;
    if (weights == null) {
      if ("dart".equals(document.booster)) {
        throw Faults.malformed("weight_drop", "none", BOOSTER);
      }
      weights = new float[trees];
      Arrays.fill(weights, 1);
      return weights;
    }
    checkCount(trees, weights.length, "weight_drop");
    for (float weight : weights) {
      if (!Float.isFinite(weight)) {
        throw Faults.malformed("finite weights", weight + "", BOOSTER + ".weight_drop");
      }
    }
    return weights;
  }

  /** The round that early stopping found to be the best, counted from 0. */
  OptionalInt bestIteration() {
    return attribute("best_iteration");
  }

  /**
   * For each round of boosting the number of trees up to its end; element 0 is 0.
   *
   * @param trees the number of all trees
   * @param groups the number of margins
   */
  int[] iterationEnds(int trees, int groups) {
    int[] ends = document.iterationEnds;
    if (ends == null) {
      return endsOfOldFile(trees, groups);
    }
    boolean rising = ends.length > 0 && ends[0] == 0 && ends[ends.length - 1] == trees;
    for (int i = 1; i < ends.length; i++) {
      rising &= ends[i] >= ends[i - 1];
    }
    if (!rising) {
      throw Faults.malformed(
          "numbers that rise from 0 to " + trees, "others", BOOSTER + ".model.iteration_indptr");
    }
    return ends;
  }

  /** Before 2.0, every round has the same number of trees. */
  private int[] endsOfOldFile(int trees, int groups) {
    long perRound = (long) parallelTrees() * groups;
    if (trees % perRound != 0) {
      throw Faults.malformed(
          "rounds of " + perRound + " trees", trees + " trees", BOOSTER + ".model");
    }
    int[] ends = new int[(int) (trees / perRound) + 1];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (int) (i * perRound);
    }
    return ends;
  }

  /**
   * The trees per output and round. Before 1.6 the file does not say, but for the limit that early
   * stopping leaves behind; the library then takes 1.
   */
  private int parallelTrees() {
    Long declared = document.treeNumbers.get("num_parallel_tree");
    if (declared != null) {
      return inRange(declared, 1, MAX_TREES, BOOSTER + ".model.num_parallel_tree");
    }
    OptionalInt limit = attribute("best_ntree_limit");
    OptionalInt best = bestIteration();
    if (limit.isEmpty() || best.isEmpty()) {
      return 1;
    }
    int rounds = best.getAsInt() + 1;
    if (limit.getAsInt() < rounds || limit.getAsInt() % rounds != 0) {
      throw Faults.malformed(
          "a multiple of " + rounds,
          Integer.toString(limit.getAsInt()),
          "learner.attributes.best_ntree_limit");
    }
    return limit.getAsInt() / rounds;
  }

  private OptionalInt attribute(String name) {
    String text = document.attributes.get(name);
    if (text == null || text.equals("-1")) {
      return OptionalInt.empty(); // What training without a round leaves behind.
    }
    if (!text.matches("[0-9]{1,8}")) {
      throw Faults.malformed(
          "a whole number of at least 0", Faults.quoted(text), "learner.attributes." + name);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private int parameter(String name, int least, int most) {
    Long value = present(document.modelNumbers.get(name), PARAMETERS + name);
    return inRange(value, least, most, PARAMETERS + name);
  }

  private int parameter(String name, int least, int most, int absent) {
    return document.modelNumbers.containsKey(name) ? parameter(name, least, most) : absent;
  }

  private static int inRange(long value, int least, int most, String where) {
    if (value < least) {
      throw Faults.malformed("at least " + least, Long.toString(value), where);
    }
    if (value > most) {
      throw Faults.limit("at most " + most, Long.toString(value), where);
    }
    return (int) value;
  }

  private static void checkCount(int expected, int found, String name) {
    if (expected != found) {
      throw Faults.malformed(
          expected + " elements, one per tree", found + "", BOOSTER + ".model." + name);
    }
  }

  private static <T> T present(@Nullable T value, String where) {
    if (value == null) {
      throw Faults.malformed("a value", "none", where);
    }
    return value;
  }
}
