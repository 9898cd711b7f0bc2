package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the numbers must be, whatever the model. */
final class ValueRules {
  private static final double SUM_TOLERANCE = 1e-6;

  private ValueRules() {}

  static void probabilitiesAreProbabilities(ModelSubject subject) {
    try (Model model = subject.load()) {
      double[][] results = ModelSubject.predictAll(model, subject.rows(model));
      for (int r = 0; r < results.length; r++) {
        assertProbabilities(model.signature().outputs(), results[r], "row " + r);
      }
    }
  }

  private static void assertProbabilities(List<Output> outputs, double[] values, String where) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Double> sums = new TreeMap<>();
    for (int o = 0; o < values.length; o++) {
      Output output = outputs.get(o);
      if (isProbability(output.role())) {
        assertThat(values[o]).as("%s, output %s", where, output).isBetween(0.0, 1.0);
      }
      if (output.role() == OutputRole.PROBABILITY) {
        counts.merge(output.symbol(), 1, Integer::sum);
        sums.merge(output.symbol(), values[o], Double::sum);
      }
    }
    sums.forEach(
        (symbol, sum) -> {
          if (counts.getOrDefault(symbol, 0) > 1) {
            assertThat(sum)
                .as("%s, sum of the probabilities of symbol '%s'", where, symbol)
                .isCloseTo(1.0, within(SUM_TOLERANCE));
          }
        });
  }

  private static boolean isProbability(OutputRole role) {
    return role == OutputRole.PROBABILITY || role == OutputRole.ACTION_PROBABILITY;
  }

  static void missingIsWhatTheSignatureSays(ModelSubject subject) {
    try (Model model = subject.load();
        Predictor predictor = model.newPredictor()) {
      double[] nothing = new double[model.signature().width()];
      Arrays.fill(nothing, Double.NaN);
      if (!model.signature().acceptsMissing()) {
        assertNoNumberFrom(model, predictor, nothing);
        return;
      }
      assertNumbers(model, predictor, nothing, "every input missing");
      for (int i = 0; i < nothing.length; i++) {
        double[] row = subject.goldenRows()[0].clone();
        row[i] = Double.NaN;
        assertNumbers(model, predictor, row, "input " + i + " missing");
      }
    }
  }

  private static void assertNumbers(Model model, Predictor predictor, double[] row, String what) {
    for (double value : ModelSubject.predict(model, predictor, row)) {
      assertThat(value)
          .as("output with %s, of a model that accepts missing inputs", what)
          .isNotNaN();
    }
  }

  /** Numbers out of nothing would be trusted: a refusal, or NaN among the outputs. */
  private static void assertNoNumberFrom(Model model, Predictor predictor, double[] nothing) {
    double[] outputs;
    try {
      outputs = ModelSubject.predict(model, predictor, nothing);
    } catch (InferenceException refused) {
      assertThat(refused.getMessage()).as("refusal of missing inputs").isNotBlank();
      return;
    }
    assertThat(Arrays.stream(outputs).anyMatch(Double::isNaN))
        .as(
            "NaN among the outputs %s for inputs that are all missing, of a model that does not"
                + " accept missing inputs",
            Arrays.toString(outputs))
        .isTrue();
  }
}
