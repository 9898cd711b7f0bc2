package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files of CatBoost end in one exception, or in a model that keeps its promises. */
class CatboostHostileFileTest {
  private static final int DAMAGES = 1_000;
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stump-1.2.10.cbm",
        "lossguide-multi-1.2.10.cbm",
        "one-hot-0.26.1.cbm",
        "stump-1.2.10.json",
        "scaled-classes-1.2.10.json"
      })
  void load_truncatedAnywhere_isRefused(String name) {
    byte[] whole = CatboostGolden.bytes(name);
    Damages.cuts(whole, 150, 300)
        .forEach(
            length -> {
              boolean blank = new String(whole, length, whole.length - length).isBlank();
              boolean refused = refused(Arrays.copyOf(whole, length));
              assertThat(refused || blank).as("the first %d bytes", length).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stump-1.2.10.cbm",
        "lossguide-multi-1.2.10.cbm",
        "one-hot-0.26.1.cbm",
        "multiclass-strings-0.26.1.cbm",
        "one-hot-lossguide-1.2.10.json",
        "scaled-classes-1.2.10.json",
        "bare-poisson-1.2.10.pkl"
      })
  void load_bitsTurnedOver_isRefusedOrPredicts(String name) {
    byte[] whole = CatboostGolden.bytes(name);
    assertThat(Damages.refused(whole, DAMAGES, 1, Damages::bits, CatboostHostileFileTest::refused))
        .isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stump-1.2.10.cbm", "lossguide-multi-1.2.10.cbm", "one-hot-multi-0.26.1.cbm"})
  void load_wordsSetToExtremes_isRefusedOrPredicts(String name) {
    byte[] whole = CatboostGolden.bytes(name);
    assertThat(
            Damages.refused(
                whole,
                DAMAGES,
                7,
                CatboostHostileFileTest::words,
                CatboostHostileFileTest::refused))
        .isPositive();
  }

  private static void words(byte[] copy, byte[] whole, Random random) {
    int[] extremes = {0, 1, -1, 4, 60, 255, 65_535, 1 << 24, Integer.MAX_VALUE, Integer.MIN_VALUE};
    for (int k = random.nextInt(2); k >= 0; k--) {
      int at = 4 * random.nextInt(copy.length / 4);
      int value = extremes[random.nextInt(extremes.length)];
      for (int b = 0; b < 4; b++) {
        copy[at + b] = (byte) (value >> 8 * b);
      }
    }
  }

  /** Every word of the tables in front of the large vectors, one after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"stump-1.2.10.cbm", "one-hot-lossguide-0.26.1.cbm"})
  void load_eachWordOfTheTables_isRefusedOrPredicts(String name) {
    byte[] whole = CatboostGolden.bytes(name);
    int[] values = {0, 1, 0x7fff, 0xffff};
    long refused =
        IntStream.range(0, Math.min(whole.length - 8, 1_200) / 2 * values.length)
            .parallel()
            .filter(
                i -> {
                  byte[] damaged = whole.clone();
                  int at = 4 + i / values.length * 2;
                  int value = values[i % values.length];
                  damaged[at] = (byte) value;
                  damaged[at + 1] = (byte) (value >> 8);
                  return refused(damaged);
                })
            .count();
    assertThat(refused).isPositive();
  }

  /** Whether a file is refused as it should be; one that loads must predict as it should. */
  private static boolean refused(byte[] file) {
    ModelArtifact artifact = ModelArtifact.of("damaged", file);
    try {
      PROVIDER.probe(artifact);
      try (Model model = PROVIDER.load(artifact, Loads.none());
          Predictor predictor = model.newPredictor()) {
        double[] row = new double[model.signature().width()];
        double[] outputs = new double[model.signature().outputs().size()];
        predictor.predict(row, outputs);
        assertThat(outputs).doesNotContain(Double.NaN);
        Arrays.fill(row, Double.NaN);
        predictMissing(predictor, row, outputs);
      }
      return false;
    } catch (InferenceException e) {
      assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(Faults.MAX_MESSAGE).matches("[^\\p{C}]+");
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("expected an InferenceException, found " + e, e);
    }
  }

  /** A missing value is no category. */
  private static void predictMissing(Predictor predictor, double[] row, double[] outputs) {
    try {
      predictor.predict(row, outputs);
    } catch (InferenceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA);
    }
  }
}
