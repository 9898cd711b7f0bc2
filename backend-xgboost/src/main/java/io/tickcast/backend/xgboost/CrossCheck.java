package io.tickcast.backend.xgboost;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.Arrays;

/**
 * Compares the library with the engine in pure Java when a model is loaded. The first prediction
 * also lets the library set itself up, which it does not do safely on several threads at once.
 */
final class CrossCheck {
  private static final double ABSOLUTE = 2e-6;
  private static final double RELATIVE = 1e-5;
  private static final double[] FILLINGS = {Double.NaN, 0, -1, 1, 1e6, -1e6};

  private CrossCheck() {}

  /**
   * Predicts a few rows with both.
   *
   * @throws InferenceException (VERIFICATION_FAILED) when they differ
   */
  static void compare(NativeModel model, Model reference, String location) {
    int width = model.signature().width();
    if (model.features() != width) {
      throw failed(location, width + " inputs", Long.toString(model.features()), "num_feature");
    }
    double[] row = new double[width];
    double[] found = new double[model.signature().outputs().size()];
    double[] expected = new double[found.length];
    try (Predictor library = model.newPredictor();
        Predictor java = reference.newPredictor()) {
      for (double filling : FILLINGS) {
        Arrays.fill(row, filling);
        library.predict(row, found);
        java.predict(row, expected);
        for (int i = 0; i < found.length; i++) {
          if (!(Math.abs(found[i] - expected[i]) <= ABSOLUTE + RELATIVE * Math.abs(expected[i]))) {
            throw failed(
                location,
                Double.toString(expected[i]),
                found[i] + " from xgboost4j",
                "output " + i + " of a row filled with " + filling);
          }
        }
      }
    }
  }

  private static InferenceException failed(
      String location, String expected, String found, String where) {
    return new InferenceException(
        ErrorCode.VERIFICATION_FAILED,
        Text.line(location + ": expected " + expected + ", found " + found + ", at " + where));
  }
}
