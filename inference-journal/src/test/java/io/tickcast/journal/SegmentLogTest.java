package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a log does when nothing goes wrong, and how it answers misuse. */
class SegmentLogTest {
  private static final int LENGTH = 1_800;

  private final LossyFiles files = new LossyFiles(4_096);

  private SegmentLog open() {
    return SegmentLog.open(Life.SMALL, files);
  }

  private static void assertCode(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(InferenceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void append_overManySegments_isReadBackAlsoAfterReopening() {
    try (SegmentLog log = open()) {
      assertThat(log.recovery().created()).isTrue();
      assertThat(Records.appendThrough(log, 100, LENGTH)).isEqualTo(100);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).isEqualTo(upTo(100));
      assertThat(Records.sequences(log, ReadLimit.DURABLE)).isEmpty();
      assertThat(log.force()).isEqualTo(100);
      assertThat(log.force()).isEqualTo(100);
      assertThat(Records.sequences(log, ReadLimit.DURABLE)).isEqualTo(upTo(100));
    }
    try (SegmentLog log = open()) {
      assertThat(log.recovery()).isEqualTo(new Recovery(false, 1, 100, 100, Optional.empty()));
      assertThat(log.durableSequence()).isEqualTo(100);
      assertThat(Records.sequences(log, ReadLimit.DURABLE)).isEqualTo(upTo(100));
      assertThat(Records.appendThrough(log, 101, LENGTH)).isEqualTo(101);
    }
  }

  @Test
  void append_anyLength_takesWhatFits() {
    try (SegmentLog log = open()) {
      for (int length = 0; length <= 4_000; length += length < 20 ? 1 : 331) {
        assertThat(Records.append(log, length, Priority.NORMAL)).isPositive();
      }
      assertThat(Records.append(log, 4_000, Priority.NORMAL)).isPositive();
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).isEqualTo(upTo(log.writtenSequence()));
    }
  }

  @Test
  void append_partOfAnArray_takesThatPart() {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      assertThat(log.append(-5, new byte[] {1, 2, 3, 4}, 1, 2, Priority.RESERVED)).isEqualTo(1);
      assertThat(reader.next()).isTrue();
      assertThat(reader.type()).isEqualTo(-5);
      assertThat(reader.payload().get()).isEqualTo((byte) 2);
      assertThat(reader.payload().get()).isEqualTo((byte) 3);
      assertThat(reader.payload().hasRemaining()).isFalse();
    }
  }

  @Test
  void append_misuse_isRefusedAndHarmless() {
    try (SegmentLog log = open()) {
      assertCode(
          () -> Records.append(log, 4_001, Priority.NORMAL),
          ErrorCode.LIMIT_EXCEEDED,
          "at most 4000 bytes, found 4001");
      assertThatThrownBy(() -> log.append(1, new byte[3], 1, 3, Priority.NORMAL))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(log.writtenSequence()).isZero();
      assertThat(Records.append(log, 4_000, Priority.NORMAL)).isEqualTo(1);
    }
  }

  @Test
  void log_closed_answersNothing() {
    SegmentLog log = open();
    Records.appendThrough(log, 3, LENGTH);
    LogReader reader = log.read(1, ReadLimit.WRITTEN);
    LogCursor cursor = log.cursor("kafka", 1);
    assertThat(reader.next()).isTrue();
    log.close();
    log.close();
    assertThat(log.intake()).isEqualTo(Intake.STOPPED);
    String closed = "is closed";
    assertCode(() -> Records.append(log, 1, Priority.NORMAL), ErrorCode.ILLEGAL_STATE, closed);
    assertCode(log::force, ErrorCode.ILLEGAL_STATE, closed);
    assertCode(log::maintain, ErrorCode.ILLEGAL_STATE, closed);
    assertCode(() -> log.releaseBefore(1), ErrorCode.ILLEGAL_STATE, closed);
    assertCode(() -> log.cursor("kafka", 1), ErrorCode.ILLEGAL_STATE, closed);
    assertCode(() -> log.removeCursor("kafka"), ErrorCode.ILLEGAL_STATE, closed);
    assertCode(() -> log.read(1, ReadLimit.WRITTEN), ErrorCode.ILLEGAL_STATE, closed);
    assertCode(reader::next, ErrorCode.ILLEGAL_STATE, closed);
    assertCode(cursor::persist, ErrorCode.ILLEGAL_STATE, closed);
    reader.close();
  }

  @Test
  void read_fromAnywhere_beginsThere() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 40, LENGTH);
      for (long from = 1; from <= 40; from++) {
        try (LogReader reader = log.read(from, ReadLimit.WRITTEN)) {
          assertThat(reader.position()).isEqualTo(from);
          assertThat(reader.next()).isTrue();
          assertThat(reader.sequence()).isEqualTo(from);
        }
      }
      assertCode(() -> log.read(0, ReadLimit.WRITTEN), ErrorCode.NOT_FOUND, "from 1 to 41");
      assertCode(() -> log.read(42, ReadLimit.WRITTEN), ErrorCode.NOT_FOUND, "found 42");
    }
  }

  @Test
  void read_recordsAsTheyAreWritten_seesEachOnce() {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      for (long i = 1; i <= 60; i++) {
        assertThat(reader.next()).isFalse();
        Records.appendThrough(log, i, (int) (i * 61 % 4_000));
        assertThat(reader.await(60_000)).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.sequence()).isEqualTo(i);
        assertThat(reader.payload().remaining()).isEqualTo((int) (i * 61 % 4_000));
      }
    }
  }

  @Test
  void read_releasedRecords_saysWhatIsTheOldest() {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      Records.appendThrough(log, 20, LENGTH);
      log.force();
      log.releaseBefore(20);
      assertCode(reader::next, ErrorCode.NOT_FOUND, "found 19 as the oldest");
    }
  }

  @Test
  void read_beforeTheFirstRecord_isMisuse() {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      assertThatThrownBy(reader::payload)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("next()");
    }
  }

  @Test
  void status_openLog_tellsItsNumbers() {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 2, LENGTH);
      log.force();
      Records.appendThrough(log, 3, LENGTH);
      assertThat(log.status())
          .isEqualTo(new LogStatus(Intake.OPEN, Optional.empty(), 1, 3, 2, 2, 2L << 14));
    }
  }
}
