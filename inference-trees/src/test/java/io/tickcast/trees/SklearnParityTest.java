package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.Output;
import io.tickcast.api.OutputRole;
import io.tickcast.api.Predictor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What scikit-learn predicts, we predict: rows at, just below and just above thresholds. */
class SklearnParityTest {
  /** Trees alone add and divide: nothing is left to a library of functions. */
  private static final String EXACT =
      "(tree|extra|forest|boosting-(squared|absolute|huber|quantile|regressor)"
          + "|hist-(regressor|absolute|quantile|categorical|missing-or-not)|bagging-[crf]).*";

  static List<String> models() {
    return SklearnGolden.predicted();
  }

  @Test
  void models_always_coverVersionsAndEncodings() {
    Set<String> versions = new TreeSet<>();
    Set<String> encodings = new TreeSet<>();
    for (String model : models()) {
      String stem = model.substring(0, model.lastIndexOf('.'));
      versions.add(stem.substring(stem.lastIndexOf('-') + 1));
      encodings.add(model.substring(model.lastIndexOf('.') + 1));
    }
    assertThat(versions).contains("0.20.4", "0.22.2.post1", "0.24.2", "1.3.2", "1.9.1");
    assertThat(encodings).contains("pkl0", "pkl2", "pkl5", "joblib-0", "joblib-xz", "joblib-lz4");
  }

  @ParameterizedTest
  @MethodSource("models")
  void predictions_nearThresholds_equalThoseOfTheLibrary(String name) {
    SklearnGolden golden = SklearnGolden.of(name);
    boolean exact = name.matches(EXACT);
    try (Model model = new TreesModelProvider().load(SklearnGolden.model(name), Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      assertThat(outputs).hasSize(golden.outputNames().size());
      for (int i = 0; i < golden.inputs().length; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        for (int k = 0; k < outputs.length; k++) {
          double expected = golden.outputs()[i][k];
          double apart = exact ? 0 : 1e-13 + 1e-13 * Math.abs(expected);
          assertThat(outputs[k]).as("row %d output %d", i, k).isCloseTo(expected, within(apart));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void signature_ofAnyModel_namesInputsAndClasses(String name) {
    SklearnGolden golden = SklearnGolden.of(name);
    try (Model model = new TreesModelProvider().load(SklearnGolden.model(name), Loads.none())) {
      ModelSignature signature = model.signature();
      List<String> inputs = signature.inputs().stream().map(Input::name).toList();
      if (signature.named()) {
        assertThat(inputs).isEqualTo(golden.inputNames());
      } else {
        assertThat(golden.inputNames()).contains("x0").hasSameSizeAs(inputs);
      }
      if (signature.outputs().get(0).role() == OutputRole.VALUE) {
        assertThat(golden.outputNames()).containsExactly("");
      } else {
        assertThat(signature.outputs().stream().map(Output::name))
            .containsExactlyElementsOf(golden.outputNames());
      }
    }
  }
}
