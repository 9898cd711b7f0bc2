package io.tickcast.core;

import io.tickcast.api.DecisionView;
import io.tickcast.api.Timeframe;

/**
 * One admitted bar, and what can be done with it. <i>Confined</i> to the call that it is handed to.
 */
public interface BarContext {
  /** The canonical symbol. */
  String symbol();

  /** The bar's timeframe. */
  Timeframe timeframe();

  /** The bar's close time, Unix milliseconds. */
  long barTimeMillis();

  /** The current price; NaN when the bar has none. */
  double price();

  /**
   * A feature of the bar.
   *
   * @param name as in the feed
   * @return NaN when it is missing
   */
  double feature(String name);

  /**
   * Predicts with a model from this bar's features.
   *
   * @param model from {@link InferenceEngine#loadModel}
   * @return one number per output of the model; a copy. A decision of {@link #createSignal} that is
   *     not published is forgotten
   * @throws io.tickcast.api.InferenceException (MALFORMED_DATA) when the bar lacks an input that
   *     the model needs
   */
  double[] predict(LoadedModel model);

  /**
   * Decides: turns a prediction into a signal with levels and size, through all gates, and
   * validates it.
   *
   * @param model the model that predicted
   * @param prediction its outputs
   * @return valid until the next call; it is not published
   */
  DecisionView createSignal(LoadedModel model, double[] prediction);

  /**
   * Records the decision that {@link #createSignal} made last, and publishes its signal to the
   * real-time sinks; archive sinks follow.
   *
   * @return false when the decision has no signal to publish, or could not be recorded
   * @throws IllegalStateException when there is no decision, or it was published before, or the
   *     same version of the model has decided this bar already: an id has one content
   */
  boolean publish();
}
