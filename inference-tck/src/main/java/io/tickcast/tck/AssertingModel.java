package io.tickcast.tck;

import io.tickcast.api.Explainer;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Polices the caller of a model: each predictor is used as {@link AssertingPredictor} asks, no new
 * one after close, and no close before all are closed. <i>Thread-safe.</i>
 */
public final class AssertingModel implements Model {
  private final Model model;
  private final Violations violations;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Creates a wrapper.
   *
   * @param model does the work
   * @param violations takes what the caller does wrong; it is thrown as an AssertionError too
   */
  public AssertingModel(Model model, Violations violations) {
    this.model = model;
    this.violations = violations;
  }

  @Override
  public ModelSignature signature() {
    return model.signature();
  }

  @Override
  public Predictor newPredictor() {
    if (closed) {
      violations.fail("expected no new predictor of a closed model, found one");
    }
    Predictor predictor = model.newPredictor();
    open.incrementAndGet();
    return new AssertingPredictor(predictor, model.signature(), violations, open::decrementAndGet);
  }

  /** The number of predictors that are not closed. */
  public int openPredictors() {
    return open.get();
  }

  /** Whether the model was closed. */
  public boolean closed() {
    return closed;
  }

  @Override
  public Optional<Explainer> explainer() {
    return model.explainer();
  }

  @Override
  public Map<String, String> description() {
    return model.description();
  }

  @Override
  public void close() {
    if (open.get() != 0) {
      violations.fail(
          "expected close of a model after all its predictors, found " + open.get() + " open");
    }
    closed = true;
    model.close();
  }
}
