package io.tickcast.backend.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.api.InferenceException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the native library gets into a process, in processes of their own. */
@Timeout(120)
class NativeLibraryTest {
  private static final String MARK = "refused ";

  /** Loads models and prints what came of it. */
  static final class Loader {
    private Loader() {}

    public static void main(String[] arguments) {
      // Thresholds so large and so small that the library has something to say about them.
      for (String stem : List.of("lightgbm/extremes-4.6.0", "lightgbm/binary-2.3.1")) {
        try {
          new LightgbmNativeModelProvider().load(Golden.model(stem), Golden.context()).close();
          System.out.println("loaded");
        } catch (InferenceException e) {
          System.out.println(MARK + e.code() + " " + e.getMessage());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Djava.io.tmpdir=no/such/folder", "-Dos.arch=pdp11", "-Dos.name=Windows 95"})
  void load_withoutTheLibrary_saysWhatItNeeds(String option) throws Exception {
    try (OtherProcess process = OtherProcess.start(Loader.class, option)) {
      List<String> refusals = process.lines().stream().filter(l -> l.startsWith(MARK)).toList();
      assertThat(refusals).hasSize(2);
      assertThat(refusals)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .contains(
                          "RESOURCE_UNAVAILABLE", "lightgbm4j", "glibc", "libgomp", "engine=java")
                      .hasSizeLessThan(MARK.length() + 450));
    }
  }

  @Test
  void load_severalProcessesOfOneFolder_workAndLeaveNothingBehind(@TempDir Path folder)
      throws Exception {
    String option = "-Djava.io.tmpdir=" + folder;
    try (OtherProcess first = OtherProcess.start(Loader.class, option);
        OtherProcess second = OtherProcess.start(Loader.class, option);
        OtherProcess third = OtherProcess.start(Loader.class, option)) {
      for (OtherProcess process : List.of(first, second, third)) {
        // And nothing else: results may go to the standard output.
        assertThat(process.lines()).containsExactly("loaded", "loaded");
      }
    }
    assertThat(folder.toFile().list((parent, name) -> name.contains("light"))).isEmpty();
  }
}
