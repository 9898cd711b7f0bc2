package io.tickcast.trees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged files end in one exception, or in a model that keeps its promises. */
class HostileFileTest {
  private static final int DAMAGES = 1_500;
  private static final TreesModelProvider PROVIDER = new TreesModelProvider();

  static Stream<Arguments> files() {
    return Stream.of(
            "count-poisson-3.2.0", "categorical-2.1.4", "multi-softmax-3.2.0", "vector-leaf-3.2.0")
        .flatMap(
            stem -> Stream.of(XgboostFormat.values()).map(format -> Arguments.of(stem, format)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_truncatedAnywhere_isRefused(String stem, XgboostFormat format) {
    byte[] whole = bytes(stem, format);
    int step = Math.max(1, whole.length / 700);
    for (int length = 0; length < whole.length; length += length < 200 ? 1 : step) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(refused(part)).as("the first %d bytes", length).isTrue();
    }
  }

  @Test
  void load_moreNumbersThanAnyTreeHas_isRefused() {
    String many = "0,".repeat(1 << 23) + "0";
    String json = SmallModel.with(SmallModel.JSON, "[0.0,-1.0,1.0,2.0,3.0]", "[" + many + "]");
    assertThatThrownBy(
            () -> PROVIDER.load(ModelArtifact.of("many", json.getBytes(UTF_8)), Loads.none()))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("at most 8388608 numbers in an array");
  }

  @ParameterizedTest
  @MethodSource("files")
  void load_bitsTurnedOver_isRefusedOrPredicts(String stem, XgboostFormat format) {
    byte[] whole = bytes(stem, format);
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
  void load_bytesSetToExtremes_isRefusedOrPredicts(String stem, XgboostFormat format) {
    byte[] whole = bytes(stem, format);
    Random random = new Random(7);
    byte[] extremes = {0, 1, -1, 127, -128, '9', 'L', '#', '$', '[', '{', '-'};
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

  private static byte[] bytes(String stem, XgboostFormat format) {
    byte[] bytes = new byte[Golden.model(stem, format).content().remaining()];
    Golden.model(stem, format).content().get(bytes);
    return bytes;
  }

  /** Whether a file is refused as it should be; one that loads must predict as it should. */
  static boolean refused(byte[] file) {
    ModelArtifact artifact = ModelArtifact.of("damaged", file);
    try {
      PROVIDER.probe(artifact);
      try (Model model = PROVIDER.load(artifact, Loads.none());
          Predictor predictor = model.newPredictor()) {
        double[] row = new double[model.signature().width()];
        double[] outputs = new double[model.signature().outputs().size()];
        predictor.predict(row, outputs);
        Arrays.fill(row, Double.NaN);
        predictor.predict(row, outputs);
      }
      return false;
    } catch (InferenceException e) {
      assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(Faults.MAX_MESSAGE).matches("[^\\p{C}]+");
      return true;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return fail("expected an InferenceException, found " + e, e);
    }
  }
}
