package io.tickcast.backend.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tickcast.api.InferenceException;
import io.tickcast.api.Model;
import io.tickcast.api.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Native memory is given back, counted by the pages that a process of its own holds. */
class NativeMemoryTest {
  private static final Path PAGES = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;

  /** What one cycle holds is well above this many bytes. */
  private static final int LEAK = 2_000;

  private static final int CYCLES = 8_000;

  /** Loads, predicts and closes, over and over, and prints by how much the process grew. */
  static final class Cycles {
    private Cycles() {}

    public static void main(String[] arguments) throws IOException {
      try (Model model =
          new LightgbmNativeModelProvider()
              .load(Golden.model("lightgbm/one-leaf-4.6.0"), Golden.context())) {
        run(model, CYCLES / 8);
        long before = residentBytes();
        run(model, CYCLES);
        System.out.println(residentBytes() - before);
      }
    }

    private static void run(Model model, int cycles) {
      double[] row = new double[model.signature().width()];
      double[] output = new double[1];
      for (int i = 0; i < cycles; i++) {
        try (Predictor predictor = model.newPredictor()) {
          predictor.predict(row, output);
        }
        try {
          NativeBooster.load("tree\n", 1, 1);
          throw new IllegalStateException("expected a refusal, found a model");
        } catch (InferenceException refused) {
          output[0] = 0; // what was made until then is given back too
        }
      }
    }

    private static long residentBytes() throws IOException {
      return Long.parseLong(Files.readString(PAGES).split(" ")[1]) * PAGE_BYTES;
    }
  }

  @Test
  @Timeout(120)
  void close_manyPredictors_givesTheMemoryBack() throws Exception {
    assumeThat(PAGES).as("only Linux counts them there").exists();
    // A heap that is there from the start, and one collector thread: what grows is native.
    try (OtherProcess process =
        OtherProcess.start(
            Cycles.class, "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC")) {
      List<String> lines = process.lines();
      assertThat(lines).hasSize(1);
      assertThat(Long.parseLong(lines.get(0))).isLessThan((long) CYCLES * LEAK);
    }
  }
}
