package io.tickcast.trees;

/**
 * What an estimator, or a step before one, does to the numbers of a row. <i>Immutable.</i>
 *
 * <p>A part refuses the rows that the library refuses, so that no number comes out of a value that
 * the model was not made for.
 */
interface SklearnPart {
  /** The length of a row. */
  int inputs();

  /** The number of results. */
  int outputs();

  /** How wide the results are: those of 32 bits the library goes on with in 32 bits. */
  default Width width() {
    return Width.FLOAT64;
  }

  /** Room to work in, for one thread at a time. */
  Worker newWorker();

  /** Computes rows, allocating nothing. <i>Confined.</i> */
  interface Worker {
    /**
     * Computes one row.
     *
     * @param inputs of the length that the part says, read only
     * @param outputs of the length that the part says; all of it is overwritten
     * @throws io.tickcast.api.InferenceException (MALFORMED_DATA) for a value that the library
     *     refuses: an infinite one, or a missing one
     */
    void apply(double[] inputs, double[] outputs);
  }
}
