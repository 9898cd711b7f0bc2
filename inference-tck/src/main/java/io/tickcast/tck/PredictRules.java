package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;

/** How a predictor treats its arrays, and what its answers depend on. */
final class PredictRules {
  // A NaN that no arithmetic produces: found in an output, nobody wrote there.
  private static final double UNWRITTEN = Double.longBitsToDouble(0x7FF8_DEAD_BEEF_0001L);
  private static final int SHUFFLES = 10;

  private static final double[] EXTREMES = {
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    -0.0,
    Float.MAX_VALUE * 2.0,
    Integer.MIN_VALUE - 1.0,
    1e-40,
    Double.NaN
  };

  private PredictRules() {}

  static void fillsEveryOutput(ModelSubject subject) {
    try (Model model = subject.load()) {
      double[][] rows = subject.rows(model);
      double[][] expected = ModelSubject.predictAll(model, rows);
      try (Predictor predictor = model.newPredictor()) {
        for (int r = 0; r < rows.length; r++) {
          assertOverwrites(predictor, rows[r], expected[r], "row " + r);
        }
      }
    }
  }

  private static void assertOverwrites(
      Predictor predictor, double[] row, double[] expected, String where) {
    double[] outputs = new double[expected.length];
    for (double before : new double[] {UNWRITTEN, 1e300, -1.0}) {
      Arrays.fill(outputs, before);
      predictor.predict(row, outputs);
      assertWritten(outputs, where);
      Rows.assertSameBits(outputs, expected, "outputs that held " + before + ", " + where);
    }
  }

  static void assertWritten(double[] outputs, String where) {
    for (int o = 0; o < outputs.length; o++) {
      boolean unwritten =
          Double.doubleToRawLongBits(outputs[o]) == Double.doubleToRawLongBits(UNWRITTEN);
      Assertions.assertThat(unwritten).as("%s, output %d was left as it was", where, o).isFalse();
    }
  }

  static double unwritten() {
    return UNWRITTEN;
  }

  static void leavesInputsAlone(ModelSubject subject) {
    try (Model model = subject.load();
        Predictor predictor = model.newPredictor()) {
      double[][] rows = subject.rows(model);
      double[][] before = Rows.deepCopy(rows);
      for (double[] row : rows) {
        ModelSubject.predict(model, predictor, row);
      }
      Rows.assertSameBits(rows, before, "inputs after predict");
      double[] flat = Rows.flat(rows);
      predictor.predictBatch(
          flat, rows.length, new double[rows.length * model.signature().outputs().size()]);
      Rows.assertSameBits(flat, Rows.flat(before), "inputs after predictBatch");
    }
  }

  static void remembersNothing(ModelSubject subject) {
    try (Model model = subject.load()) {
      double[][] rows = subject.rows(model);
      // Each row by a predictor that has seen nothing else.
      double[][] expected = new double[rows.length][];
      for (int r = 0; r < rows.length; r++) {
        expected[r] = ModelSubject.predictAll(model, new double[][] {rows[r]})[0];
      }
      try (Predictor predictor = model.newPredictor()) {
        assertSameInAnyOrder(model, predictor, rows, expected);
      }
    }
  }

  private static void assertSameInAnyOrder(
      Model model, Predictor predictor, double[][] rows, double[][] expected) {
    Random random = new Random(1);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows.length).boxed().toList());
    for (int round = 0; round < SHUFFLES; round++) {
      Collections.shuffle(order, random);
      for (int r : order) {
        double[] found = ModelSubject.predict(model, predictor, rows[r]);
        Rows.assertSameBits(found, expected[r], "round " + round + ", row " + r);
      }
    }
  }

  static void refusesArraysOfAnotherLength(ModelSubject subject) {
    try (Model model = subject.load();
        Predictor predictor = model.newPredictor()) {
      int width = model.signature().width();
      int outputs = model.signature().outputs().size();
      for (int wrong : new int[] {0, width - 1, width + 1, width * 2}) {
        if (wrong != width) {
          assertRefused(predictor, wrong, outputs);
        }
      }
      for (int wrong : new int[] {0, outputs - 1, outputs + 1}) {
        if (wrong != outputs) {
          assertRefused(predictor, width, wrong);
        }
      }
    }
  }

  private static void assertRefused(Predictor predictor, int inputs, int outputs) {
    assertThatIllegalArgumentException()
        .as("predict with %d inputs and %d outputs", inputs, outputs)
        .isThrownBy(() -> predictor.predict(new double[inputs], new double[outputs]));
  }

  static void takesAnyDouble(ModelSubject subject) {
    try (Model model = subject.load()) {
      double[] good = subject.goldenRows()[0];
      double[] expected = ModelSubject.predictAll(model, new double[][] {good})[0];
      try (Predictor predictor = model.newPredictor()) {
        for (double extreme : EXTREMES) {
          assertSurvives(model, predictor, filled(good.length, extreme), "all " + extreme);
          for (int i = 0; i < good.length; i++) {
            double[] row = good.clone();
            row[i] = extreme;
            assertSurvives(model, predictor, row, extreme + " at input " + i);
          }
          Rows.assertSameBits(
              ModelSubject.predict(model, predictor, good), expected, "after " + extreme);
        }
      }
    }
  }

  private static double[] filled(int length, double value) {
    double[] row = new double[length];
    Arrays.fill(row, value);
    return row;
  }

  private static void assertSurvives(Model model, Predictor predictor, double[] row, String what) {
    try {
      ModelSubject.predict(model, predictor, row);
    } catch (InferenceException refused) {
      Assertions.assertThat(refused.getMessage()).as("refusal of %s", what).isNotBlank();
    } catch (RuntimeException e) {
      throw new AssertionError(
          "expected outputs or an InferenceException for " + what + ", found " + e, e);
    }
  }
}
