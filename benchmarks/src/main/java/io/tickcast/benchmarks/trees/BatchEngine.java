package io.tickcast.benchmarks.trees;

/** An engine with a call for many rows. <i>Confined.</i> */
interface BatchEngine extends Engine {
  /** How many rows are predicted in one call: the first ones. */
  int BATCH = 1_000;

  /**
   * The library's fastest call for a batch.
   *
   * @return what the call fills or gives, for JMH
   */
  Object predictBatch();

  /** The probabilities of a row of the last batch. */
  double[] probabilities(int row);
}
