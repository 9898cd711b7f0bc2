package io.tickcast.backend.lightgbm;

import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Locale;

/** Hands rows to a booster of its own. <i>Confined.</i> */
final class NativePredictor implements Predictor {
  private final int width;
  private final int columns;
  private final boolean bothClasses;
  private final NativeBooster booster;

  /**
   * Makes a predictor that frees the booster when closed.
   *
   * @param scores the outputs of the booster: one less than the signature's when it gives the
   *     probability of the second of two classes alone
   */
  NativePredictor(ModelSignature signature, int scores, NativeBooster booster) {
    width = signature.width();
    columns = signature.outputs().size();
    bothClasses = columns == scores + 1;
    this.booster = booster;
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
    check(inputs, 1, outputs);
    predictRow(inputs, 0, outputs);
  }

  @Override
  public void predictBatch(double[] inputs, int rows, double[] outputs) {
    check(inputs, rows, outputs);
    for (int i = 0; i < rows; i++) {
      predictRow(inputs, i, outputs);
    }
  }

  @Override
  public void close() {
    booster.close();
  }

  private void predictRow(double[] inputs, int index, double[] outputs) {
    int at = index * columns;
    if (!bothClasses) {
      booster.predict(inputs, index * width, outputs, at);
      return;
    }
    booster.predict(inputs, index * width, outputs, at + 1);
    outputs[at] = 1 - outputs[at + 1];
  }

  private void check(double[] inputs, int rows, double[] outputs) {
    if (rows < 0
        || inputs.length != (long) rows * width
        || outputs.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected %d inputs and %d outputs for each of %d rows, found %d and %d",
              width,
              columns,
              rows,
              inputs.length,
              outputs.length));
    }
  }
}
