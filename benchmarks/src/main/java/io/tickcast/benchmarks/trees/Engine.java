package io.tickcast.benchmarks.trees;

/** A model in some library, ready to predict the rows of a benchmark. <i>Confined.</i> */
interface Engine extends AutoCloseable {
  /**
   * The library's fastest call for one row.
   *
   * @param row its number
   * @return what the call fills or gives, for JMH
   */
  Object predict(int row);

  /** The probabilities of the row that was predicted last. */
  double[] probabilities();

  /** Frees native memory. */
  @Override
  void close();
}
