package io.tickcast.examples.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.LogCursor;
import io.tickcast.journal.Priority;
import io.tickcast.journal.SegmentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies where the service wants to begin does not do: one line says so, and nothing starts. */
class BadStartTest {
  private static final String SEGMENT = "segment-000000000001.log";
  private static final long MEBIBYTE = 1L << 20;
  private static final int BLOCK = 4_096;
  private static final int VERSION_AT = 12;

  @TempDir private Path folder;
  private Path models = Path.of("");
  private Path journal = Path.of("");

  @BeforeEach
  void copyModel() throws IOException {
    models = Files.createDirectory(folder.resolve("models"));
    DemoFiles.model(models);
    journal = folder.resolve("data").resolve("journal");
  }

  private Cli.Result serve() {
    String[] args = {
      "serve",
      "--http",
      "0",
      "--without-archive",
      "--nats",
      "nats://127.0.0.1:1",
      "--models",
      models.toString(),
      "--data",
      folder.resolve("data").toString()
    };
    return Cli.run(args);
  }

  private static SegmentLog open(Path where) {
    return SegmentLog.open(new JournalConfig(where, MEBIBYTE, 8 * MEBIBYTE, 1 << 17, 1 << 16, 0));
  }

  /** A journal of some records, whose cursor has passed them all. */
  private static void write(Path where, int records) {
    try (SegmentLog log = open(where)) {
      for (int i = 0; i < records; i++) {
        log.append(1, new byte[1_000], 0, 1_000, Priority.NORMAL);
      }
      log.force();
      LogCursor cursor = log.cursor("sink-kafka", 1);
      cursor.advanceTo(records + 1L);
      cursor.persist();
    }
  }

  @Test
  void serve_journalInUse_isRefused() {
    try (SegmentLog other = open(journal)) {
      assertThat(other.failure()).isEmpty();
      serve().failed(1, "expected the journal in " + journal + " to be free, found that it is in");
    }
  }

  @Test
  void serve_fileInPlaceOfTheFolder_isRefused() throws IOException {
    Files.createDirectories(journal.getParent());
    Files.writeString(journal, "a file");
    serve().failed(1, "expected a journal in " + journal + " that can be opened, found");
  }

  @Test
  void serve_filesOfSomethingElse_areRefused() throws IOException {
    Files.createDirectories(journal);
    Files.writeString(journal.resolve("accounts.csv"), "1,2");
    serve()
        .failed(1, "expected a folder of its own for a new journal, found 1 files", journal + "");
  }

  @Test
  void serve_segmentOfAnotherJournal_isRefused() throws IOException {
    write(journal, 5);
    Path other = folder.resolve("other");
    write(other, 5);
    Files.write(journal.resolve(SEGMENT), Files.readAllBytes(other.resolve(SEGMENT)));
    serve().failed(1, SEGMENT, "expected a header of this journal, found segment 1 of journal");
  }

  @Test
  void serve_journalOfANewerVersion_isRefused() throws IOException {
    write(journal, 5);
    byte[] bytes = Files.readAllBytes(journal.resolve(SEGMENT));
    ByteBuffer.wrap(bytes).putInt(VERSION_AT, 2);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, BLOCK - Integer.BYTES);
    ByteBuffer.wrap(bytes).putInt(BLOCK - Integer.BYTES, (int) checksum.getValue());
    Files.write(journal.resolve(SEGMENT), bytes);
    serve().failed(1, "expected journal format 1 in " + SEGMENT + ", found 2: use the version of");
  }

  @Test
  void serve_cursorBeyondTheLog_isRefused() throws IOException {
    write(journal, 5);
    Path longer = folder.resolve("longer");
    write(longer, 9);
    String cursor = "cursor-sink-kafka.pos";
    Files.write(journal.resolve(cursor), Files.readAllBytes(longer.resolve(cursor)));
    serve()
        .failed(
            1,
            "expected record 6, because cursor 'sink-kafka' has passed record 9, found none that",
            "tickcast journal repair");
  }

  @Test
  void serve_truncatedRecording_isRefusedByFrameAndOffset() throws IOException {
    Path whole = DemoFiles.recording(folder);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.rec.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Path config =
        Files.writeString(
            folder.resolve("tickcast.yaml"),
            "models: {folder: models}\nhttp: {port: 0}\n"
                + "sources: [{name: a, type: recording, file: cut.rec.gz}]\n"
                + "sinks: [{name: b, type: jsonl, file: b.jsonl}]\n");
    Cli.run("serve", "--config", config.toString())
        .failed(1, cut.toString(), "it is truncated", "frame ");
  }
}
