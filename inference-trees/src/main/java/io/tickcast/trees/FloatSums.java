package io.tickcast.trees;

/** Sums in 32-bit floats, as XGBoost has them. (Source: its {@code cpu_predictor.cc}.) */
final class FloatSums implements Sums {
  private static final int THREE = 3;

  private final float[] values;
  private final int[] group;
  private final boolean inTurn;
  private final float[] intercept;

  FloatSums(LeafTable leaves) {
    values = leaves.floats();
    TreeEnsemble ensemble = leaves.ensemble();
    group = ensemble.group();
    inTurn = Sums.areInTurn(ensemble);
    intercept = new float[ensemble.groups()];
    for (int g = 0; g < intercept.length; g++) {
      intercept[g] = (float) ensemble.intercept()[g];
    }
  }

  @Override
  public void add(Row row) {
    if (intercept.length == 1) {
      row.margins[0] = sum(row.leaves);
    } else if (inTurn && intercept.length == THREE) {
      addThree(row.leaves, row.margins);
    } else {
      addAny(row);
    }
  }

  private void addAny(Row row) {
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

  /** The usual number of classes, with sums in registers that do not wait for each other. */
  private void addThree(int[] leaves, double[] margins) {
    float a = intercept[0];
    float b = intercept[1];
    float c = intercept[2];
    for (int t = 0; t < leaves.length; t += THREE) {
      a += values[leaves[t]];
      b += values[leaves[t + 1]];
      c += values[leaves[t + 2]];
    }
    margins[0] = a;
    margins[1] = b;
    margins[2] = c;
  }
}
