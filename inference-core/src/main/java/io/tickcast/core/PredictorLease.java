package io.tickcast.core;

import io.tickcast.api.Predictor;

/**
 * A predictor of a loaded model, for as long as somebody uses it: the model stays open until the
 * last lease is given back. <i>Confined</i>; may be made on one thread and handed over to another.
 */
public final class PredictorLease implements AutoCloseable {
  private final LoadedModel model;
  private final Predictor predictor;
  private boolean closed;

  private PredictorLease(LoadedModel model, Predictor predictor) {
    this.model = model;
    this.predictor = predictor;
  }

  /** Takes a lease; the model must be held by somebody. */
  static PredictorLease of(LoadedModel model) {
    model.retain();
    try {
      return new PredictorLease(model, model.model().newPredictor());
    } catch (RuntimeException | Error e) {
      model.release();
      throw e;
    }
  }

  /** The model that is leased. */
  public LoadedModel model() {
    return model;
  }

  /**
   * Predicts once.
   *
   * @param inputs {@code double[signature.width()]}, oldest bar first; read only
   * @param outputs one for each output; overwritten
   * @throws io.tickcast.api.InferenceException when the model can not take the inputs
   */
  public void predict(double[] inputs, double[] outputs) {
    predictor.predict(inputs, outputs);
  }

  /** Gives it back. Calling it again has no effect. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      predictor.close();
    } finally {
      model.release();
    }
  }
}
