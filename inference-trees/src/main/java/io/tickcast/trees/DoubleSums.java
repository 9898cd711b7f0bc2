package io.tickcast.trees;

/** Sums in 64-bit floats of leaves with one value each. */
final class DoubleSums implements Sums {
  private final double[] values;
  private final int[] group;
  private final double[] intercept;

  DoubleSums(LeafTable leaves) {
    values = leaves.doubles(1);
    group = leaves.ensemble().group();
    intercept = leaves.ensemble().intercept();
  }

  @Override
  public void add(Row row) {
    if (intercept.length == 1) {
      row.margins[0] = sum(row.leaves);
      return;
    }
    double[] margins = row.margins;
    System.arraycopy(intercept, 0, margins, 0, margins.length);
    for (int t = 0; t < group.length; t++) {
      margins[group[t]] += values[row.leaves[t]];
    }
  }

  private double sum(int[] leaves) {
    double sum = intercept[0];
    for (int leaf : leaves) {
      sum += values[leaf];
    }
    return sum;
  }
}
