package io.tickcast.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tickcast.api.ComponentConfig;
import io.tickcast.api.Delivery;
import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.RecordKind;
import io.tickcast.api.SignalSink;
import io.tickcast.api.SinkBatch;
import io.tickcast.api.Timeframe;
import io.tickcast.tck.ListBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
  private static final Set<RecordKind> SIGNALS = Set.of(RecordKind.SIGNAL);

  @TempDir Path folder;
  private final List<String> refused = new ArrayList<>();

  @Test
  void write_batches_areAppendedAsLines() throws IOException {
    Path file = folder.resolve("new/folders/signals.jsonl");
    SignalSink sink = new JsonLinesSink(file, SIGNALS);
    assertThat(file).doesNotExist();
    sink.open();
    assertThat(write(sink, "{\"a\":1}", "{\"b\":2}")).isEqualTo(2);
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
    assertThat(write(sink, "{\"c\":\"ä\"}")).isEqualTo(1);
    assertThat(sink.detail()).isEqualTo(file + ", 27 bytes");
    sink.close();
    SignalSink next = new JsonLinesSink(file, SIGNALS);
    next.open();
    write(next, "{}");
    next.close();
    assertThat(file)
        .content(StandardCharsets.UTF_8)
        .isEqualTo("{\"a\":1}\n{\"b\":2}\n{\"c\":\"ä\"}\n{}\n");
    assertThat(sink.delivery()).isEqualTo(Delivery.ARCHIVE);
  }

  @Test
  void write_valueOfTwoLines_isRefusedAlone() throws IOException {
    Path file = folder.resolve("signals.jsonl");
    SignalSink sink = new JsonLinesSink(file, SIGNALS);
    sink.open();
    assertThat(write(sink, "{}", "{\n}", "{}")).isEqualTo(3);
    sink.close();
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("{}\n{}\n");
    assertThat(refused).containsExactly("1: expected a value of one line, found a line feed in it");
  }

  @Test
  void open_unfinishedLastLine_isCutOff() throws IOException {
    Path file = Files.writeString(folder.resolve("signals.jsonl"), "{\"a\":1}\n{\"b\":");
    SignalSink sink = new JsonLinesSink(file, SIGNALS);
    sink.open();
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}\n");
    write(sink, "{\"b\":2}");
    sink.close();
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
  }

  @Test
  void open_longUnfinishedLine_isCutOff() throws IOException {
    Path file = Files.writeString(folder.resolve("s.jsonl"), "{}\n{\"" + "x".repeat(200_000));
    SignalSink sink = new JsonLinesSink(file, SIGNALS);
    sink.open();
    sink.close();
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("{}\n");
    Files.writeString(file, "{\"" + "x".repeat(200_000));
    SignalSink other = new JsonLinesSink(file, SIGNALS);
    other.open();
    other.close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void open_fileOfSomethingElse_isRefusedAndLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "my notes");
    SignalSink sink = new JsonLinesSink(file, SIGNALS);
    assertUnavailable(
        sink::open,
        file + ": expected lines of JSON to append to, found a last line" + " of something else");
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("my notes");
    sink.close();
  }

  @Test
  void open_fileOfAnotherSink_isRefused() {
    Path file = folder.resolve("signals.jsonl");
    SignalSink first = new JsonLinesSink(file, SIGNALS);
    first.open();
    assertUnavailable(
        () -> new JsonLinesSink(file, SIGNALS).open(),
        file
            + ": expected to append lines to the file, found IOException: another sink of this"
            + " process writes to it");
    first.close();
    SignalSink second = new JsonLinesSink(file, SIGNALS);
    second.open();
    second.close();
  }

  @Test
  void open_folderInPlaceOfTheFile_isAResourceFault() {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> new JsonLinesSink(folder, SIGNALS).open())
        .withMessageStartingWith(folder + ": expected to append lines to the file, found ")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }

  @Test
  void write_diskFullInTheMiddle_leavesNoPartOfALine() {
    FullDisk disk = new FullDisk();
    SignalSink sink = new JsonLinesSink(Path.of("signals.jsonl"), SIGNALS, path -> disk);
    sink.open();
    write(sink, "{\"a\":1}");
    disk.room = 5;
    assertUnavailable(
        () -> write(sink, "{\"b\":2}", "{\n}"),
        "signals.jsonl: expected to append lines to the file, found IOException: No space left on"
            + " device");
    assertThat(disk.text()).isEqualTo("{\"a\":1}\n");
    assertThat(refused).as("a batch that comes again").isEmpty();
    disk.room = Integer.MAX_VALUE;
    assertThat(write(sink, "{\"b\":2}")).isEqualTo(1);
    assertThat(disk.text()).isEqualTo("{\"a\":1}\n{\"b\":2}\n");
    assertThat(disk.forced).as("all of it on the disk").isEqualTo(disk.text());
    sink.close();
  }

  @Test
  void write_partThatCanNotBeCutOff_isCutOffByTheNextWrite() {
    FullDisk disk = new FullDisk();
    SignalSink sink = new JsonLinesSink(Path.of("signals.jsonl"), SIGNALS, path -> disk);
    sink.open();
    disk.room = 3;
    disk.truncates = false;
    assertUnavailable(() -> write(sink, "{\"a\":1}"), null);
    assertThat(disk.text()).isEqualTo("{\"a");
    disk.room = Integer.MAX_VALUE;
    assertUnavailable(() -> write(sink, "{\"a\":1}"), null);
    assertThat(disk.text()).isEqualTo("{\"a");
    disk.truncates = true;
    write(sink, "{\"a\":1}");
    assertThat(disk.text()).isEqualTo("{\"a\":1}\n");
  }

  @Test
  void write_notForced_isNotFinished() {
    FullDisk disk = new FullDisk();
    SignalSink sink = new JsonLinesSink(Path.of("signals.jsonl"), SIGNALS, path -> disk);
    sink.open();
    disk.forces = false;
    assertUnavailable(() -> write(sink, "{\"a\":1}"), null);
    assertThat(disk.text()).isEmpty();
    disk.forces = true;
    assertThat(write(sink, "{\"a\":1}")).isEqualTo(1);
    assertThat(disk.forced).isEqualTo("{\"a\":1}\n");
  }

  @Test
  void write_byAnInterruptedThread_works() throws IOException {
    Path file = folder.resolve("signals.jsonl");
    SignalSink sink = new JsonLinesSink(file, SIGNALS);
    sink.open();
    Thread.currentThread().interrupt();
    write(sink, "{}");
    assertThat(Thread.interrupted()).isTrue();
    write(sink, "{}");
    sink.close();
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("{}\n{}\n");
  }

  @Test
  void create_kinds_areReadFromTheSettings() {
    assertThat(kinds(Map.of("file", "x")))
        .containsExactlyInAnyOrder(RecordKind.SIGNAL, RecordKind.PREDICTION);
    assertThat(kinds(Map.of("file", "x", "kinds", "signal, ALERT")))
        .containsExactlyInAnyOrder(RecordKind.SIGNAL, RecordKind.ALERT);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> kinds(Map.of("file", "x", "kinds", "SIGNALS")))
        .withMessage(
            "sink 'archive': kinds: expected a list of SIGNAL, PREDICTION, DELIVERY, OUTCOME, SWAP,"
                + " ALERT, found 'SIGNALS' (did you mean 'SIGNAL'?)");
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> kinds(Map.of("file", "x", "kinds", "")));
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> kinds(Map.of()))
        .withMessage("sink 'archive': expected setting 'file', found none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JsonLinesSink(folder.resolve("x"), Set.of()));
  }

  private static Set<RecordKind> kinds(Map<String, String> options) {
    return new JsonLinesSinkProvider()
        .create(new ComponentConfig("sink 'archive'", options, new ManualClock(0)))
        .kinds();
  }

  private int write(SignalSink sink, String... values) {
    return sink.write(
        batch(values), Duration.ZERO, (index, reason) -> refused.add(index + ": " + reason));
  }

  private static SinkBatch batch(String... values) {
    List<ListBatch.Record> records = new ArrayList<>();
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      records.add(
          new ListBatch.Record(
              RecordKind.SIGNAL, records.size(), "EURUSD", Timeframe.M5, 1, 2, bytes));
    }
    return ListBatch.of(records);
  }

  private static void assertUnavailable(Runnable call, String message) {
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE))
        .satisfies(e -> assertThat(e.getMessage()).contains(message == null ? "" : message));
  }

  /** A disk in memory that runs full, and does not always do what it is told. */
  private static final class FullDisk implements LineFile {
    private final StringBuilder content = new StringBuilder();
    private String forced = "";
    private int room = Integer.MAX_VALUE;
    private boolean truncates = true;
    private boolean forces = true;

    String text() {
      return content.toString();
    }

    @Override
    public long length() {
      return content.length();
    }

    @Override
    public void read(long from, byte[] to) {
      throw new UnsupportedOperationException("the tests begin with an empty disk");
    }

    @Override
    public void write(long at, byte[] bytes, int count) throws IOException {
      assertThat(at).as("where").isEqualTo(content.length());
      int written = Math.min(room, count);
      content.append(new String(bytes, 0, written, StandardCharsets.US_ASCII));
      if (written < count) {
        throw new IOException("No space left on device");
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      if (!truncates) {
        throw new IOException("truncate failed");
      }
      content.setLength((int) length);
    }

    @Override
    public void force() throws IOException {
      if (!forces) {
        throw new IOException("Input/output error");
      }
      forced = text();
    }

    @Override
    public void close() {}
  }
}
