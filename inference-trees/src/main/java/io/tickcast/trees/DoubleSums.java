package io.tickcast.trees;

/** Sums in 64-bit floats of leaves with one value each. */
final class DoubleSums implements Sums {
  private static final int THREE = 3;

  private final double[] values;
  private final int[] group;
  private final boolean inTurn;
  private final double[] intercept;

  DoubleSums(LeafTable leaves) {
    values = leaves.doubles(1);
    group = leaves.ensemble().group();
    inTurn = Sums.areInTurn(leaves.ensemble());
    intercept = leaves.ensemble().intercept();
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

  /** The usual number of classes, with sums in registers that do not wait for each other. */
  private void addThree(int[] leaves, double[] margins) {
    double a = intercept[0];
    double b = intercept[1];
    double c = intercept[2];
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
