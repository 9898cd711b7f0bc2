package io.tickcast.tck;

import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;

/**
 * Polices the caller of a predictor: one thread at a time, no call after close, arrays of the right
 * length that are not one and the same. What it does not object to it hands on. <i>Confined</i>,
 * and that is checked.
 */
public final class AssertingPredictor implements Predictor {
  private final Predictor predictor;
  private final int width;
  private final int outputCount;
  private final Violations violations;
  private final Confinement confinement;
  private final Runnable onClose;

  /**
   * Creates a wrapper.
   *
   * @param predictor does the work
   * @param signature of its model
   * @param violations takes what the caller does wrong; it is thrown as an AssertionError too
   */
  public AssertingPredictor(Predictor predictor, ModelSignature signature, Violations violations) {
    this(predictor, signature, violations, () -> {});
  }

  AssertingPredictor(
      Predictor predictor, ModelSignature signature, Violations violations, Runnable onClose) {
    this.predictor = predictor;
    this.width = signature.width();
    this.outputCount = signature.outputs().size();
    this.violations = violations;
    this.confinement = new Confinement("a predictor", violations);
    this.onClose = onClose;
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
    confinement.enterOpen("predict");
    try {
      checkArrays(inputs, 1, outputs);
      predictor.predict(inputs, outputs);
    } finally {
      confinement.exit();
    }
  }

  @Override
  public void predictBatch(double[] inputs, int rows, double[] outputs) {
    confinement.enterOpen("predictBatch");
    try {
      if (rows < 0) {
        violations.fail("expected at least 0 rows, found " + rows);
      }
      checkArrays(inputs, rows, outputs);
      predictor.predictBatch(inputs, rows, outputs);
    } finally {
      confinement.exit();
    }
  }

  private void checkArrays(double[] inputs, int rows, double[] outputs) {
    if (inputs.length != rows * width || outputs.length != rows * outputCount) {
      violations.fail(
          "expected %d inputs and %d outputs for %d rows, found %d and %d"
              .formatted(rows * width, rows * outputCount, rows, inputs.length, outputs.length));
    }
    if (inputs == outputs) {
      violations.fail("expected two arrays, found one for inputs and outputs");
    }
  }

  @Override
  public void close() {
    confinement.enter("close");
    try {
      if (!confinement.ended()) {
        confinement.end();
        onClose.run();
      }
      predictor.close();
    } finally {
      confinement.exit();
    }
  }
}
