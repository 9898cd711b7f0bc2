package io.tickcast.backend.lightgbm;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.Arrays;

/** Compares the library with the engine in pure Java when a model is loaded. */
final class CrossCheck {
  private static final double ABSOLUTE = 1e-10;
  private static final double RELATIVE = 1e-9;
  private static final double[] FILLINGS = {Double.NaN, 0, -1, 1, 1e6, -1e6};

  private CrossCheck() {}

  /**
   * Predicts a few rows with both.
   *
   * @throws InferenceException (VERIFICATION_FAILED) when they differ
   */
  static void compare(Model model, Model reference, String location) {
    int width = model.signature().width();
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
          if (!agree(found[i], expected[i])) {
            throw failed(
                location,
                Double.toString(expected[i]),
                found[i] + " from lightgbm4j",
                "output " + i + " of a row filled with " + filling);
          }
        }
      }
    }
  }

  /** Also when both are the same infinity, as the sum of a linear leaf can be, or no number. */
  private static boolean agree(double found, double expected) {
    return Double.compare(found, expected) == 0
        || Math.abs(found - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);
  }

  private static InferenceException failed(
      String location, String expected, String found, String where) {
    return new InferenceException(
        ErrorCode.VERIFICATION_FAILED,
        Text.line(location + ": expected " + expected + ", found " + found + ", at " + where));
  }
}
