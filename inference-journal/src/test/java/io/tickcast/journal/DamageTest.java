package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Damage is refused or was never durable; no record is taken for another, none is invented. */
class DamageTest {
  private static final int LENGTH = 1_800;
  private static final int RECORDS = 15;
  private static final String FIRST = FileNames.segment(1);
  private static final String SECOND = FileNames.segment(2);

  /** Three segments and an empty one, a cursor, closed. */
  private static LossyFiles closed() {
    LossyFiles files = new LossyFiles(4_096);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      Records.appendThrough(log, RECORDS, LENGTH);
      log.force();
      log.cursor("kafka", 1).advanceTo(9);
      log.maintain();
    }
    return files;
  }

  /** The same after the end of the process: nothing says how far the last records were durable. */
  private static LossyFiles crashed() {
    LossyFiles files = new LossyFiles(4_096);
    SegmentLog log = SegmentLog.open(Life.SMALL, files);
    Records.appendThrough(log, RECORDS - 3, LENGTH);
    log.force();
    Records.appendThrough(log, RECORDS, LENGTH);
    files.endOfProcess();
    return files;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** What is read from a damaged log; null when it is refused. */
  private static List<Long> opened(LossyFiles files) {
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      return Records.sequences(log, ReadLimit.DURABLE);
    } catch (InferenceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA);
      return null;
    }
  }

  private static LossyFiles flipped(LossyFiles files, String name, int position) {
    LossyFiles damaged = files.copy();
    byte[] bytes = files.bytes(name);
    bytes[position] ^= (byte) (1 << position % 8);
    damaged.replace(name, bytes);
    return damaged;
  }

  @Test
  void open_anyByteOfAClosedLogFlipped_isRefusedOrLosesNothing() {
    LossyFiles files = closed();
    int refused = 0;
    int whole = 0;
    for (String name : filesOf(files)) {
      for (int i = 0; i < files.bytes(name).length; i++) {
        files.flip(name, i, 1 << i % 8);
        JournalInspection found = JournalInspection.of(files);
        boolean damaged = found.verdict() == JournalInspection.Verdict.DAMAGED;
        assertThat(damaged || found.lastSequence() == RECORDS).as("%s at %d", name, i).isTrue();
        if (i % 97 == 0) {
          assertThat(opened(files.copy())).isEqualTo(damaged ? null : upTo(RECORDS));
        }
        files.flip(name, i, 1 << i % 8);
        refused += damaged ? 1 : 0;
        whole += damaged ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(40_000);
    assertThat(whole).isGreaterThan(30_000);
  }

  private static List<String> filesOf(LossyFiles files) {
    return List.of(
        FIRST,
        SECOND,
        FileNames.segment(3),
        FileNames.segment(4),
        FileNames.IDENTITY,
        FileNames.MARK,
        FileNames.cursor("kafka"));
  }

  @Test
  void open_anyByteOfARecordFlippedAfterACrash_isRefusedOrTornWhereNothingWasDurable() {
    LossyFiles files = crashed();
    for (int i = 0; i < 1 << 14; i += 11) {
      List<Long> found = opened(flipped(files, FIRST, i));
      boolean unused = i > Block.BYTES + 6 * RecordFormat.size(LENGTH);
      assertThat(found).as("at %d", i).isEqualTo(unused ? upTo(RECORDS) : null);
      found = opened(flipped(files, FileNames.segment(3), i));
      boolean header = i < Block.BYTES;
      assertThat(found)
          .as("at %d", i)
          .satisfiesAnyOf(
              f -> assertThat(header).isTrue(), f -> assertThat(f).isEqualTo(upTo(f.size())));
    }
  }

  @Test
  void open_truncatedAnywhere_isRefusedOrLosesNothing() {
    LossyFiles files = closed();
    for (int i = 0; i < 1 << 14; i += 5) {
      LossyFiles damaged = files.copy();
      damaged.replace(FileNames.segment(3), Arrays.copyOf(files.bytes(FileNames.segment(3)), i));
      boolean whole = i >= Block.BYTES + 3 * RecordFormat.size(LENGTH);
      assertThat(opened(damaged)).as("at %d", i).isEqualTo(whole ? upTo(RECORDS) : null);
    }
  }

  @Test
  void open_truncatedAnywhereAfterACrash_keepsWhatWasDurable() {
    LossyFiles files = crashed();
    for (int i = Block.BYTES; i < 1 << 14; i += 5) {
      LossyFiles damaged = files.copy();
      damaged.replace(FileNames.segment(3), Arrays.copyOf(files.bytes(FileNames.segment(3)), i));
      int whole = Math.min(3, (i - Block.BYTES) / RecordFormat.size(LENGTH));
      assertThat(opened(damaged)).as("at %d", i).isEqualTo(upTo(12 + whole));
    }
  }

  @Test
  void open_anyFileMissing_isRefusedUnlessItIsASpareOrACursor() {
    LossyFiles files = closed();
    for (String name : filesOf(files)) {
      LossyFiles damaged = files.copy();
      damaged.lose(name);
      boolean harmless =
          name.equals(FileNames.segment(4)) || name.equals(FileNames.cursor("kafka"));
      assertThat(opened(damaged)).as(name).isEqualTo(harmless ? upTo(RECORDS) : null);
    }
  }

  @Test
  void open_segmentsOfAnotherJournalOrPlace_areRefused() {
    LossyFiles files = closed();
    LossyFiles moved = files.copy();
    moved.replace(SECOND, files.bytes(FIRST));
    assertThat(opened(moved)).isNull();
    LossyFiles other = new LossyFiles(4_096);
    other.newId();
    try (SegmentLog log = SegmentLog.open(Life.SMALL, other)) {
      Records.appendThrough(log, RECORDS, LENGTH);
    }
    LossyFiles mixed = files.copy();
    mixed.replace(SECOND, other.bytes(SECOND));
    assertThat(opened(mixed)).isNull();
  }

  @Test
  void open_recordsOfAnotherPlaceBehindTheEnd_areNotTakenForSuccessors() {
    LossyFiles files = crashed();
    String third = FileNames.segment(3);
    byte[] bytes = files.bytes(third);
    int size = RecordFormat.size(LENGTH);
    System.arraycopy(files.bytes(SECOND), Block.BYTES, bytes, Block.BYTES + 3 * size, size);
    files.replace(third, bytes);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(log.recovery().lastSequence()).isEqualTo(RECORDS);
      assertThat(log.recovery().truncation())
          .hasValueSatisfying(t -> assertThat(t.bytes()).isGreaterThan(LENGTH));
      assertThat(Records.sequences(log, ReadLimit.DURABLE)).isEqualTo(upTo(RECORDS));
    }
  }

  @Test
  void open_oldRecordsBehindARewrittenOne_doNotComeBack() {
    LossyFiles files = crashed();
    String third = FileNames.segment(3);
    byte[] before = files.bytes(third);
    byte[] torn = before.clone();
    torn[Block.BYTES + 40] ^= 1;
    files.replace(third, torn);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(log.recovery().lastSequence()).isEqualTo(12);
      assertThat(log.recovery().truncation().orElseThrow().wholeRecords()).isEqualTo(2);
      Records.appendThrough(log, 13, LENGTH);
      log.force();
    }
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(log.recovery().lastSequence()).isEqualTo(13);
    }
  }

  @Test
  void open_recordOfAnotherHistoryBehindTheEnd_isNotTakenForASuccessor() {
    LossyFiles files = crashed();
    String third = FileNames.segment(3);
    byte[] before = files.bytes(third);
    byte[] torn = before.clone();
    torn[Block.BYTES + 40] ^= 1;
    files.replace(third, torn);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      log.append(99, new byte[LENGTH], 0, LENGTH, Priority.NORMAL);
    }
    int second = Block.BYTES + RecordFormat.size(LENGTH);
    byte[] mixed = files.bytes(third);
    System.arraycopy(before, second, mixed, second, mixed.length - second);
    files.replace(third, mixed);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(log.recovery().lastSequence()).isEqualTo(13);
      assertThat(log.recovery().truncation().orElseThrow().wholeRecords()).isEqualTo(2);
    }
  }

  @Test
  void open_recordThatACursorHasPassedDamaged_isRefused() {
    LossyFiles files = new LossyFiles(4_096);
    SegmentLog log = SegmentLog.open(Life.SMALL, files);
    LogCursor cursor = log.cursor("kafka", 1);
    Records.appendThrough(log, 3, LENGTH);
    log.force();
    cursor.advanceTo(4);
    cursor.persist();
    files.endOfProcess();
    LossyFiles damaged = flipped(files, FIRST, Block.BYTES + 2 * RecordFormat.size(LENGTH) + 99);
    assertThat(opened(damaged)).isNull();
    damaged.lose(FileNames.cursor("kafka"));
    assertThat(opened(damaged)).isEqualTo(upTo(2));
  }

  @Test
  void open_corruptMiddle_namesThePlaceAndTheRepair() {
    LossyFiles files = flipped(closed(), FIRST, Block.BYTES + 2 * RecordFormat.size(LENGTH) + 50);
    assertThatThrownBy(() -> SegmentLog.open(Life.SMALL, files))
        .hasMessageContaining("record 3")
        .hasMessageContaining(FIRST + " at offset " + (Block.BYTES + 2 * RecordFormat.size(LENGTH)))
        .hasMessageContaining("tickcast journal repair");
  }

  @Test
  void open_newerVersion_isRefusedAndNotRepaired() {
    LossyFiles files = closed();
    byte[] bytes = files.bytes(SECOND);
    byte[] header = Block.encode(Block.VERSION + 1, Block.Kind.SEGMENT, 1, 2, 3, 4).array();
    System.arraycopy(header, 0, bytes, 0, Block.BYTES);
    files.replace(SECOND, bytes);
    assertThatThrownBy(() -> SegmentLog.open(Life.SMALL, files))
        .hasMessageContaining("expected journal format 1")
        .hasMessageContaining("found 2");
    assertThatThrownBy(() -> JournalRepair.run(files)).hasMessageContaining("found 2");
    assertThat(files.bytes(SECOND)).isEqualTo(bytes);
  }

  @Test
  void read_recordDamagedWhileOpen_isRefusedWithItsPlace() {
    LossyFiles files = new LossyFiles(4_096);
    SegmentLog log = SegmentLog.open(Life.SMALL, files);
    Records.appendThrough(log, RECORDS, LENGTH);
    byte[] bytes = files.bytes(FIRST);
    bytes[Block.BYTES + RecordFormat.size(LENGTH) + 100] ^= 4;
    files.replace(FIRST, bytes);
    try (LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      assertThat(reader.next()).isTrue();
      assertThatThrownBy(reader::next)
          .isInstanceOfSatisfying(
              InferenceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_DATA))
          .hasMessageContaining("record 2");
    }
  }
}
