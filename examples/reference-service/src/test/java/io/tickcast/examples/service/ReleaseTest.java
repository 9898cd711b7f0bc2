package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a release, in a folder as {@code ./tickcast dist} packs it. */
class ReleaseTest {
  @TempDir private static Path folder;
  private static Path launcher = Path.of("");
  private final Shell shell = new Shell(folder);

  @BeforeAll
  static void unpack() throws IOException {
    Path release = folder.resolve("a release with blanks");
    Path lib = Files.createDirectories(release.resolve("lib"));
    Files.createDirectories(release.resolve("bin"));
    launcher = Files.copy(Shell.script(), release.resolve("bin").resolve("tickcast"));
    classPath(lib.resolve("all.jar"));
  }

  /** A jar that names everything of this class path but the tests. */
  private static void classPath(Path jar) throws IOException {
    String all =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(part -> !part.endsWith("test-classes"))
            .map(part -> part.toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, all);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out, manifest)) {
      packed.finish();
    }
  }

  @Test
  void launcher_throughALinkFromAnotherFolder_runsTheDemo() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), launcher);
    Cli.Result result = shell.run(Map.of(), link, "demo", "--once", "--json").succeeded();
    assertThat(new ObjectMapper().readTree(result.out()).get("bars").intValue()).isEqualTo(6_262);
  }

  @Test
  void launcher_withOptionsOfTheJvm_passesThemOnInSilence() throws Exception {
    Map<String, String> options =
        Map.of("TICKCAST_JAVA_OPTS", "-Da=b  -Dc=d", "JAVA_TOOL_OPTIONS", "-De=f");
    assertThat(shell.run(options, launcher, "--version").succeeded().out()).startsWith("tickcast ");
  }

  @Test
  void launcher_failure_givesOnTheExitCodeAndTheErrorLine() throws Exception {
    shell.run(Map.of(), launcher, "demo", "--bogus").failed(2, "--bogus");
    shell.run(Map.of(), launcher, "model", "inspect", "gone").failed(1, "gone");
  }

  @Test
  void launcher_toldToTerminate_endsTheProgramClean() throws Exception {
    try (Shell.Running demo =
        shell.start(Map.of(), launcher, "demo", "--speed", "20", "--http", "0")) {
      await().atMost(Duration.ofSeconds(60)).until(() -> demo.printed("2017-07-05"));
      demo.process().destroy();
      Cli.Result result = demo.ended().succeeded();
      assertThat(result.out()).contains(" bars: ");
    }
  }

  @Test
  void launcher_askedForWhatNeedsTheSources_saysSo() throws Exception {
    shell.run(Map.of(), launcher, "test").failed(1, "expected a source checkout for 'test'");
    shell.run(Map.of(), launcher, "dist").failed(1, "expected a source checkout for 'dist'");
  }
}
