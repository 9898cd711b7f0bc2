package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a log, and what a repair does to it. */
class ToolsTest {
  private static final int LENGTH = 1_800;
  private static final int SIZE = RecordFormat.size(LENGTH);
  private static final int RECORDS = 15;
  private static final String FIRST = FileNames.segment(1);
  private static final String SECOND = FileNames.segment(2);

  private static LossyFiles closed() {
    LossyFiles files = new LossyFiles(4_096);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      Records.appendThrough(log, 5, LENGTH);
      log.force();
      Records.appendThrough(log, RECORDS, LENGTH);
      log.force();
      log.cursor("kafka", 1).advanceTo(9);
      log.cursor("clickhouse", 1).advanceTo(3);
      log.maintain();
    }
    return files;
  }

  private static UUID id(LossyFiles files) {
    return JournalInspection.of(files).id().orElseThrow();
  }

  @Test
  void inspection_wholeLog_showsAllOfIt() {
    JournalInspection found = JournalInspection.of(closed());
    assertThat(found.verdict()).isEqualTo(JournalInspection.Verdict.WHOLE);
    assertThat(found.id()).isPresent();
    assertThat(found.firstSequence()).isEqualTo(1);
    assertThat(found.lastSequence()).isEqualTo(RECORDS);
    assertThat(found.provenDurable()).isEqualTo(RECORDS);
    assertThat(found.recordsByType()).hasSize(RECORDS).containsEntry(7, 1L);
    assertThat(found.cursors())
        .containsExactly(
            new JournalInspection.CursorSummary("clickhouse", 3, 13),
            new JournalInspection.CursorSummary("kafka", 9, 7));
    assertThat(found.segments())
        .containsExactly(
            new JournalInspection.SegmentSummary(FIRST, 1 << 14, 4_096 + 6 * SIZE, 6, 1, 6),
            new JournalInspection.SegmentSummary(SECOND, 1 << 14, 4_096 + 6 * SIZE, 6, 7, 12),
            new JournalInspection.SegmentSummary(
                FileNames.segment(3), 1 << 14, 4_096 + 3 * SIZE, 3, 13, 15),
            new JournalInspection.SegmentSummary(FileNames.segment(4), 1 << 14, 4_096, 0, 0, 0));
  }

  @Test
  void inspection_logInUse_worksAndChangesNothing() {
    LossyFiles files = new LossyFiles(4_096);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      Records.appendThrough(log, 3, LENGTH);
      int steps = files.steps();
      assertThat(JournalInspection.of(files).lastSequence()).isEqualTo(3);
      assertThat(JournalInspection.of(files).id()).hasValue(log.id());
      assertThat(files.steps()).isEqualTo(steps);
    }
  }

  @Test
  void inspection_tornEnd_isToldFromDamage() {
    LossyFiles files = new LossyFiles(4_096);
    SegmentLog log = SegmentLog.open(Life.SMALL, files);
    Records.appendThrough(log, 3, LENGTH);
    files.endOfProcess();
    byte[] bytes = files.bytes(FIRST);
    bytes[Block.BYTES + SIZE + 100] ^= 1;
    files.replace(FIRST, bytes);
    JournalInspection found = JournalInspection.of(files);
    assertThat(found.verdict()).isEqualTo(JournalInspection.Verdict.TORN_END);
    assertThat(found.lastSequence()).isEqualTo(1);
    assertThat(found.tornEnd())
        .hasValue(new Recovery.Truncation(FIRST, Block.BYTES + SIZE, end(bytes) - SIZE, 1));
  }

  private static long end(byte[] bytes) {
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    return end - Block.BYTES;
  }

  @Test
  void inspection_noLog_isNotFound(@TempDir Path folder) {
    assertThatThrownBy(() -> JournalInspection.of(folder))
        .isInstanceOfSatisfying(
            InferenceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> JournalInspection.of(folder.resolve("none")))
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE));
  }

  @Test
  void repair_wholeLog_doesNothing() {
    LossyFiles files = closed();
    int steps = files.steps();
    JournalRepair repair = JournalRepair.run(files);
    assertThat(repair).isEqualTo(new JournalRepair(List.of(), 1, RECORDS, 0, List.of()));
    assertThat(files.steps()).isEqualTo(steps);
  }

  @Test
  void repair_corruptMiddle_cutsThereAndKeepsTheRestAside() {
    LossyFiles files = closed();
    final UUID before = id(files);
    byte[] damaged = files.bytes(FIRST);
    damaged[Block.BYTES + 4 * SIZE + 99] ^= 1;
    files.replace(FIRST, damaged);
    byte[] second = files.bytes(SECOND);
    assertThat(JournalInspection.of(files).verdict()).isEqualTo(JournalInspection.Verdict.DAMAGED);

    JournalRepair repair = JournalRepair.run(files);

    assertThat(repair.damages()).hasSize(1);
    assertThat(repair.damages().get(0).file()).isEqualTo(FIRST);
    assertThat(repair.damages().get(0).offset()).isEqualTo(Block.BYTES + 4 * SIZE);
    assertThat(repair.keptThrough()).isEqualTo(4);
    assertThat(repair.removedRecords()).isEqualTo(11);
    assertThat(repair.asideFiles()).hasSize(3);
    String aside = repair.asideFiles().get(2);
    assertThat(files.bytes(aside))
        .isEqualTo(Arrays.copyOfRange(damaged, 4_096 + 4 * SIZE, 4_096 + 6 * SIZE));
    assertThat(files.bytes(repair.asideFiles().get(1))).isEqualTo(second);
    assertThat(JournalRepair.run(files).damages()).isEmpty();
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(Records.sequences(log, ReadLimit.DURABLE)).containsExactly(1L, 2L, 3L, 4L);
      assertThat(log.id()).isNotEqualTo(before);
      assertThat(log.cursor("kafka", 1).next()).isEqualTo(5);
      assertThat(log.cursor("clickhouse", 1).next()).isEqualTo(3);
      assertThat(Records.appendThrough(log, 9, LENGTH)).isEqualTo(9);
    }
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(log.recovery().lastSequence()).isEqualTo(9);
    }
  }

  @Test
  void repair_anyFileMissingOrUnreadable_leavesALogThatOpens() throws IOException {
    LossyFiles whole = closed();
    for (String name : whole.list()) {
      for (boolean missing : new boolean[] {true, false}) {
        LossyFiles files = whole.copy();
        files.lose(name);
        if (!missing) {
          files.replace(name, new byte[10_000]);
        }
        JournalRepair repair = JournalRepair.run(files);
        try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
          assertThat(Records.sequences(log, ReadLimit.DURABLE)).as(name).isEqualTo(kept(repair));
          assertThat(log.cursor("kafka", 1).next()).isLessThanOrEqualTo(repair.keptThrough() + 1);
          long next = log.writtenSequence() + 1;
          assertThat(Records.appendThrough(log, next, LENGTH)).isEqualTo(next);
        }
      }
    }
  }

  private static List<Long> kept(JournalRepair repair) {
    return repair.keptFrom() == 0
        ? List.of()
        : LongStream.rangeClosed(repair.keptFrom(), repair.keptThrough()).boxed().toList();
  }

  @Test
  void repair_oldestSegmentMissing_keepsTheOthersAndCountsWhatWasInIt() {
    LossyFiles files = closed();
    files.lose(FIRST);
    JournalRepair repair = JournalRepair.run(files);
    assertThat(repair.keptFrom()).isEqualTo(7);
    assertThat(repair.keptThrough()).isEqualTo(RECORDS);
    assertThat(repair.removedRecords()).isEqualTo(6);
    assertThat(repair.asideFiles()).isEmpty();
  }

  @Test
  void repair_oldestSegmentUnreadable_beginsAnewWithAnotherId() {
    LossyFiles files = closed();
    final UUID before = id(files);
    files.replace(FIRST, new byte[100]);
    JournalRepair repair = JournalRepair.run(files);
    assertThat(repair.keptThrough()).isZero();
    assertThat(repair.removedRecords()).isEqualTo(RECORDS);
    assertThat(repair.asideFiles()).hasSize(4);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThat(log.recovery().created()).isTrue();
      assertThat(log.id()).isNotEqualTo(before);
      assertThat(log.cursor("kafka", 1).next()).isEqualTo(1);
    }
  }

  @Test
  void repair_interruptedAtAnyStep_canBeRunAgain() {
    LossyFiles damaged = closed();
    damaged.flip(FIRST, Block.BYTES + 4 * SIZE + 99, 1);
    boolean ended = false;
    for (int step = 1; !ended; step++) {
      LossyFiles files = damaged.copy();
      files.faults.offAtStep = step;
      try {
        JournalRepair.run(files);
        ended = true;
      } catch (PowerLoss e) {
        assertThat(step).isLessThan(100);
      }
      for (Chooser chooser : List.of(Chooser.NOTHING_MORE, Chooser.EVERYTHING)) {
        LossyFiles left = files.afterCrash(chooser);
        JournalRepair.run(left);
        try (SegmentLog log = SegmentLog.open(Life.SMALL, left)) {
          assertThat(Records.sequences(log, ReadLimit.DURABLE)).containsExactly(1L, 2L, 3L, 4L);
        }
      }
    }
  }

  @Test
  void repair_logInUse_isRefused() {
    LossyFiles files = new LossyFiles(4_096);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, files)) {
      assertThatThrownBy(() -> JournalRepair.run(files)).hasMessageContaining("in use");
      assertThat(log.failure()).isEmpty();
    }
  }

  @Test
  void repair_deviceError_isToldAndFreesTheFolder() {
    LossyFiles files = closed();
    files.flip(FIRST, Block.BYTES + 50, 1);
    files.faults.read =
        () -> {
          throw new IOException("device error");
        };
    assertThatThrownBy(() -> JournalRepair.run(files)).hasMessageContaining("device error");
    assertThatThrownBy(() -> JournalInspection.of(files)).hasMessageContaining("device error");
    files.faults.clear();
    assertThat(JournalRepair.run(files).keptThrough()).isZero();
  }
}
