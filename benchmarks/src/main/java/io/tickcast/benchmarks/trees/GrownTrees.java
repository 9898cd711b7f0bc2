package io.tickcast.benchmarks.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Grows trees on real rows, always the same ones. They predict nothing, but their nodes split the
 * rows that come to them, at values of these, as those of trained trees do. <i>Confined.</i>
 */
final class GrownTrees {
  private static final int TRIES = 12;
  private static final double LEAF_VALUE = 0.05;

  private final float[][] rows;
  private final Random random;
  private final int maxDepth;
  private final int maxLeaves;
  private final int minRows;

  private GrownTrees(float[][] rows, int maxDepth, int maxLeaves, int minRows, long seed) {
    this.rows = rows;
    this.maxDepth = maxDepth;
    this.maxLeaves = maxLeaves;
    this.minRows = minRows;
    random = new Random(seed);
  }

  /** Trees that grow level by level, as those of XGBoost and of forests do. */
  static Ensemble levelwise(float[][] rows, int classes, int trees, int depth, long seed) {
    return new GrownTrees(rows, depth, Integer.MAX_VALUE, 1, seed).ensemble(classes, trees);
  }

  /** Trees that grow where most is to be had, as those of LightGBM do, deep and lopsided. */
  static Ensemble leafwise(float[][] rows, int classes, int trees, int leaves, long seed) {
    return new GrownTrees(rows, Integer.MAX_VALUE, leaves, 20, seed).ensemble(classes, trees);
  }

  private Ensemble ensemble(int classes, int trees) {
    List<Tree> grown = new ArrayList<>();
    for (int t = 0; t < trees; t++) {
      grown.add(tree());
    }
    return new Ensemble(rows[0].length, classes, grown);
  }

  /** A node while the tree grows, with the rows that come to it. */
  private static final class Node {
    final int[] members;
    final int depth;
    int left = -1;
    int right = -1;
    int feature;
    float value;
    boolean closed;

    Node(int[] members, int depth) {
      this.members = members;
      this.depth = depth;
    }
  }

  private Tree tree() {
    List<Node> nodes = new ArrayList<>();
    int[] everyone = new int[rows.length];
    Arrays.setAll(everyone, i -> i);
    nodes.add(new Node(everyone, 0));
    int leaves = 1;
    for (int next = 0; next >= 0 && leaves < maxLeaves; next = next(nodes, next)) {
      Node node = nodes.get(next);
      if (node.depth < maxDepth && split(nodes, node)) {
        leaves++;
      }
      node.closed = true;
    }
    return tree(nodes);
  }

  /** The node to split next; -1 for none. */
  private int next(List<Node> nodes, int last) {
    if (maxLeaves == Integer.MAX_VALUE) {
      return last + 1 < nodes.size() ? last + 1 : -1;
    }
    int best = -1;
    double bestGain = -1;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      // The gain of a split is mostly that of its number of rows.
      double gain = node.closed ? -1 : node.members.length * random.nextDouble();
      if (gain > bestGain) {
        best = i;
        bestGain = gain;
      }
    }
    return best;
  }

  /** Splits a node at the value of one of its rows; false when none of several tries divides it. */
  private boolean split(List<Node> nodes, Node node) {
    for (int i = 0; i < TRIES && node.members.length >= 2 * minRows; i++) {
      int feature = random.nextInt(rows[0].length);
      float value = rows[node.members[random.nextInt(node.members.length)]][feature];
      int[] left = Arrays.stream(node.members).filter(r -> rows[r][feature] < value).toArray();
      if (left.length < minRows || node.members.length - left.length < minRows) {
        continue;
      }
      int[] right = Arrays.stream(node.members).filter(r -> !(rows[r][feature] < value)).toArray();
      node.feature = feature;
      node.value = value;
      node.left = nodes.size();
      node.right = nodes.size() + 1;
      nodes.add(new Node(left, node.depth + 1));
      nodes.add(new Node(right, node.depth + 1));
      return true;
    }
    return false;
  }

  private Tree tree(List<Node> nodes) {
    int[] left = new int[nodes.size()];
    int[] right = new int[nodes.size()];
    int[] feature = new int[nodes.size()];
    float[] value = new float[nodes.size()];
    boolean[] defaultLeft = new boolean[nodes.size()];
    for (int i = 0; i < left.length; i++) {
      Node node = nodes.get(i);
      boolean leaf = node.left < 0;
      left[i] = node.left;
      right[i] = node.right;
      feature[i] = node.feature;
      value[i] = leaf ? (float) (random.nextGaussian() * LEAF_VALUE) : node.value;
      defaultLeft[i] = !leaf && random.nextBoolean();
    }
    return new Tree(left, right, feature, value, defaultLeft);
  }
}
