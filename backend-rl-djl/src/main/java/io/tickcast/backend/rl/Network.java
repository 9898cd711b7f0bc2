package io.tickcast.backend.rl;

/** Computes a policy's numbers from its features. <i>Confined.</i> */
interface Network {
  /**
   * Runs all layers.
   *
   * @param features read only
   * @param outputs overwritten
   */
  void forward(float[] features, float[] outputs);

  /** Gives back what the network holds. Calling it again has no effect. */
  void close();
}
