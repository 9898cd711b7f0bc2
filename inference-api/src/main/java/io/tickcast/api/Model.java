package io.tickcast.api;

import java.util.Map;
import java.util.Optional;

/** A loaded, immutable model. <i>Thread-safe.</i> */
public interface Model extends AutoCloseable {
  /** What the model takes and gives; the same object at every call. */
  ModelSignature signature();

  /**
   * A new predictor; may be made on one thread and handed over to another.
   *
   * @throws InferenceException (ILLEGAL_STATE) after {@link #close}
   */
  Predictor newPredictor();

  /** A new explainer, where the kind of model has one. */
  default Optional<Explainer> explainer() {
    return Optional.empty();
  }

  /**
   * Facts for a person, such as the format, the objective, the number of trees. Keys and values are
   * stable for one file.
   */
  default Map<String, String> description() {
    return Map.of();
  }

  /**
   * Gives back what the model holds; all its predictors are closed before. Calling it again has no
   * effect.
   */
  @Override
  void close();
}
