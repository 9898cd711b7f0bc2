package io.tickcast.benchmarks.trees;

/**
 * A tree of a benchmark, to be written in the format of each library. <i>Immutable</i>: nobody
 * writes to the arrays.
 *
 * @param left for each node its left child, which a row goes to whose value is below; -1 for a leaf
 * @param right for each node its right child
 * @param feature for each node what it looks at
 * @param value for each node its threshold, or the value of the leaf
 * @param defaultLeft for each node whether a missing value goes to the left
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] defaultLeft) {
  int nodes() {
    return left.length;
  }

  boolean isLeaf(int node) {
    return left[node] < 0;
  }

  int leaves() {
    return (nodes() + 1) / 2;
  }
}
