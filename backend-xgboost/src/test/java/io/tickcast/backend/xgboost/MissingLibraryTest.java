package io.tickcast.backend.xgboost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine on which the native library does not load, in a process of its own. */
class MissingLibraryTest {
  private static final String MARK = "refused ";

  /** Loads a model twice and prints what came of it. */
  static final class Loader {
    private Loader() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          new XgboostNativeModelProvider()
              .load(Golden.model("rank-map-3.2.0.ubj"), Golden.context())
              .close();
          System.out.println("loaded");
        } catch (InferenceException e) {
          System.out.println(MARK + e.code() + " " + e.getMessage());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Djava.io.tmpdir=no/such/folder",
        "-Dxgboostruntime.native.xgboost4j=/no/such/library.so",
        "-Dxgboostruntime.native.xgboost4j=/META-INF/MANIFEST.MF"
      })
  @Timeout(120)
  void load_withoutTheLibrary_saysWhatItNeeds(String option) throws Exception {
    List<String> refusals = linesOf(option).stream().filter(l -> l.startsWith(MARK)).toList();
    assertThat(refusals).hasSize(2);
    assertThat(refusals)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "RESOURCE_UNAVAILABLE", "xgboost4j", "glibc", "libgomp", "engine=java")
                    .hasSizeLessThan(MARK.length() + 450));
  }

  @Test
  @Timeout(120)
  void load_withTheLibrary_works() throws Exception {
    assertThat(linesOf("-Dunused=1")).containsExactly("loaded", "loaded");
  }

  private static List<String> linesOf(String option) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(java.toString(), option, "-cp", classes, Loader.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      byte[] said = process.getInputStream().readAllBytes();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new String(said, StandardCharsets.UTF_8).lines().toList();
    } finally {
      process.destroy();
    }
  }
}
