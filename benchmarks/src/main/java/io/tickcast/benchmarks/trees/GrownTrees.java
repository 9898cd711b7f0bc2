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

  private GrownTrees(float[][] rows, int maxDepth, long seed) {
    this.rows = rows;
    this.maxDepth = maxDepth;
    random = new Random(seed);
  }

  /** Trees that grow level by level, as those of XGBoost and of forests do. */
  static Ensemble grow(float[][] rows, int classes, int trees, int depth, long seed) {
    return new GrownTrees(rows, depth, seed).ensemble(classes, trees);
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
    for (int next = 0; next < nodes.size(); next++) {
      if (nodes.get(next).depth < maxDepth) {
        split(nodes, nodes.get(next));
      }
    }
    return tree(nodes);
  }

  /** Splits a node at the value of one of its rows, unless none of several tries divides it. */
  private void split(List<Node> nodes, Node node) {
    for (int i = 0; i < TRIES && node.members.length > 1; i++) {
      int feature = random.nextInt(rows[0].length);
      float value = rows[node.members[random.nextInt(node.members.length)]][feature];
      int[] left = Arrays.stream(node.members).filter(r -> rows[r][feature] < value).toArray();
      if (left.length == 0 || left.length == node.members.length) {
        continue;
      }
      int[] right = Arrays.stream(node.members).filter(r -> !(rows[r][feature] < value)).toArray();
      node.feature = feature;
      node.value = value;
      node.left = nodes.size();
      node.right = nodes.size() + 1;
      nodes.add(new Node(left, node.depth + 1));
      nodes.add(new Node(right, node.depth + 1));
      return;
    }
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
