package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk: locks, other processes, interrupts, folders that can not be used. */
class DiskTest {
  @TempDir Path temporary;

  private JournalConfig config() {
    return new JournalConfig(folder(), 1 << 16, 1 << 26, 20_000, 4_000, 0);
  }

  private Path folder() {
    return temporary.resolve("data/journal");
  }

  private static void assertUnavailable(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE))
        .hasMessageContaining(message);
  }

  private Process process() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Appending.class.getName(),
            folder().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void open_newFolder_makesItWithItsFiles() throws IOException {
    try (SegmentLog log = SegmentLog.open(config())) {
      assertThat(log.recovery().created()).isTrue();
    }
    try (Stream<Path> files = Files.list(folder())) {
      Set<String> names = files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
      assertThat(new TreeSet<>(names))
          .containsExactly(
              "durable.mark",
              "journal.id",
              "journal.lock",
              "segment-000000000001.log",
              "segment-000000000002.log");
    }
    assertThat(Files.size(folder().resolve("segment-000000000002.log"))).isEqualTo(1 << 16);
  }

  @Test
  void open_newFolders_haveIdsOfTheirOwn() {
    try (SegmentLog one = SegmentLog.open(config());
        SegmentLog other = SegmentLog.open(JournalConfig.of(temporary.resolve("other")))) {
      assertThat(one.id()).isNotEqualTo(other.id());
      assertThat(JournalInspection.of(folder()).id()).hasValue(one.id());
    }
    try (SegmentLog again = SegmentLog.open(config())) {
      assertThat(JournalRepair.run(temporary.resolve("other")).damages()).isEmpty();
      assertThat(JournalInspection.of(folder()).id()).hasValue(again.id());
    }
  }

  @Test
  void open_twiceInOneProcess_isRefused() {
    try (SegmentLog log = SegmentLog.open(config())) {
      assertUnavailable(() -> SegmentLog.open(config()), "in use");
      assertThat(Records.append(log, 10, Priority.NORMAL)).isEqualTo(1);
    }
    SegmentLog.open(config()).close();
  }

  @Test
  void open_otherProcessEndedAtOnce_hasAllThatItSaid() throws Exception {
    Process process = process();
    long said;
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (int i = 1; i <= 400; i++) {
        assertThat(lines.readLine()).isEqualTo(Integer.toString(i));
      }
      assertUnavailable(() -> SegmentLog.open(config()), "in use");
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      // The last line may be cut short.
      said = 400 + lines.lines().filter(line -> line.length() >= 3).count() - 1;
    }
    process.waitFor();
    try (SegmentLog log = SegmentLog.open(config())) {
      assertThat(log.recovery().lastSequence()).isGreaterThanOrEqualTo(said);
      assertThat(Records.sequences(log, ReadLimit.DURABLE))
          .hasSize((int) log.recovery().lastSequence());
    }
  }

  @Test
  void append_interruptedThread_endsTheLogAndLosesNothingThatWasAcknowledged() {
    SegmentLog log = SegmentLog.open(config());
    Records.appendThrough(log, 5, 100);
    Thread.currentThread().interrupt();
    assertUnavailable(() -> Records.append(log, 100, Priority.NORMAL), "ClosedByInterrupt");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(log.intake()).isEqualTo(Intake.STOPPED);
    assertUnavailable(() -> Records.append(log, 100, Priority.NORMAL), "ClosedByInterrupt");
    log.close();
    try (SegmentLog again = SegmentLog.open(config())) {
      assertThat(Records.sequences(again, ReadLimit.DURABLE)).startsWith(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void read_interruptedThread_endsTheReaderAndNotTheLog() {
    try (SegmentLog log = SegmentLog.open(config())) {
      Records.appendThrough(log, 5, 100);
      LogReader reader = log.read(1, ReadLimit.WRITTEN);
      Thread.currentThread().interrupt();
      assertUnavailable(reader::next, "ClosedByInterrupt");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(Records.append(log, 100, Priority.NORMAL)).isEqualTo(6);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).hasSize(6);
      reader.close();
    }
  }

  @Test
  void await_interruptedThread_returnsAndStaysInterrupted() {
    try (SegmentLog log = SegmentLog.open(config())) {
      Thread.currentThread().interrupt();
      boolean durable = log.awaitDurable(1, 60_000);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(durable).isFalse();
    }
  }

  @Test
  void open_placeOfAFile_isRefusedByName() throws IOException {
    Files.writeString(temporary.resolve("data"), "a file");
    assertUnavailable(() -> SegmentLog.open(config()), folder().toString());
  }

  @Test
  void open_newJournalAmongOtherFiles_isRefusedByName() throws IOException {
    Files.createDirectories(folder().resolve("a folder"));
    Files.writeString(folder().resolve(".hidden"), "");
    SegmentLog.open(config()).close();
    Path other = temporary.resolve("other");
    Files.createDirectories(other);
    Files.writeString(other.resolve("accounts.csv"), "1,2");
    assertUnavailable(
        () -> SegmentLog.open(JournalConfig.of(other)),
        "expected a folder of its own for a new journal, found 1 files of something else in "
            + other
            + ", such as 'accounts.csv'");
    assertThat(other.toFile().list()).containsExactlyInAnyOrder("accounts.csv", "journal.lock");
  }

  @Test
  void open_oldJournalWithAFileOfSomebody_goesOn() throws IOException {
    SegmentLog.open(config()).close();
    Files.writeString(folder().resolve("notes.txt"), "copied here on Monday");
    SegmentLog.open(config()).close();
    assertThat(folder().resolve("notes.txt")).hasContent("copied here on Monday");
  }

  @Test
  void write_fullDevice_isTold() throws IOException {
    IOException full = new IOException("No space left on device");
    assertThat(DiskFile.typed(full)).isInstanceOf(NoSpaceException.class).hasCause(full);
    IOException quota = new IOException("Disk quota exceeded");
    assertThat(DiskFile.typed(quota)).isInstanceOf(NoSpaceException.class);
    IOException other = new IOException((String) null);
    assertThat(DiskFile.typed(other)).isSameAs(other);
    assertThat(DiskFiles.in(temporary).usableSpace()).isPositive();
  }
}
