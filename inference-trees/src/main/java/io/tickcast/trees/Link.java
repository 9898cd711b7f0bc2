package io.tickcast.trees;

/** Turns margins into outputs. <i>Immutable</i>; allocates nothing. */
interface Link {
  /**
   * Writes the outputs of one row.
   *
   * @param margins one per output of the ensemble, read only; sums of 32 bits are widened
   * @param outputs where to write
   * @param at the index of the first output
   */
  void apply(double[] margins, double[] outputs, int at);

  /** The number of outputs for a number of margins. */
  default int columns(int margins) {
    return margins;
  }
}
