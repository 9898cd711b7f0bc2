package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.Model;
import io.tickcast.api.Output;
import io.tickcast.api.Predictor;
import io.tickcast.api.Probe;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What containers make of models of XGBoost, LightGBM and CatBoost, we make of their pickles. */
class SklearnBoosterParityTest {
  private static final String FOLDER = SklearnGolden.BOOSTERS;

  /** What differs in the last places: an intercept added last, and weights of dart. */
  private static final String ROUNDED = ".*-0\\.22\\..*|pipeline-xgb-columns-1\\.1\\..*";

  static List<String> predicted() {
    return models(false);
  }

  static List<String> refused() {
    return models(true);
  }

  private static List<String> models(boolean refused) {
    return SklearnGolden.models(FOLDER).stream()
        .filter(name -> name.startsWith("refused-") == refused)
        .toList();
  }

  private static Model load(String name) {
    return new TreesModelProvider().load(SklearnGolden.model(FOLDER, name), Loads.none());
  }

  private static Model firstOf(String stem) {
    return load(
        SklearnGolden.models(FOLDER).stream()
            .filter(name -> name.startsWith(stem))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void models_always_coverVersionsAndContainers() {
    Set<String> cases = new TreeSet<>();
    predicted().forEach(name -> cases.add(name.replaceFirst("-[0-9].*", "")));
    assertThat(cases).hasSizeGreaterThan(24);
    assertThat(predicted()).hasSizeGreaterThan(44);
  }

  @ParameterizedTest
  @MethodSource("predicted")
  void predictions_nearSplits_equalThoseOfThePython(String name) {
    SklearnGolden golden = SklearnGolden.of(FOLDER, name);
    try (Model model = load(name);
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      assertThat(outputs).hasSize(golden.outputNames().size());
      for (int i = 0; i < golden.inputs().length; i++) {
        predictor.predict(golden.inputs()[i], outputs);
        for (int k = 0; k < outputs.length; k++) {
          double expected = golden.outputs()[i][k];
          double apart = apart(name, expected);
          assertThat(outputs[k]).as("row %d output %d", i, k).isCloseTo(expected, within(apart));
        }
      }
    }
  }

  /** Exponentials of 32 bits are the same, those of 64 bits differ in the last places. */
  private static double apart(String name, double expected) {
    boolean narrow = name.matches(".*(xgb|mixed).*");
    if (narrow && name.matches(ROUNDED)) {
      return 5e-7 * Math.abs(expected);
    }
    boolean only = name.matches("(pipeline|bagging|voting)-xgb.*");
    return only ? 0 : 1e-13 + 1e-13 * Math.abs(expected);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void load_whatIsNotReproduced_isRefusedByName(String name) {
    String named =
        switch (name.replaceFirst("-[0-9].*", "")) {
          case "refused-pipeline-targets" -> "one target";
          case "refused-stacking" -> "StackingClassifier";
          case "refused-temperature" -> "_TemperatureScaling";
          default -> throw new IllegalArgumentException(name);
        };
    assertThatThrownBy(() -> load(name))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(named)
        .hasMessageStartingWith(name)
        .extracting(e -> ((InferenceException) e).code())
        .isEqualTo(ErrorCode.UNSUPPORTED_MODEL);
  }

  @Test
  void signature_ofAPipeline_hasTheNamesOfItsFirstStep() {
    try (Model model = firstOf("pipeline-xgb-1.9.1")) {
      assertThat(model.signature().inputs().stream().map(Input::name))
          .startsWith("return_1", "return_5", "return_24");
      assertThat(model.signature().outputs().stream().map(Output::name))
          .containsExactly("0", "1", "2");
      assertThat(model.description())
          .containsEntry("estimator", "Pipeline")
          .containsEntry("trees", "9")
          .hasEntrySatisfying("with", with -> assertThat(with).startsWith("xgboost "));
    }
  }

  @Test
  void signature_ofMadeUpNames_hasNone() {
    for (String stem : List.of("pipeline-lgbm-1.9.1", "voting-mixed-1.9.1", "bagging-xgb-1.9.1")) {
      try (Model model = firstOf(stem)) {
        assertThat(model.signature().named()).as(stem).isFalse();
      }
    }
  }

  @Test
  void classes_ofTexts_areThoseOfTheContainer() {
    for (String stem : List.of("pipeline-lgbm-1.9.1", "pipeline-cat-1.9.1", "voting-xgb-1.9.1")) {
      try (Model model = firstOf(stem)) {
        assertThat(model.signature().outputs().stream().map(Output::name))
            .as(stem)
            .containsExactly("down", "flat", "up");
      }
    }
  }

  @Test
  void probe_ofAContainer_saysScikitLearn() {
    String name = predicted().get(0);
    assertThat(new TreesModelProvider().probe(SklearnGolden.model(FOLDER, name)))
        .isEqualTo(Probe.yes("sklearn-pickle"));
  }
}
