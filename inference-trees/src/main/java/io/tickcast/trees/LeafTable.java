package io.tickcast.trees;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The leaves of all layouts of a forest in one list, while it is made. <i>Confined.</i> */
final class LeafTable {
  private final TreeEnsemble ensemble;
  private int[] tree = new int[1024];
  private int[] node = new int[1024];
  private int size;

  LeafTable(TreeEnsemble ensemble) {
    this.ensemble = ensemble;
  }

  TreeEnsemble ensemble() {
    return ensemble;
  }

  /** The number of entries. */
  int size() {
    return size;
  }

  /** Adds an entry; one that no row ends at may be of any node. */
  void add(int leafOfTree, int leaf) {
    if (size == tree.length) {
      int larger = Math.addExact(size, size >> 1);
      tree = Arrays.copyOf(tree, larger);
      node = Arrays.copyOf(node, larger);
    }
    tree[size] = leafOfTree;
    node[size] = leaf;
    size++;
  }

  /**
   * The values of the entries, each times the weight of its tree, in 32 bits.
   *
   * @param width the number of values of an entry
   */
  float[] floats(int width) {
    float[] values = new float[Math.multiplyExact(size, width)];
    for (int i = 0; i < size; i++) {
      double[] from = source(i).value();
      float weight = (float) ensemble.weight()[tree[i]];
      for (int k = 0; k < width; k++) {
        values[i * width + k] = (float) from[node[i] * width + k] * weight;
      }
    }
    return values;
  }

  /**
   * The values of the entries, each times the weight of its tree.
   *
   * @param width the number of values of an entry
   */
  double[] doubles(int width) {
    double[] values = new double[Math.multiplyExact(size, width)];
    for (int i = 0; i < size; i++) {
      double[] from = source(i).value();
      double weight = ensemble.weight()[tree[i]];
      for (int k = 0; k < width; k++) {
        values[i * width + k] = from[node[i] * width + k] * weight;
      }
    }
    return values;
  }

  /** For each entry its linear function, null for constants. */
  @Nullable LinearLeaf[] linear() {
    @Nullable LinearLeaf[] leaves = new @Nullable LinearLeaf[size];
    for (int i = 0; i < size; i++) {
      @Nullable LinearLeaf[] from = source(i).linear();
      leaves[i] = from == null ? null : from[node[i]];
    }
    return leaves;
  }

  private DecisionTree source(int entry) {
    return ensemble.trees().get(tree[entry]);
  }
}
