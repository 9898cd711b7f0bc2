package io.tickcast.trees;

import io.tickcast.api.Predictor;
import java.util.Locale;

/** Computes rows with a worker; allocates nothing after it is made. */
final class SklearnPredictor implements Predictor {
  private final SklearnPart.Worker worker;
  private final double[] row;
  private final double[] results;
  private boolean closed;

  SklearnPredictor(SklearnPart part) {
    worker = part.newWorker();
    row = new double[part.inputs()];
    results = new double[part.outputs()];
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
    predictBatch(inputs, 1, outputs);
  }

  @Override
  public void predictBatch(double[] inputs, int rows, double[] outputs) {
    if (closed) {
      throw new IllegalStateException("expected an open predictor, found a closed one");
    }
    if (rows < 0
        || inputs.length != (long) rows * row.length
        || outputs.length != (long) rows * results.length) {
      throw lengths(inputs, rows, outputs);
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(inputs, r * row.length, row, 0, row.length);
      worker.apply(row, results);
      System.arraycopy(results, 0, outputs, r * results.length, results.length);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private IllegalArgumentException lengths(double[] inputs, int rows, double[] outputs) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "expected %d inputs and %d outputs for each of %d rows, found %d inputs and %d outputs",
            row.length,
            results.length,
            rows,
            inputs.length,
            outputs.length));
  }
}
