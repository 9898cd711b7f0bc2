package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final int LENGTH = 1_800;

  private final LossyFiles files = new LossyFiles(4_096);

  private SegmentLog open() {
    return SegmentLog.open(Life.SMALL, files);
  }

  @Test
  void cursor_new_beginsNoLaterThanBehindWhatIsDurable() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 2, LENGTH);
      assertThat(log.cursor("early", 3).next()).isEqualTo(1);
      log.force();
      assertThat(log.cursor("late", 3).next()).isEqualTo(3);
      assertThat(log.cursor("late", 1)).isSameAs(log.cursor("late", 2));
    }
  }

  @Test
  void persist_beyondWhatIsDurable_waitsForIt() {
    SegmentLog log = open();
    Records.appendThrough(log, 3, LENGTH);
    log.force();
    Records.appendThrough(log, 6, LENGTH);
    LogCursor cursor = log.cursor("kafka", 1);
    cursor.advanceTo(7);
    assertThat(cursor.lag()).isZero();
    cursor.persist();
    assertThat(cursor.persisted()).isEqualTo(4);
    files.endOfProcess();
    LossyFiles left = files.afterCrash(Chooser.NOTHING_MORE);
    try (SegmentLog again = SegmentLog.open(Life.SMALL, left)) {
      assertThat(again.recovery().lastSequence()).isEqualTo(3);
      assertThat(again.cursor("kafka", 1).next()).isEqualTo(4);
    }
  }

  @Test
  void advanceTo_backOrTooFar_isNothingOrRefused() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 3, LENGTH);
      LogCursor cursor = log.cursor("kafka", 1);
      cursor.advanceTo(3);
      cursor.advanceTo(2);
      assertThat(cursor.next()).isEqualTo(3);
      assertThat(cursor.lag()).isEqualTo(1);
      assertThatThrownBy(() -> cursor.advanceTo(5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("up to 4")
          .hasMessageContaining("'kafka'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Kafka", "a/b", "..", "a b"})
  void cursor_oddName_isRefused(String name) {
    try (SegmentLog log = open()) {
      assertThatThrownBy(() -> log.cursor(name, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[a-z0-9_-]");
      assertThat(log.failure()).isEmpty();
    }
  }

  @Test
  void release_cursorsBehind_keepsWhatTheyHaveNotPassedForGood() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 20, LENGTH);
      log.force();
      LogCursor slow = log.cursor("slow", 1);
      LogCursor fast = log.cursor("fast", 1);
      fast.advanceTo(21);
      log.maintain();
      assertThat(log.releaseBefore(21)).isZero();
      slow.advanceTo(14);
      assertThat(log.releaseBefore(21)).isZero();
      slow.persist();
      assertThat(log.releaseBefore(10)).isEqualTo(1);
      assertThat(log.releaseBefore(21)).isEqualTo(1);
      assertThat(log.firstSequence()).isEqualTo(13);
    }
    try (SegmentLog log = open()) {
      assertThat(log.recovery().firstSequence()).isEqualTo(13);
      assertThat(log.releaseBefore(21)).isZero();
      assertThat(log.cursor("slow", 1).next()).isEqualTo(14);
      assertThat(log.cursor("new", 1).next()).isEqualTo(13);
    }
  }

  @Test
  void release_cursorOfNobody_holdsUntilItIsRemoved() {
    try (SegmentLog log = open()) {
      log.cursor("gone", 1);
      log.cursor("here", 1);
    }
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 20, LENGTH);
      log.force();
      LogCursor here = log.cursor("here", 1);
      here.advanceTo(21);
      here.persist();
      assertThat(log.releaseBefore(21)).isZero();
      assertThat(log.removeCursor("gone")).isTrue();
      assertThat(log.removeCursor("gone")).isFalse();
      assertThat(log.releaseBefore(21)).isEqualTo(3);
      assertThat(log.removeCursor("here")).isTrue();
      assertThat(files.bytes(FileNames.segment(4))).isNotEmpty();
    }
    assertThat(JournalInspection.of(files).cursors()).isEmpty();
  }

  @Test
  void release_everything_keepsTheLastRecordAndItsSequence() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 20, LENGTH);
      assertThat(log.releaseBefore(21)).isZero();
      log.force();
      assertThat(log.releaseBefore(Long.MAX_VALUE)).isEqualTo(3);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN))
          .isEqualTo(LongStream.rangeClosed(19, 20).boxed().toList());
    }
    try (SegmentLog log = open()) {
      assertThat(Records.appendThrough(log, 21, LENGTH)).isEqualTo(21);
    }
  }

  @Test
  void cursor_newerHalfDamaged_fallsBackToTheOlderOneOrTheOldestRecord() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 20, LENGTH);
      log.force();
      LogCursor cursor = log.cursor("kafka", 1);
      cursor.advanceTo(21);
      cursor.persist();
      log.releaseBefore(21);
    }
    files.flip(FileNames.cursor("kafka"), Block.BYTES + 30, 1);
    try (SegmentLog log = open()) {
      assertThat(log.cursor("kafka", 1).next()).isEqualTo(19);
    }
  }

  /** As after a backup whose files are of different times. */
  @Test
  void open_cursorBeyondTheLog_isRefusedByItsName() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 3, LENGTH);
    }
    LossyFiles longer = new LossyFiles(4_096);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, longer)) {
      Records.appendThrough(log, 6, LENGTH);
      log.force();
      log.cursor("kafka", 7).persist();
    }
    String name = FileNames.cursor("kafka");
    files.replace(name, longer.bytes(name));
    assertThatThrownBy(this::open)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(
            "expected record 4, because cursor 'kafka' has passed record 6, found none that fits")
        .hasMessageContaining("tickcast journal repair");
    assertThat(JournalRepair.run(files).keptThrough()).isEqualTo(3);
    try (SegmentLog again = open()) {
      assertThat(again.cursor("kafka", 1).next()).isEqualTo(4);
    }
  }
}
