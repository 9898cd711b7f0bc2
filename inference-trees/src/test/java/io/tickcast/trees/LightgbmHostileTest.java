package io.tickcast.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged LightGBM files end in one exception, or in a model that keeps its promises. */
class LightgbmHostileTest {
  private static final int DAMAGES = 1_500;
  private static final String END = "end of trees";

  @ParameterizedTest
  @ValueSource(strings = {"binary-2.3.1", "multiclass-4.7.0", "categories-3.3.5", "linear-4.6.0"})
  void load_truncatedAnywhere_isRefusedOrHasAllTrees(String stem) {
    String whole = LightgbmGolden.text(stem);
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    int end = whole.indexOf(END) + END.length();
    int trees = LightgbmGolden.read(whole).ensemble().trees().size();
    int step = Math.max(1, bytes.length / 700);
    for (int length = 0; length < bytes.length; length += length < 400 ? 1 : step) {
      byte[] part = Arrays.copyOf(bytes, length);
      if (length < end) {
        assertThat(HostileFileTest.refused(part)).as("the first %d bytes", length).isTrue();
      } else {
        assertThat(trees(part)).isIn(Optional.empty(), Optional.of(trees));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary-2.3.1", "multiclass-4.7.0", "categories-3.3.5", "linear-4.6.0"})
  void load_bytesChanged_isRefusedOrPredicts(String stem) {
    byte[] whole = LightgbmGolden.text(stem).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20_260_102);
    byte[] extremes = {0, '\n', '=', ' ', '9', '-', '.', 'e', 'n', -1, '\r'};
    int refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(damaged.length);
      if (random.nextBoolean()) {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
      } else {
        int until = Math.min(damaged.length, at + 1 + random.nextInt(8));
        Arrays.fill(damaged, at, until, extremes[random.nextInt(extremes.length)]);
      }
      refused += HostileFileTest.refused(damaged) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  private static Optional<Integer> trees(byte[] file) {
    try {
      return Optional.of(
          LightgbmFile.read(ModelArtifact.of("part", file)).ensemble().trees().size());
    } catch (InferenceException e) {
      return Optional.empty();
    }
  }
}
