package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.Priority;
import io.tickcast.journal.SegmentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCommandsTest {
  private static final int RECORDS = 5;
  private static final long MEBIBYTE = 1L << 20;

  @TempDir private Path folder;
  private String journal = "";

  @BeforeEach
  void write() {
    Path path = folder.resolve("journal");
    journal = path.toString();
    JournalConfig config = new JournalConfig(path, MEBIBYTE, 8 * MEBIBYTE, 1 << 17, 1 << 16, 0);
    try (SegmentLog log = SegmentLog.open(config)) {
      for (int i = 0; i < RECORDS; i++) {
        log.append(1 + i % 2, new byte[1_000], 0, 1_000, Priority.NORMAL);
      }
      log.force();
    }
  }

  /** Turns a bit over in the middle of the records. */
  private void damage() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(journal))) {
      Path segment =
          files
              .filter(file -> file.toFile().length() == MEBIBYTE)
              .sorted()
              .findFirst()
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(segment);
      int at = bytes.length;
      while (bytes[at - 1] == 0) {
        at--;
      }
      // Somewhere inside the records before the last one.
      bytes[at - 1_500] ^= 1;
      Files.write(segment, bytes);
    }
  }

  @Test
  void inspect_journal_saysWhatIsInIt() throws IOException {
    assertThat(Cli.run("journal", "inspect", journal).succeeded().out())
        .contains("whole", "1 to 5", "3 of decision", "2 of fill");
    String json = Cli.run("journal", "inspect", "--json", journal).succeeded().out();
    JsonNode object = new ObjectMapper().readTree(json);
    assertThat(object.get("records").get("decision").intValue()).isEqualTo(3);
    assertThat(object.get("last_sequence").intValue()).isEqualTo(RECORDS);
  }

  @Test
  void verify_wholeJournal_saysSo() {
    assertThat(Cli.run("journal", "verify", journal).succeeded().out())
        .contains("records 1 to 5 are whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "verify", "repair", "dead-letters"})
  void command_folderThatIsNotThere_isNamed(String command) {
    String gone = folder.resolve("gone").toString();
    Cli.run("journal", command, gone)
        .failed(1, "expected the folder of a journal, found nothing at '" + gone + "'");
    assertThat(Path.of(gone)).doesNotExist();
  }

  @Test
  void repair_folderOfSomethingElse_isRefusedAndLeftAlone() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Cli.run("journal", "repair", other.toString()).failed(1, "expected a journal in ");
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void repair_damagedJournal_keepsWhatIsBeforeAndSaysWhatWent() throws IOException {
    damage();
    Cli.run("journal", "verify", journal).failed(1, "at offset", "tickcast journal repair");
    assertThat(Cli.run("journal", "repair", journal).succeeded().out())
        .contains("damage", "kept     records up to", "aside");
    assertThat(Cli.run("journal", "verify", journal).succeeded().out()).contains("are whole");
    assertThat(Cli.run("journal", "repair", journal).succeeded().out())
        .contains("nothing to repair");
  }
}
