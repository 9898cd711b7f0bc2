package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged pickles end in one exception, or in a model that keeps its promises. */
class SklearnHostileTest {
  private static final int DAMAGES = 100;
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  static List<String> files() {
    return SklearnGolden.models().stream()
        .filter(
            name ->
                name.matches(
                    "(tree-classifier-many|tree-missing-or-not|bagging-rare-class|boosting-multi"
                        + "|hist-categorical|pipeline-imputer-marks|pipeline-columns"
                        + "|calibrated-isotonic|voting-soft)-(0.20.4|1.9.1)\\..*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_truncatedAnywhere_isRefused(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    int step = Math.max(1, whole.length / 150);
    for (int length = 0; length < whole.length; length += length < 100 ? 1 : step) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(refused(part)).as("the first %d bytes", length).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_bitsTurnedOver_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    Random random = new Random(20_260_101);
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      refused += refused(damaged) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_bytesSetToExtremes_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    Random random = new Random(7);
    byte[] extremes = {0, 1, -1, 127, -128, 'K', 'M', 'h', 'q', '.', 'N', ']', '}', '(', 't', 'b'};
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(damaged.length);
      int until = Math.min(damaged.length, at + 1 + random.nextInt(8));
      Arrays.fill(damaged, at, until, extremes[random.nextInt(extremes.length)]);
      refused += refused(damaged) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_partsMovedAround_isRefusedOrPredicts(String name) {
    byte[] whole = SklearnGolden.bytes(name);
    Random random = new Random(13);
    int refused = 0;
    for (int i = 0; i < DAMAGES / 2; i++) {
      byte[] damaged = whole.clone();
      int length = 1 + random.nextInt(Math.min(64, whole.length / 2));
      int from = random.nextInt(whole.length - length);
      int to = random.nextInt(whole.length - length);
      System.arraycopy(whole, from, damaged, to, length);
      refused += refused(damaged) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  /** Whether a file is refused as it should be; one that loads must predict as it should. */
  private static boolean refused(byte[] file) {
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
      assertThat(Double.isFinite(value)).as(e.getMessage()).isFalse();
    }
  }
}
