package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.checkpoint.Faults;

/** Checks rows as the library's {@code check_array} does. */
final class SklearnRows {
  private SklearnRows() {}

  /** Refuses missing values. */
  static void checkPresent(double[] row) {
    for (int i = 0; i < row.length; i++) {
      if (Double.isNaN(row[i])) {
        throw refused("a number, since the model does not take missing values", row[i], i);
      }
    }
  }

  /** Refuses infinite values. */
  static void checkFinite(double[] row) {
    for (int i = 0; i < row.length; i++) {
      if (Double.isInfinite(row[i])) {
        throw infinite(row[i], i);
      }
    }
  }

  static InferenceException infinite(double value, int input) {
    return refused("a value that is finite in the model's width", value, input);
  }

  static InferenceException refused(String expected, double value, int input) {
    return Faults.of(ErrorCode.MALFORMED_DATA, expected, Double.toString(value), "input " + input);
  }
}
