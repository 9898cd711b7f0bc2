package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged pickles end in one exception, or in a model that keeps its promises. */
class SklearnHostileTest {
  private static final int DAMAGES = 50;
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  /** Old and new ones; two are packed, whose damages the room of checkpoints looks at more. */
  static List<String> files() {
    return SklearnGolden.models().stream()
        .filter(
            name ->
                name.matches(
                    "((bagging-rare-class|voting-soft)-(0.20.4|1.9.1)|boosting-multi-(1.1.3|1.9.1)"
                        + "|calibrated-isotonic-1.3.2|hist-categorical-(0.24.2|1.5.2)"
                        + "|pipeline-columns-(0.20.4|0.22.2.post1|1.5.2)"
                        + "|pipeline-imputer-marks-(0.22.2.post1|1.9.1)"
                        + "|tree-classifier-many-(0.20.4|1.5.2)"
                        + "|tree-missing-or-not-(1.3.2|1.5.2|1.9.1))\\.[^.]*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_truncatedAnywhere_isRefused(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    Damages.cuts(whole, 60, 60)
        .forEach(
            length ->
                assertThat(refused(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_bitsTurnedOver_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    assertThat(Damages.refused(whole, DAMAGES, 1, Damages::bits, SklearnHostileTest::refused))
        .isPositive();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_bytesSetToExtremes_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    byte[] extremes = {0, 1, -1, 127, -128, 'K', 'M', 'h', 'q', '.', 'N', ']', '}', '(', 't', 'b'};
    assertThat(
            Damages.refused(
                whole, DAMAGES, 7, Damages.extremes(extremes), SklearnHostileTest::refused))
        .isPositive();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_partsMovedAround_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    assertThat(Damages.refused(whole, DAMAGES / 2, 13, Damages::moves, SklearnHostileTest::refused))
        .isPositive();
  }

  /** Whether a file is refused as it should be; one that loads must predict as it should. */
  static boolean refused(byte[] file) {
    ModelArtifact artifact = ModelArtifact.of("damaged", file);
    try {
      PROVIDER.probe(artifact);
      try (Model model = PROVIDER.load(artifact, Loads.none());
          Predictor predictor = model.newPredictor()) {
        predicts(model, predictor, 0.5);
        predicts(model, predictor, Double.NaN);
        predicts(model, predictor, Double.POSITIVE_INFINITY);
      }
      return false;
    } catch (InferenceException e) {
      assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(Faults.MAX_MESSAGE).matches("[^\\p{C}]+");
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("expected an InferenceException, found " + e, e);
    }
  }

  private static void predicts(Model model, Predictor predictor, double value) {
    double[] row = new double[model.signature().width()];
    Arrays.fill(row, value);
    try {
      predictor.predict(row, new double[model.signature().outputs().size()]);
    } catch (InferenceException e) {
      // A damaged step may make anything of a number, which the model then has to refuse.
      String kind = model.description().getOrDefault("estimator", "");
      boolean stepped = kind.matches("Pipeline|Voting.*");
      assertThat(Double.isFinite(value) && !stepped).as(e.getMessage()).isFalse();
    }
  }

  @Test
  void load_aClassifierWithoutClasses_isRefused() {
    byte[] whole = SklearnGolden.bytes("tree-classifier-one-class-0.22.2.post1.pkl0");
    String renamed =
        new String(whole, StandardCharsets.ISO_8859_1).replace("Vclasses_\n", "Vklasses_\n");
    ModelArtifact artifact = ModelArtifact.of("m", renamed.getBytes(StandardCharsets.ISO_8859_1));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> PROVIDER.load(artifact, Loads.none()))
        .withMessageContaining("a value of 'classes_'");
  }
}
