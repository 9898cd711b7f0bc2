package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.examples.service.Diagnosis.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the limits between well, worse and wrong are. */
class VerdictsTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "0, 1, OK, the server is 0.0 ms ahead of this machine",
    "99, 0, OK, the server is 99.0 ms ahead of this machine",
    "100, 0, WARN, expected less than 100 ms between the clocks",
    "-100, 0, WARN, the server is 100.0 ms behind this machine",
    "150, 60, OK, give or take 60.0 ms",
    "999, 0, WARN, the refusal of bars from the future",
    "1000, 0, FAIL, expected less than 1000 ms between the clocks",
    "-1500, 400, FAIL, the server is 1500.0 ms behind this machine",
    "-1500, 600, WARN, the server is 1500.0 ms behind this machine"
  })
  void clock_difference_countsAsFarAsItIsSure(
      long ahead, long accuracy, Verdict verdict, String part) {
    Diagnosis found =
        ClockVerdict.of("sink 'a'", Duration.ofMillis(ahead), Duration.ofMillis(accuracy));
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.check()).isEqualTo("clock against sink 'a'");
    assertThat(found.finding()).contains(part);
    assertThat(found.advice().isEmpty()).isEqualTo(verdict == Verdict.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, OK, 'folder, 1.0 GiB free'",
    "1023, WARN, 'expected at least 1.0 GiB, found: folder, 1023.0 MiB free'",
    "100, WARN, 'expected at least 1.0 GiB, found: folder, 100.0 MiB free'",
    "99, FAIL, 'expected at least 100.0 MiB, found: folder, 99.0 MiB free'",
    "0, FAIL, 'expected at least 100.0 MiB, found: folder, 0 bytes free'"
  })
  void disk_room_isJudged(long mebibytes, Verdict verdict, String finding) {
    Diagnosis found = DiskCheck.room("folder", mebibytes * MIB);
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.finding()).isEqualTo(finding);
  }

  @Test
  void disk_folderThatIsThere_isWrittenToAndLeftAsItWas() throws IOException {
    assertThat(DiskCheck.run(folder).finding())
        .contains("'" + folder + "' is there, writable, ")
        .endsWith(" free");
    assertThat(DiskCheck.run(folder.resolve("a/b")).finding()).contains("b' can be made, writable");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void disk_fileInTheWay_fails() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "");
    for (Path data : new Path[] {file, file.resolve("below")}) {
      Diagnosis found = DiskCheck.run(data);
      assertThat(found.verdict()).isEqualTo(Verdict.FAIL);
      assertThat(found.finding())
          .startsWith("expected a folder for data at '" + data + "', found ")
          .endsWith("file at '" + file + "'");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "256, 1024, OK, 'Java 17, heap of up to 256.0 MiB, up to 1024 open files'",
    "255, 4096, WARN, expected a heap of at least 256.0 MiB",
    "512, 1023, WARN, expected a limit of at least 1024 open files"
  })
  void java_limits_areJudged(long heap, long files, Verdict verdict, String part) {
    Diagnosis found = JvmCheck.judged("Java 17", heap * MIB, OptionalLong.of(files));
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.finding()).contains(part);
  }

  @Test
  void java_ofThisProcess_isTold() {
    assertThat(JvmCheck.run().finding()).contains("Java " + Runtime.version(), ", heap of up to ");
    assertThat(JvmCheck.judged("Java 17", 512 * MIB, OptionalLong.empty()).finding())
        .isEqualTo("Java 17, heap of up to 512.0 MiB");
  }
}
