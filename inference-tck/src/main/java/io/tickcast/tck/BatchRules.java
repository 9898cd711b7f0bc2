package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.Arrays;

/** Predictions of many rows at once. */
final class BatchRules {
  private BatchRules() {}

  static void equalsRowByRow(ModelSubject subject) {
    try (Model model = subject.load()) {
      double[][] rows = subject.rows(model);
      double[][] expected = ModelSubject.predictAll(model, rows);
      try (Predictor predictor = model.newPredictor()) {
        for (int count : new int[] {1, 2, rows.length, 0, 3}) {
          assertBatch(predictor, Arrays.copyOf(rows, count), Arrays.copyOf(expected, count));
        }
      }
    }
  }

  private static void assertBatch(Predictor predictor, double[][] rows, double[][] expected) {
    double[] wanted = Rows.flat(expected);
    double[] found = new double[wanted.length];
    Arrays.fill(found, PredictRules.unwritten());
    predictor.predictBatch(Rows.flat(rows), rows.length, found);
    PredictRules.assertWritten(found, "batch of " + rows.length);
    Rows.assertSameBits(found, wanted, "batch of " + rows.length);
  }

  static void refusesArraysOfAnotherLength(ModelSubject subject) {
    try (Model model = subject.load();
        Predictor predictor = model.newPredictor()) {
      int width = model.signature().width();
      int outputs = model.signature().outputs().size();
      assertRefused(predictor, width * 2 + 1, 2, outputs * 2);
      assertRefused(predictor, width * 2, 2, outputs * 2 + 1);
      assertRefused(predictor, width * 3, 2, outputs * 2);
      assertRefused(predictor, (width + 1) * 2, 2, outputs * 2);
      assertRefused(predictor, width * 2, 2, (outputs + 1) * 2);
      assertRefused(predictor, width, 0, outputs);
      assertRefused(predictor, 0, 1, 0);
      assertRefused(predictor, 0, -1, 0);
    }
  }

  private static void assertRefused(Predictor predictor, int inputs, int rows, int outputs) {
    assertThatIllegalArgumentException()
        .as("predictBatch with %d inputs, %d rows, %d outputs", inputs, rows, outputs)
        .isThrownBy(() -> predictor.predictBatch(new double[inputs], rows, new double[outputs]));
  }
}
