package io.tickcast.core;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.GoldenRows;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.OneLine;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.List;
import java.util.Optional;

/** Compares a model with the rows that its producer recorded. */
final class GoldenCheck {
  private GoldenCheck() {}

  /**
   * What came of the comparison.
   *
   * @param rows how many were compared
   * @param worst the largest absolute difference
   */
  record Result(int rows, double worst) {}

  /**
   * Predicts every golden row.
   *
   * @return how many there were, and the worst difference
   * @throws InferenceException (VERIFICATION_FAILED) naming the row, the output, both numbers and
   *     the tolerance
   */
  static Result verify(Model model, ModelArtifact artifact) {
    Optional<GoldenRows> golden = artifact.manifest().flatMap(ModelManifest::golden);
    if (golden.isEmpty() || golden.get().rows().isEmpty()) {
      return new Result(0, 0);
    }
    double worst = 0;
    try (Predictor predictor = model.newPredictor()) {
      for (int row = 0; row < golden.get().rows().size(); row++) {
        worst = Math.max(worst, compare(model, predictor, golden.get(), row));
      }
    }
    return new Result(golden.get().rows().size(), worst);
  }

  private static double compare(Model model, Predictor predictor, GoldenRows golden, int row) {
    List<Double> values = golden.rows().get(row);
    List<Double> expected = golden.expected().get(row);
    int width = model.signature().width();
    int outputs = model.signature().outputs().size();
    if (values.size() != width || !isComparable(model, expected.size())) {
      throw failed(
          row,
          "expected "
              + width
              + " inputs and "
              + outputs
              + " outputs, found "
              + values.size()
              + " and "
              + expected.size());
    }
    double[] found = new double[outputs];
    predict(predictor, values, found, row);
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      double difference = Math.abs(found[i] - expected.get(i));
      double tolerance = golden.absTol() + golden.relTol() * Math.abs(expected.get(i));
      if (!(difference <= tolerance)) {
        throw failed(
            row,
            "output '"
                + model.signature().outputs().get(i).name()
                + "': expected "
                + expected.get(i)
                + ", found "
                + found[i]
                + ", tolerance "
                + tolerance);
      }
      worst = Math.max(worst, difference);
    }
    return worst;
  }

  /** All outputs, or of an agent its actions alone, which come first. */
  private static boolean isComparable(Model model, int expected) {
    List<Output> outputs = model.signature().outputs();
    long actions = outputs.stream().filter(o -> o.role() == OutputRole.ACTION).count();
    return expected == outputs.size() || (expected > 0 && expected == actions);
  }

  private static void predict(Predictor predictor, List<Double> values, double[] found, int row) {
    double[] inputs = values.stream().mapToDouble(Double::doubleValue).toArray();
    try {
      predictor.predict(inputs, found);
    } catch (RuntimeException e) {
      throw new InferenceException(
          ErrorCode.VERIFICATION_FAILED,
          "golden row " + row + ": expected a prediction, found " + OneLine.of(e),
          e);
    }
  }

  private static InferenceException failed(int row, String what) {
    return new InferenceException(ErrorCode.VERIFICATION_FAILED, "golden row " + row + ": " + what);
  }
}
