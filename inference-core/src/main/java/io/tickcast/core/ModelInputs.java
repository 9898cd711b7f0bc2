package io.tickcast.core;

/**
 * Gathers what a model sees: the inputs of one bar, or of a window. <i>Confined</i> to the lane.
 */
interface ModelInputs {
  /**
   * Gathers the inputs, all of them; blocks the decision by the first one that does not fit the
   * model.
   */
  void gather(BarRow row, Decision decision);

  /** The inputs of the bar itself, as they were gathered last; not to be altered. */
  double[] newest();

  /**
   * Of a model.
   *
   * @param to where the inputs go, in the model's order
   */
  static ModelInputs of(
      LoadedModel loaded, Series series, FeatureDictionary dictionary, double[] to) {
    return loaded.signature().window() == 1
        ? new BarInputs(loaded, dictionary, to)
        : new WindowInputs(loaded, series, dictionary, to);
  }
}
