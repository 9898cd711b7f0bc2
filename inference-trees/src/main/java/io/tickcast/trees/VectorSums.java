package io.tickcast.trees;

/** Sums in 64-bit floats of leaves with a value for each output. */
final class VectorSums implements Sums {
  private final double[] values;
  private final double[] intercept;

  VectorSums(LeafTable leaves) {
    intercept = leaves.ensemble().intercept();
    values = leaves.doubles(intercept.length);
  }

  @Override
  public void add(Row row) {
    double[] margins = row.margins;
    System.arraycopy(intercept, 0, margins, 0, margins.length);
    for (int leaf : row.leaves) {
      int first = leaf * margins.length;
      for (int g = 0; g < margins.length; g++) {
        margins[g] += values[first + g];
      }
    }
  }
}
