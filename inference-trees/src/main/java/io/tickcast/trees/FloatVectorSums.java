package io.tickcast.trees;

/** Sums in 32-bit floats of leaves with a value for each output, as XGBoost has them. */
final class FloatVectorSums implements Sums {
  private final float[] values;
  private final float[] intercept;

  FloatVectorSums(LeafTable leaves) {
    intercept = FloatSums.narrowed(leaves.ensemble().intercept());
    values = leaves.floats(intercept.length);
  }

  @Override
  public void add(Row row) {
    int groups = intercept.length;
    float[] sums = row.sums;
    System.arraycopy(intercept, 0, sums, 0, groups);
    for (int leaf : row.leaves) {
      int first = leaf * groups;
      for (int g = 0; g < groups; g++) {
        sums[g] += values[first + g];
      }
    }
    for (int g = 0; g < groups; g++) {
      row.margins[g] = sums[g];
    }
  }
}
