package io.tickcast.trees;

/** One row in the forms that a {@link Forest} reads, and room to work in. <i>Confined.</i> */
final class Row {
  /** The values in the width of the forest's inputs, NaN for a missing one. */
  final double[] values;

  /** Values and their ranks in the order of a search, see {@link Ranks#find}. */
  final double[] searched;

  /** See {@link #searched}. */
  final int[] ranks;

  /**
   * The keys of the values, see {@link RowKeys} and {@link PackedNode#key}. As many as a power of
   * two, so that a place cut to so many bits needs no check.
   */
  final long[] keys;

  /** For each tree the entry of the leaf that the row ends at, see {@link LeafTable}. */
  final int[] leaves;

  /** For each tree where the row stands. */
  final int[] positions;

  /** The sums while they grow, where they are of 32 bits. */
  final float[] sums;

  /** The margins. */
  final double[] margins;

  Row(int features, int keys, int trees, int groups) {
    values = new double[features];
    searched = new double[features];
    ranks = new int[features];
    this.keys = new long[powerOfTwo(keys)];
    leaves = new int[trees];
    positions = new int[trees];
    sums = new float[groups];
    margins = new double[groups];
  }

  private static int powerOfTwo(int least) {
    int highest = Integer.highestOneBit(Math.max(1, least));
    return highest == least ? highest : 2 * highest;
  }
}
