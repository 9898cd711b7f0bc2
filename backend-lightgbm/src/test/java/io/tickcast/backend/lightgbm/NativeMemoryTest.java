package io.tickcast.backend.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tickcast.api.InferenceException;
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
  private static final int CYCLES = 3_000;

  /** What a forgotten part of a booster would add up to is at least thrice that. */
  private static final long BOUND = 1 << 20;

  /** Loads, predicts and closes, over and over, and prints by how much the process grew. */
  static final class Cycles {
    private static final int FEATURES = 256;
    private static final int CLASSES = 128;

    private Cycles() {}

    public static void main(String[] arguments) throws IOException {
      run(CYCLES / 10);
      long before = residentBytes();
      run(CYCLES);
      System.out.println(residentBytes() - before);
    }

    private static void run(int cycles) {
      String text = text();
      double[] row = new double[FEATURES];
      double[] output = new double[CLASSES];
      for (int i = 0; i < cycles; i++) {
        try (NativeBooster booster = NativeBooster.load(text, FEATURES, CLASSES)) {
          booster.predict(row, 0, output, 0);
        }
        refuse(text);
      }
    }

    private static void refuse(String text) {
      try {
        NativeBooster.load(text, FEATURES + 1, CLASSES).close();
      } catch (InferenceException expected) {
        return; // what was made until then is given back too
      }
      throw new IllegalStateException("expected a refusal, found a booster");
    }

    /** Trees of one leaf. */
    private static String text() {
      StringBuilder text = new StringBuilder("tree\n");
      text.append("num_class=").append(CLASSES).append('\n');
      text.append("num_tree_per_iteration=").append(CLASSES).append('\n');
      text.append("label_index=0\nmax_feature_idx=").append(FEATURES - 1).append('\n');
      text.append("feature_names=").append("name ".repeat(FEATURES)).append('\n');
      text.append("feature_infos=").append("none ".repeat(FEATURES)).append("\n\n");
      for (int i = 0; i < CLASSES; i++) {
        text.append("Tree=").append(i).append("\nnum_leaves=1\nnum_cat=0\nleaf_value=8\n\n");
      }
      return text.append("end of trees\n").toString();
    }

    private static long residentBytes() throws IOException {
      return Long.parseLong(Files.readString(PAGES).split(" ")[1]) * PAGE_BYTES;
    }
  }

  @Test
  @Timeout(120)
  void close_manyBoosters_givesTheMemoryBack() throws Exception {
    assumeThat(PAGES).as("only Linux counts them there").exists();
    // A heap that is there from the start and no compiler: what grows is the library's.
    try (OtherProcess process =
        OtherProcess.start(
            Cycles.class,
            "-Xint",
            "-Xms64m",
            "-Xmx64m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC")) {
      List<String> lines = process.lines();
      assertThat(lines).hasSize(1);
      assertThat(Long.parseLong(lines.get(0))).isLessThan(BOUND);
    }
  }
}
