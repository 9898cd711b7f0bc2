package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Threads and closing. */
final class ModelLifecycleRules {
  private static final int ROUNDS = 50;

  private ModelLifecycleRules() {}

  static void predictorsOnTwoThreadsAgreeWithOne(ModelSubject subject) {
    try (Model model = subject.load()) {
      double[][] rows = subject.rows(model);
      double[][] expected = ModelSubject.predictAll(model, rows);
      List<Callable<Void>> tasks = new ArrayList<>();
      List<Predictor> predictors = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        // Made here and used over there: a predictor may be handed over.
        Predictor predictor = model.newPredictor();
        predictors.add(predictor);
        tasks.add(() -> predictOften(model, predictor, rows, expected));
      }
      Threads.runTogether(tasks);
      predictors.forEach(Predictor::close);
    }
  }

  private static Void predictOften(
      Model model, Predictor predictor, double[][] rows, double[][] expected) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int r = 0; r < rows.length; r++) {
        double[] found = ModelSubject.predict(model, predictor, rows[r]);
        Rows.assertSameBits(found, expected[r], "beside another thread, row " + r);
      }
    }
    return null;
  }

  static void closingTwiceHasNoEffect(ModelSubject subject) {
    Model model = subject.load();
    double[] row = subject.goldenRows()[0];
    Predictor kept = model.newPredictor();
    double[] expected = ModelSubject.predict(model, kept, row);
    Predictor closed = model.newPredictor();
    closed.close();
    closed.close();
    Rows.assertSameBits(
        ModelSubject.predict(model, kept, row), expected, "after another predictor was closed");
    kept.close();
    kept.close();
    model.close();
    model.close();
    try (Model another = subject.load()) {
      Rows.assertSameBits(
          ModelSubject.predictAll(another, new double[][] {row})[0],
          expected,
          "a new load after another model was closed");
    }
  }

  static void closedModelGivesNoPredictor(ModelSubject subject) {
    Model model = subject.load();
    model.newPredictor().close();
    model.close();
    assertThatExceptionOfType(InferenceException.class)
        .as("newPredictor after close")
        .isThrownBy(model::newPredictor)
        .satisfies(e -> assertThat(e.code()).as("code").isEqualTo(ErrorCode.ILLEGAL_STATE));
  }
}
