package io.tickcast.trees;

import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;
import io.tickcast.trees.CatboostFeatures.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes trees of the flat arrays of a CatBoost file, and checks these. <i>Confined.</i>
 *
 * <p>A leaf of an oblivious tree has a bit for each split, set when the row is to the right of it,
 * the first split's lowest. So the last split is the root's.
 */
final class CatboostTrees {
  /** The deepest oblivious tree; the library trains none that is deeper. */
  static final int MAX_DEPTH = 16;

  private static final int MAX_TREES = 1 << 20;

  /** Trees are unfolded to this many nodes whatever the file's size, and no further than below. */
  private static final int FREE_NODES = 1 << 22;

  private static final int MAX_NODES = 1 << 25;
  private static final int BYTES_OF_NODE = 8;

  private final CatboostDocument document;
  private final CatboostFeatures features;
  private final int dimension;

  /** The split of each node, of those that have one. */
  private int valuesTaken;

  CatboostTrees(CatboostDocument document, CatboostFeatures features) {
    this.document = document;
    this.features = features;
    dimension = document.dimension;
  }

  /** The fault of an oblivious tree that is too deep. */
  static InferenceException tooDeep(long depth, String where) {
    return Faults.limit("a depth from 0 to " + MAX_DEPTH, Long.toString(depth), where);
  }

  /**
   * All trees.
   *
   * @param bytes the size of the file, which bounds what it may unfold to
   */
  List<DecisionTree> read(int bytes) {
    checkArrays(bytes);
    List<DecisionTree> trees = new ArrayList<>();
    for (int tree = 0; tree < document.sizes.length; tree++) {
      trees.add(document.oblivious() ? oblivious(tree) : linked(tree));
    }
    if (document.oblivious() && valuesTaken != document.values.length) {
      throw Faults.malformed(
          valuesTaken + " leaf values", "" + document.values.length, "LeafValues");
    }
    return trees;
  }

  private void checkArrays(int bytes) {
    if (dimension < 1 || dimension > XgboostChecks.MAX_GROUPS) {
      throw Faults.limit(
          "1 to " + XgboostChecks.MAX_GROUPS + " values of a leaf",
          "" + dimension,
          "ApproxDimension");
    }
    int trees = document.sizes.length;
    if (trees > MAX_TREES) {
      throw Faults.limit("at most " + MAX_TREES + " trees", "" + trees, "TreeSizes");
    }
    if (document.starts.length != trees) {
      throw Faults.malformed(
          trees + " offsets of trees", "" + document.starts.length, "TreeStartOffsets");
    }
    checkSplits();
    checkLeaves();
    checkNodes(bytes);
  }

  /** The splits of the trees follow each other without a gap. */
  private void checkSplits() {
    long next = 0;
    for (int tree = 0; tree < document.sizes.length; tree++) {
      if (document.sizes[tree] < 0 || document.starts[tree] != next) {
        throw Faults.malformed("a tree from split " + next + " on", "another", where(tree));
      }
      next += document.sizes[tree];
    }
    if (next != document.splits.length) {
      throw Faults.malformed(next + " splits", "" + document.splits.length, "TreeSplits");
    }
  }

  private void checkLeaves() {
    double[] values = document.values;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw Faults.malformed("finite leaves", Double.toString(value), "LeafValues");
      }
    }
    double[] weights = document.weights;
    if (weights.length != 0 && (long) weights.length * dimension != values.length) {
      throw Faults.malformed(
          "a weight for each leaf", weights.length + " for " + values.length, "LeafWeights");
    }
    for (double weight : weights) {
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw Faults.malformed("weights from 0 on", Double.toString(weight), "LeafWeights");
      }
    }
  }

  private void checkNodes(int bytes) {
    long nodes = 0;
    if (document.oblivious()) {
      for (int tree = 0; tree < document.sizes.length; tree++) {
        int depth = document.sizes[tree];
        if (depth > MAX_DEPTH) {
          throw tooDeep(depth, where(tree));
        }
        nodes += 2L << depth;
      }
    } else {
      nodes = 2L * document.splits.length;
      if (document.leftSteps.length != document.splits.length
          || document.valueOfNode.length != document.splits.length) {
        throw Faults.malformed(
            "children and leaf of each of " + document.splits.length + " nodes",
            document.leftSteps.length + " and " + document.valueOfNode.length,
            "NonSymmetricStepNodes");
      }
    }
    long most = Math.min(MAX_NODES, Math.max(FREE_NODES, bytes / BYTES_OF_NODE));
    if (nodes * (dimension + 4L) / 5 > most) {
      throw Faults.limit("at most " + most + " nodes of all trees", "" + nodes, "TreeSizes");
    }
  }

  /** Unfolds a tree: level by level from the root, the last split, to the leaves in order. */
  private DecisionTree oblivious(int tree) {
    int depth = document.sizes[tree];
    int start = document.starts[tree];
    int leaves = 1 << depth;
    if ((long) leaves * dimension > document.values.length - valuesTaken) {
      throw Faults.malformed(leaves + " leaves", "the end of the values", where(tree));
    }
    CatboostNodes nodes = new CatboostNodes(2 * leaves - 1, dimension);
    for (int level = 0; level < depth; level++) {
      Split split = split(start + depth - 1 - level, tree);
      for (int node = (1 << level) - 1; node < (2 << level) - 1; node++) {
        nodes.inner(node, split, 2 * node + 1, 2 * node + 2);
      }
    }
    for (int leaf = 0; leaf < leaves; leaf++) {
      leaf(nodes, leaves - 1 + leaf, valuesTaken);
      valuesTaken += dimension;
    }
    return nodes.tree(depth);
  }

  /**
   * Takes over a tree of linked nodes. A node without a child on one side has its own value there:
   * it becomes a node and a leaf.
   */
  private DecisionTree linked(int tree) {
    int size = document.sizes[tree];
    int start = document.starts[tree];
    if (size == 0) {
      throw Faults.malformed("a tree of nodes", "an empty one", where(tree));
    }
    CatboostNodes nodes = new CatboostNodes(2 * size, dimension);
    int next = size;
    for (int node = 0; node < size; node++) {
      int left = child(document.leftSteps[start + node], node, size, tree);
      int right = child(document.rightSteps[start + node], node, size, tree);
      if (left < 0 && right < 0) {
        leaf(nodes, node, value(start + node, tree));
        continue;
      }
      if (left < 0 || right < 0) {
        leaf(nodes, next, value(start + node, tree));
        left = left < 0 ? next : left;
        right = right < 0 ? next : right;
        next++;
      }
      nodes.inner(node, split(start + node, tree), left, right);
    }
    nodes.cut(next);
    TreeShape shape = nodes.check(where(tree));
    if (shape.reached() != next) {
      throw Faults.malformed(
          "a way to all " + next + " nodes", "to " + shape.reached(), where(tree));
    }
    return nodes.tree(shape);
  }

  private int child(int step, int node, int size, int tree) {
    if (step == 0) {
      return -1;
    }
    if (step < 0 || step >= size - node) {
      throw Faults.malformed(
          "a child inside its tree of " + size + " nodes", node + " + " + step, where(tree));
    }
    return node + step;
  }

  private int value(int node, int tree) {
    int place = document.valueOfNode[node];
    if (place < 0 || place > document.values.length - dimension || place % dimension != 0) {
      throw Faults.malformed("the place of a leaf's values", "" + place, where(tree));
    }
    return place;
  }

  private void leaf(CatboostNodes nodes, int node, int place) {
    double weight = document.weights.length == 0 ? 0 : document.weights[place / dimension];
    nodes.leaf(node, document.values, place, weight);
  }

  private Split split(int place, int tree) {
    int number = document.splits[place];
    if (number < 0 || number >= features.count()) {
      throw Faults.malformed(
          "a split from 0 to " + (features.count() - 1), "" + number, where(tree));
    }
    Split split = features.split(number);
    if (!document.asked.isEmpty()) {
      CatboostFeatures.check(document.asked.get(place), split, where(tree));
    }
    if (split.number() == Double.POSITIVE_INFINITY) {
      throw Faults.unsupported("borders below infinity", "infinity", where(tree));
    }
    return split;
  }

  private static String where(int tree) {
    return "tree " + tree;
  }
}
