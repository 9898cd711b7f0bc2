package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the device refuses, and what becomes of the log. */
class FaultTest {
  private static final int LENGTH = 1_800;

  private final LossyFiles files = new LossyFiles(512);

  private SegmentLog open() {
    return SegmentLog.open(Life.SMALL, files);
  }

  private static void assertUnavailable(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InferenceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_UNAVAILABLE))
        .hasMessageContaining(message);
  }

  private static void assertFailedForGood(SegmentLog log, String message) {
    assertThat(log.failure()).hasValueSatisfying(f -> assertThat(f).contains(message));
    assertThat(log.intake()).isEqualTo(Intake.STOPPED);
    assertUnavailable(() -> Records.append(log, 10, Priority.RESERVED), message);
    assertUnavailable(log::force, message);
    assertUnavailable(log::maintain, message);
    assertUnavailable(() -> log.releaseBefore(1), message);
    assertUnavailable(() -> log.cursor("late", 1), message);
    assertUnavailable(() -> log.removeCursor("late"), message);
    assertThat(log.awaitUnforced(60_000)).isEqualTo(log.writtenSequence() > log.durableSequence());
    log.close();
  }

  /** Writes of records are cut short after some bytes, as on a full disk. */
  private static void fullAfter(LossyFiles files, int bytes) {
    int[] left = {bytes};
    files.faults.writes =
        (name, position, length) -> {
          boolean record = name.startsWith("segment");
          if (!record || left[0] < 0) {
            return length;
          }
          if (left[0] == 0) {
            left[0] = -1;
            throw new NoSpaceException("no space left on device");
          }
          int most = Math.min(left[0], length);
          left[0] -= most;
          return most;
        };
  }

  @Test
  void force_failing_endsTheLogAndMovesNothing() {
    SegmentLog log = open();
    Records.appendThrough(log, 3, LENGTH);
    log.force();
    Records.appendThrough(log, 5, LENGTH);
    files.faults.force =
        () -> {
          throw new IOException("device error");
        };
    assertUnavailable(log::force, "device error");
    files.faults.clear();
    assertThat(log.durableSequence()).isEqualTo(3);
    assertThat(log.awaitDurable(4, 60_000)).isFalse();
    assertThat(Records.sequences(log, ReadLimit.DURABLE)).containsExactly(1L, 2L, 3L);
    assertFailedForGood(log, "device error");
    assertThat(log.durableSequence()).isEqualTo(3);
    try (SegmentLog again = open()) {
      assertThat(again.recovery().lastSequence()).isEqualTo(5);
    }
  }

  @Test
  void append_fullDiskAfterAnyByte_takesThePartBackAndStops() {
    for (int bytes = 0; bytes < RecordFormat.size(LENGTH); bytes += 13) {
      LossyFiles fresh = new LossyFiles(512);
      SegmentLog log = SegmentLog.open(Life.SMALL, fresh);
      Records.appendThrough(log, 2, LENGTH);
      fullAfter(fresh, bytes);
      assertThat(Records.append(log, LENGTH, Priority.RESERVED)).isEqualTo(SegmentLog.NO_ROOM);
      assertThat(log.intake()).isEqualTo(Intake.STOPPED);
      assertThat(Records.append(log, 10, Priority.RESERVED)).isEqualTo(SegmentLog.NO_ROOM);
      log.maintain();
      assertThat(log.intake()).isEqualTo(Intake.OPEN);
      assertThat(Records.append(log, 40, Priority.NORMAL)).isEqualTo(3);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).containsExactly(1L, 2L, 3L);
      log.close();
      JournalInspection found = JournalInspection.of(fresh);
      assertThat(found.verdict()).isEqualTo(JournalInspection.Verdict.WHOLE);
    }
  }

  @Test
  void append_partThatCanNotBeZeroed_isCutOff() {
    SegmentLog log = open();
    Records.appendThrough(log, 2, LENGTH);
    boolean[] full = {true};
    files.faults.writes =
        (name, position, length) -> {
          if (full[0]) {
            throw new NoSpaceException("no space left on device");
          }
          return length;
        };
    assertThat(Records.append(log, LENGTH, Priority.NORMAL)).isEqualTo(SegmentLog.NO_ROOM);
    assertThat(files.bytes(FileNames.segment(1)))
        .hasSize(Block.BYTES + 2 * RecordFormat.size(LENGTH));
    full[0] = false;
    log.maintain();
    assertThat(Records.appendThrough(log, 4, LENGTH)).isEqualTo(4);
    log.close();
    try (SegmentLog again = open()) {
      assertThat(Records.sequences(again, ReadLimit.DURABLE)).containsExactly(1L, 2L, 3L, 4L);
      assertThat(files.bytes(FileNames.segment(1))).hasSize(1 << 14);
    }
  }

  @Test
  void append_partThatStays_endsTheLog() {
    SegmentLog log = open();
    files.faults.writes =
        (name, position, length) -> {
          throw new NoSpaceException("no space left on device");
        };
    files.faults.truncate = Faults.failsFrom(1, "read-only");
    assertUnavailable(() -> Records.append(log, LENGTH, Priority.NORMAL), "read-only");
    files.faults.clear();
    assertFailedForGood(log, "read-only");
  }

  @Test
  void append_deviceError_endsTheLogWithThePartInvisible() {
    SegmentLog log = open();
    Records.appendThrough(log, 2, LENGTH);
    log.force();
    int[] times = {0};
    files.faults.writes =
        (name, position, length) -> {
          if (times[0]++ > 0) {
            throw new IOException("device error");
          }
          return 700;
        };
    assertUnavailable(() -> Records.append(log, LENGTH, Priority.NORMAL), "device error");
    files.faults.clear();
    assertThat(Records.sequences(log, ReadLimit.WRITTEN)).containsExactly(1L, 2L);
    assertFailedForGood(log, "device error");
    try (SegmentLog again = open()) {
      assertThat(again.recovery().truncation()).isPresent();
      assertThat(Records.sequences(again, ReadLimit.DURABLE)).containsExactly(1L, 2L);
    }
  }

  @Test
  void append_errorOfTheJvm_endsTheLog() {
    SegmentLog log = open();
    files.faults.writes =
        (name, position, length) -> {
          throw new OutOfMemoryError("test");
        };
    assertThatThrownBy(() -> Records.append(log, 10, Priority.NORMAL))
        .isInstanceOf(OutOfMemoryError.class);
    files.faults.clear();
    assertFailedForGood(log, "cut short");
  }

  @Test
  void append_writeWithoutProgress_endsTheLog() {
    SegmentLog log = open();
    files.faults.writes = (name, position, length) -> 0;
    assertUnavailable(() -> Records.append(log, 10, Priority.NORMAL), "progress");
    files.faults.clear();
    assertFailedForGood(log, "progress");
  }

  @Test
  void log_shortReadsAndWrites_isTheSame() {
    files.faults.mostRead = 7;
    files.faults.mostWritten = 11;
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 9, LENGTH);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).hasSize(9);
    }
    try (SegmentLog log = open()) {
      assertThat(log.recovery().truncation()).isEmpty();
      assertThat(Records.sequences(log, ReadLimit.DURABLE))
          .isEqualTo(LongStream.rangeClosed(1, 9).boxed().toList());
    }
  }

  @Test
  void open_anythingFailing_isRefusedAndLeavesTheFolderFree() {
    for (int n = 1; n <= 3; n++) {
      for (String what : new String[] {"list", "open", "lock", "read", "force", "rename"}) {
        LossyFiles fresh = new LossyFiles(512);
        Faults.Check check = Faults.failsFrom(n, what + " failed");
        switch (what) {
          case "list" -> fresh.faults.list = check;
          case "open" -> fresh.faults.open = check;
          case "lock" -> fresh.faults.lock = check;
          case "read" -> fresh.faults.read = check;
          case "force" -> fresh.faults.force = check;
          default -> fresh.faults.rename = check;
        }
        if (n == 1 || !what.equals("lock")) {
          assertUnavailable(() -> SegmentLog.open(Life.SMALL, fresh), what + " failed");
        }
        fresh.faults.clear();
        try (SegmentLog log = SegmentLog.open(Life.SMALL, fresh)) {
          assertThat(Records.append(log, 10, Priority.NORMAL)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void open_folderWithoutRights_isRefusedByName() {
    files.faults.open =
        () -> {
          throw new AccessDeniedException("journal.id.new");
        };
    assertUnavailable(this::open, "AccessDeniedException: journal.id.new");
  }

  @Test
  void cursor_notPersisted_canBePersistedLater() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 3, LENGTH);
      log.force();
      LogCursor cursor = log.cursor("kafka", 1);
      cursor.advanceTo(3);
      files.faults.force = Faults.failsFrom(1, "device error");
      assertUnavailable(cursor::persist, "cursor 'kafka'");
      assertThat(cursor.persisted()).isEqualTo(1);
      files.faults.clear();
      cursor.persist();
      assertThat(cursor.persisted()).isEqualTo(3);
      assertThat(log.failure()).isEmpty();
    }
  }

  @Test
  void mark_notPersisted_canBePersistedLater() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 1, LENGTH);
      log.force();
      files.faults.writes =
          (name, position, length) -> {
            if (name.equals(FileNames.MARK)) {
              throw new IOException("device error");
            }
            return length;
          };
      assertUnavailable(log::maintain, "the mark of the journal");
      files.faults.clear();
      log.maintain();
      assertThat(JournalInspection.of(files).provenDurable()).isEqualTo(1);
    }
  }

  @Test
  void release_folderThatCanNotBeForced_endsTheLog() {
    SegmentLog log = open();
    Records.appendThrough(log, 20, LENGTH);
    log.force();
    files.faults.forceFolder = Faults.failsFrom(1, "device error");
    assertUnavailable(() -> log.releaseBefore(20), "device error");
    files.faults.clear();
    assertFailedForGood(log, "device error");
  }

  @Test
  void close_filesThatDoNotClose_freesTheFolderAndSaysSo() {
    SegmentLog log = open();
    Records.appendThrough(log, 1, LENGTH);
    files.faults.close = Faults.failsFrom(1, "device error");
    assertUnavailable(log::close, "device error");
    files.faults.clear();
    try (SegmentLog again = open()) {
      assertThat(again.recovery().lastSequence()).isEqualTo(1);
    }
  }

  @Test
  void close_forceFailing_saysSoAndFreesTheFolder() {
    SegmentLog log = open();
    Records.appendThrough(log, 1, LENGTH);
    files.faults.force = Faults.failsFrom(1, "device error");
    assertUnavailable(log::close, "device error");
    files.faults.clear();
    log.close();
    open().close();
    assertThat(JournalInspection.of(files).lastSequence()).isEqualTo(1);
  }

  @Test
  void read_deviceError_isToldAndCanBeTriedAgain() {
    SegmentLog log = open();
    Records.appendThrough(log, 9, LENGTH);
    try (LogReader reader = log.read(8, ReadLimit.WRITTEN)) {
      files.faults.read = Faults.failsFrom(1, "device error");
      assertUnavailable(reader::next, "device error");
      files.faults.clear();
      assertThat(reader.next()).isTrue();
      assertThat(reader.sequence()).isEqualTo(8);
    }
    log.close();
  }
}
