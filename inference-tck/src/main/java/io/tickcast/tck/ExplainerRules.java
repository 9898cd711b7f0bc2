package io.tickcast.tck;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.Explainer;
import io.tickcast.api.Model;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Explanations, of models that have them. */
final class ExplainerRules {
  private ExplainerRules() {}

  static void explainsLikeAPredictor(ModelSubject subject) {
    try (Model model = subject.load()) {
      Optional<Explainer> made = model.explainer();
      Assumptions.assumeTrue(made.isPresent(), "the model has no explainer");
      Explainer explainer = made.orElseThrow();
      try (explainer) {
        assertFillsAndRepeats(model, explainer, subject.rows(model));
        assertRefusesOtherLengths(model, explainer);
      }
      explainer.close();
    }
  }

  private static int size(Model model) {
    return model.signature().outputs().size() * (model.signature().width() + 1);
  }

  private static void assertFillsAndRepeats(Model model, Explainer explainer, double[][] rows) {
    double[] first = new double[size(model)];
    double[] again = new double[size(model)];
    for (int r = 0; r < rows.length; r++) {
      double[] inputs = rows[r].clone();
      Arrays.fill(first, PredictRules.unwritten());
      explainer.explain(inputs, first);
      PredictRules.assertWritten(first, "contributions of row " + r);
      Arrays.fill(again, 1e300);
      explainer.explain(inputs, again);
      Rows.assertSameBits(again, first, "contributions of row " + r + ", asked again");
      Rows.assertSameBits(inputs, rows[r], "inputs after explain, row " + r);
    }
  }

  private static void assertRefusesOtherLengths(Model model, Explainer explainer) {
    int width = model.signature().width();
    assertThatIllegalArgumentException()
        .as("explain with one input too many")
        .isThrownBy(() -> explainer.explain(new double[width + 1], new double[size(model)]));
    assertThatIllegalArgumentException()
        .as("explain with one contribution too few")
        .isThrownBy(() -> explainer.explain(new double[width], new double[size(model) - 1]));
  }
}
