package io.tickcast.api;

/**
 * Does the work of a {@link Model}. <i>Confined</i>: one thread at a time, and no call after {@link
 * #close}.
 *
 * <p>A predictor keeps no state between calls: the same inputs give the same outputs, bit for bit,
 * whatever came before. It allocates nothing in steady state.
 */
public interface Predictor extends AutoCloseable {
  /**
   * Predicts one row.
   *
   * @param inputs {@code double[signature.width()]}, read only; NaN means missing
   * @param outputs {@code double[signature.outputs().size()]}, every element is overwritten
   * @throws IllegalArgumentException when an array has another length
   * @throws InferenceException when the model can not take these values
   */
  void predict(double[] inputs, double[] outputs);

  /**
   * Predicts many rows; equal to {@link #predict} row by row, to the bit.
   *
   * @param inputs row-major, {@code double[rows * width]}, read only
   * @param rows the number of rows, at least 0
   * @param outputs row-major, {@code double[rows * outputs]}
   * @throws IllegalArgumentException when an array has another length
   */
  default void predictBatch(double[] inputs, int rows, double[] outputs) {
    if (rows < 0 || (rows == 0 && (inputs.length != 0 || outputs.length != 0))) {
      throw new IllegalArgumentException(
          "expected empty arrays for 0 rows and no negative count, found " + rows);
    }
    if (rows == 0) {
      return;
    }
    if (inputs.length % rows != 0 || outputs.length % rows != 0) {
      throw new IllegalArgumentException(
          "expected arrays of whole rows, found "
              + inputs.length
              + " inputs and "
              + outputs.length
              + " outputs for "
              + rows
              + " rows");
    }
    double[] row = new double[inputs.length / rows];
    double[] result = new double[outputs.length / rows];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(inputs, r * row.length, row, 0, row.length);
      predict(row, result);
      System.arraycopy(result, 0, outputs, r * result.length, result.length);
    }
  }

  /** Gives back what the predictor holds. Calling it again has no effect. */
  @Override
  void close();
}
