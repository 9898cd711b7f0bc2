package io.tickcast.trees;

/**
 * Weighted sums of the inputs. <i>Immutable.</i>
 *
 * @param inputs the length of a row
 * @param coefficients one for each output and input, output by output
 * @param intercepts one for each output
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record SklearnWeights(int inputs, double[] coefficients, double[] intercepts)
    implements SklearnPart {
  @Override
  public int outputs() {
    return intercepts.length;
  }

  @Override
  public Worker newWorker() {
    return (row, results) -> {
      SklearnRows.checkPresent(row);
      SklearnRows.checkFinite(row);
      for (int k = 0; k < results.length; k++) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
          sum += row[i] * coefficients[k * row.length + i];
        }
        results[k] = sum + intercepts[k];
      }
    };
  }
}
