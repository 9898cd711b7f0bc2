package io.tickcast.trees;

/** Sums in 32-bit floats, as XGBoost has them. (Source: its {@code cpu_predictor.cc}.) */
final class FloatSums implements Sums {
  private final float[] values;
  private final int[] group;
  private final float[] intercept;

  FloatSums(LeafTable leaves) {
    values = leaves.floats();
    TreeEnsemble ensemble = leaves.ensemble();
    group = ensemble.group();
    intercept = new float[ensemble.groups()];
    for (int g = 0; g < intercept.length; g++) {
      intercept[g] = (float) ensemble.intercept()[g];
    }
  }

  @Override
  public void add(Row row) {
    if (intercept.length == 1) {
      row.margins[0] = sum(row.leaves);
      return;
    }
    float[] sums = row.sums;
    System.arraycopy(intercept, 0, sums, 0, sums.length);
    for (int t = 0; t < group.length; t++) {
      sums[group[t]] += values[row.leaves[t]];
    }
    for (int g = 0; g < sums.length; g++) {
      row.margins[g] = sums[g];
    }
  }

  private float sum(int[] leaves) {
    float sum = intercept[0];
    for (int leaf : leaves) {
      sum += values[leaf];
    }
    return sum;
  }
}
