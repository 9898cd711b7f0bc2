package io.tickcast.backend.xgboost;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Predictor;
import java.util.Locale;

/** Hands rows to a booster. The library allocates some hundred bytes of heap with each call. */
final class NativePredictor implements Predictor {
  private final ModelSignature signature;
  private final int width;
  private final int columns;
  private final int[] rounds;
  private final NativeBooster booster;
  private final float[] row;
  private final float missing;
  private boolean closed;

  /** Makes a predictor that has a hold on the booster and gives it back when closed. */
  NativePredictor(ModelSignature signature, int rounds, float missing, NativeBooster booster) {
    this.missing = missing;
    this.signature = signature;
    width = signature.width();
    columns = signature.outputs().size();
    this.rounds = new int[] {0, rounds};
    this.booster = booster;
    row = new float[width];
  }

  @Override
  public void predict(double[] inputs, double[] outputs) {
    check(inputs, 1, outputs);
    predict(inputs, 1, row, outputs);
  }

  @Override
  public void predictBatch(double[] inputs, int rows, double[] outputs) {
    check(inputs, rows, outputs);
    if (rows > 0) {
      predict(inputs, rows, new float[inputs.length], outputs);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      booster.letGo();
    }
  }

  private void predict(double[] inputs, int rows, float[] narrowed, double[] outputs) {
    for (int i = 0; i < narrowed.length; i++) {
      float value = (float) inputs[i];
      if (Float.isInfinite(value)) {
        throw infinite(i % width, inputs[i]);
      }
      narrowed[i] = value;
    }
    float[][] results = booster.predict(narrowed, rows, width, missing, rounds);
    for (int r = 0; r < rows; r++) {
      if (columns == 2 && results[r].length == 1) {
        // The classifier wrapper of Python gives both probabilities where the library gives one.
        outputs[2 * r] = 1.0f - results[r][0];
        outputs[2 * r + 1] = results[r][0];
        continue;
      }
      if (results[r].length != columns) {
        throw new InferenceException(
            ErrorCode.UNSUPPORTED_MODEL,
            "expected " + columns + " outputs of xgboost4j, found " + results[r].length);
      }
      for (int c = 0; c < columns; c++) {
        outputs[r * columns + c] = results[r][c];
      }
    }
  }

  private void check(double[] inputs, int rows, double[] outputs) {
    if (closed) {
      throw new IllegalStateException("expected an open predictor, found a closed one");
    }
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

  private InferenceException infinite(int input, double value) {
    String name = signature.inputs().get(input % signature.inputs().size()).name();
    return new InferenceException(
        ErrorCode.MALFORMED_DATA,
        Text.line(
            "expected a finite value in the width of the model's inputs, or NaN for missing, found "
                + value
                + ", at input "
                + input
                + (name.isEmpty() ? "" : " '" + name + "'")));
  }
}
