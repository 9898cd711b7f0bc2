package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import io.tickcast.tck.WrongModels.ForwardingModel;
import io.tickcast.tck.WrongModels.ForwardingPredictor;
import io.tickcast.tck.reference.SoftmaxProvider;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AssertingModelTest {
  private final Violations violations = new Violations();
  private final AssertingModel model = new AssertingModel(load(), violations);

  private static Model load() {
    return new SoftmaxProvider()
        .load(
            SoftmaxProvider.artifact(true),
            part -> {
              throw new IllegalStateException("no nested model is asked for");
            });
  }

  private void assertViolation(String message, ThrowingCallable call) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(call).withMessage(message);
    assertThat(violations.list()).containsExactly(message);
    assertThatExceptionOfType(AssertionError.class).isThrownBy(violations::assertNone);
  }

  @Test
  void predictor_rightUse_passes() {
    double[] outputs = new double[3];
    Predictor predictor = model.newPredictor();
    predictor.predict(new double[] {0.1, 0.2, 0.3}, outputs);
    predictor.predictBatch(new double[6], 2, new double[6]);
    assertThat(outputs[0]).isEqualTo(0.381197055256896, within(1e-12));
    assertThat(model.openPredictors()).isOne();
    predictor.close();
    predictor.close();
    assertThat(model.openPredictors()).isZero();
    model.close();
    model.close();
    assertThat(model.closed()).isTrue();
    violations.assertNone();
  }

  @Test
  void predict_afterClose_isAViolation() {
    Predictor predictor = model.newPredictor();
    predictor.close();
    assertViolation(
        "expected no use of a predictor after close, found predict",
        () -> predictor.predict(new double[3], new double[3]));
  }

  @Test
  void predict_otherLength_isAViolation() {
    assertViolation(
        "expected 3 inputs and 3 outputs for 1 rows, found 4 and 3",
        () -> model.newPredictor().predict(new double[4], new double[3]));
  }

  @Test
  void predict_oneArrayForBoth_isAViolation() {
    double[] array = new double[3];
    assertViolation(
        "expected two arrays, found one for inputs and outputs",
        () -> model.newPredictor().predict(array, array));
  }

  @Test
  void predictBatch_negativeRows_isAViolation() {
    assertViolation(
        "expected at least 0 rows, found -1",
        () -> model.newPredictor().predictBatch(new double[0], -1, new double[0]));
  }

  @Test
  void predict_twoThreadsAtOnce_isAViolation() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Predictor slow =
        new ForwardingPredictor(load().newPredictor()) {
          @Override
          public void predict(double[] inputs, double[] outputs) {
            inside.countDown();
            await(leave);
            super.predict(inputs, outputs);
          }
        };
    Predictor predictor = new AssertingPredictor(slow, model.signature(), violations);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<?> first = executor.submit(() -> predictor.predict(new double[3], new double[3]));
      await(inside);
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(predictor::close)
          .withMessageContaining("expected one thread at a time in a predictor");
      leave.countDown();
      first.get();
    } finally {
      executor.shutdownNow();
    }
    assertThat(violations.list()).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void predict_oneThreadAfterTheOther_passes() {
    Predictor predictor = model.newPredictor();
    for (int t = 0; t < 2; t++) {
      Threads.runTogether(
          List.of(
              () -> {
                predictor.predict(new double[3], new double[3]);
                return null;
              }));
    }
    assertThat(violations.list()).isEmpty();
  }

  @Test
  void predict_inputsThatAreRefused_leavesThePredictorUsable() {
    Predictor predictor = model.newPredictor();
    double[] infinite = {Double.POSITIVE_INFINITY, 0, 0};
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> predictor.predict(infinite, new double[3]));
    predictor.predict(new double[3], new double[3]);
    violations.assertNone();
  }

  @Test
  void newPredictor_afterClose_isAViolation() {
    model.close();
    assertViolation("expected no new predictor of a closed model, found one", model::newPredictor);
  }

  @Test
  void close_openPredictor_isAViolation() {
    model.newPredictor();
    assertViolation(
        "expected close of a model after all its predictors, found 1 open", model::close);
  }

  @Test
  void wrapper_always_givesWhatTheModelGives() {
    Model inner = load();
    Model wrapped = new AssertingModel(new ForwardingModel(inner), violations);
    assertThat(wrapped.signature()).isSameAs(inner.signature());
    assertThat(wrapped.description()).isEqualTo(inner.description());
    assertThat(wrapped.explainer()).isPresent();
  }
}
