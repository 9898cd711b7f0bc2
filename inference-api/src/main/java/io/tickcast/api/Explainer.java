package io.tickcast.api;

/** Tells what each input contributed to a prediction. <i>Confined</i>, like a {@link Predictor}. */
public interface Explainer extends AutoCloseable {
  /**
   * The contributions to each output's margin.
   *
   * @param inputs {@code double[signature.width()]}, read only
   * @param contributions row-major {@code double[outputs][width + 1]} flattened; the last of each
   *     row is the base value, and each row sums to the margin of its output
   * @throws IllegalArgumentException when an array has another length
   */
  void explain(double[] inputs, double[] contributions);

  /** Gives back what the explainer holds. Calling it again has no effect. */
  @Override
  void close();
}
