package io.tickcast.trees;

import java.util.Arrays;

/** Sums in 32-bit floats, as XGBoost has them. (Source: its {@code cpu_predictor.cc}.) */
final class FloatSums implements Sums {
  private static final int THREE = 3;

  /** Leaves every float as it is when added to it, also a negative zero. */
  private static final float NOTHING = -0.0f;

  private final float[] values;
  private final int[] group;
  private final boolean inTurn;
  private final float[] start;
  private final float[] end;

  FloatSums(LeafTable leaves) {
    values = leaves.floats(1);
    TreeEnsemble ensemble = leaves.ensemble();
    group = ensemble.group();
    inTurn = Sums.areInTurn(ensemble);
    float[] intercept = narrowed(ensemble.intercept());
    float[] none = new float[intercept.length];
    if (ensemble.arithmetic().interceptLast()) {
      start = none;
      end = intercept;
    } else {
      Arrays.fill(none, NOTHING);
      start = intercept;
      end = none;
    }
  }

  static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  @Override
  public void add(Row row) {
    if (start.length == 1) {
      row.margins[0] = sum(row.leaves);
    } else if (inTurn && start.length == THREE) {
      addThree(row.leaves, row.margins);
    } else {
      addAny(row);
    }
  }

  private void addAny(Row row) {
    float[] sums = row.sums;
    System.arraycopy(start, 0, sums, 0, sums.length);
    for (int t = 0; t < group.length; t++) {
      sums[group[t]] += values[row.leaves[t]];
    }
    for (int g = 0; g < sums.length; g++) {
      row.margins[g] = sums[g] + end[g];
    }
  }

  private float sum(int[] leaves) {
    float sum = start[0];
    for (int leaf : leaves) {
      sum += values[leaf];
    }
    return sum + end[0];
  }

  /** The usual number of classes, with sums in registers that do not wait for each other. */
  private void addThree(int[] leaves, double[] margins) {
    float a = start[0];
    float b = start[1];
    float c = start[2];
    for (int t = 0; t < leaves.length; t += THREE) {
      a += values[leaves[t]];
      b += values[leaves[t + 1]];
      c += values[leaves[t + 2]];
    }
    margins[0] = a + end[0];
    margins[1] = b + end[1];
    margins[2] = c + end[2];
  }
}
