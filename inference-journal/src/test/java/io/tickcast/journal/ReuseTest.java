package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Segments made of released ones: what they held before is never taken for a record. */
class ReuseTest {
  private static final int LENGTH = 2_000; // six to a segment
  private static final int PAGE = 256;

  private final LossyFiles files = new LossyFiles(PAGE);

  private SegmentLog open() {
    return SegmentLog.open(Life.SMALL, files);
  }

  private boolean isReused(long segment) {
    return ByteBuffer.wrap(files.bytes(FileNames.segment(segment))).getLong(48) == 1;
  }

  /** A log whose last record, the 20th, is the second one in a reused segment. */
  private SegmentLog logInAReusedSegment() {
    SegmentLog log = open();
    Records.appendThrough(log, 8, LENGTH);
    log.force();
    log.maintain(); // makes segment 3
    assertThat(log.releaseBefore(8)).isEqualTo(1);
    Records.appendThrough(log, 14, LENGTH);
    log.maintain(); // makes segment 4 of segment 1
    Records.appendThrough(log, 20, LENGTH);
    assertThat(files.bytes(FileNames.segment(4))[(1 << 14) - 5_000]).isNotZero();
    return log;
  }

  @Test
  void release_sparesUsedUp_makesTheNextOfWhatWasReleased() throws Exception {
    try (SegmentLog log = logInAReusedSegment()) {
      assertThat(isReused(3)).isFalse();
      assertThat(isReused(4)).isTrue();
      assertThat(files.list()).noneMatch(name -> name.equals(FileNames.segment(1)));
      assertThat(Records.sequences(log, ReadLimit.WRITTEN))
          .isEqualTo(LongStream.rangeClosed(7, 20).boxed().toList());
    }
  }

  @Test
  void open_reusedSegmentWithOldBytesBehindItsRecords_isWhole() {
    logInAReusedSegment().force();
    LossyFiles left = files.afterCrash(Chooser.EVERYTHING);
    JournalInspection seen = JournalInspection.of(left);
    assertThat(seen.verdict()).isEqualTo(JournalInspection.Verdict.WHOLE);
    assertThat(seen.lastSequence()).isEqualTo(20);
    try (SegmentLog log = SegmentLog.open(Life.SMALL, left)) {
      assertThat(log.recovery().truncation()).isEmpty();
      assertThat(Records.appendThrough(log, 30, LENGTH)).isEqualTo(30);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).hasSize(24);
    }
  }

  @Test
  void open_tornRecordInAReusedSegment_isCutAndTold() {
    logInAReusedSegment().force();
    LossyFiles left = files.afterCrash(Chooser.EVERYTHING);
    byte[] bytes = left.bytes(FileNames.segment(4));
    int second = Block.BYTES + RecordFormat.size(LENGTH);
    bytes[second + 100] ^= 1;
    left.replace(FileNames.segment(4), bytes);
    // Nothing says that it was durable but the mark, which is older.
    try (SegmentLog log = SegmentLog.open(Life.SMALL, left)) {
      assertThat(log.recovery().lastSequence()).isEqualTo(19);
      assertThat(log.recovery().truncation().orElseThrow().offset()).isEqualTo(second);
      assertThat(Records.appendThrough(log, 22, LENGTH)).isEqualTo(22);
    }
  }

  @Test
  void open_durableRecordOfAReusedSegmentDamaged_isRefusedWithThePlace() {
    logInAReusedSegment().close();
    byte[] bytes = files.bytes(FileNames.segment(4));
    int second = Block.BYTES + RecordFormat.size(LENGTH);
    bytes[second + 100] ^= 1;
    files.replace(FileNames.segment(4), bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining(FileNames.segment(4))
        .hasMessageContaining("offset " + second);
    assertThat(JournalRepair.run(files).keptThrough()).isEqualTo(19);
    try (SegmentLog log = open()) {
      assertThat(Records.appendThrough(log, 30, LENGTH)).isEqualTo(30);
    }
  }

  @Test
  void read_recordReusedUnderTheReader_saysThatItWasReleased() {
    // A segment of more than a reader reads ahead.
    JournalConfig large = new JournalConfig(Path.of("memory"), 1 << 18, 1 << 24, 4_096, 4_000, 0);
    try (SegmentLog log = SegmentLog.open(large, files)) {
      Records.appendThrough(log, 70, 4_000);
      log.force();
      log.maintain();
      LogReader reader = log.read(1, ReadLimit.WRITTEN);
      assertThat(reader.next()).isTrue();
      assertThat(log.releaseBefore(70)).isEqualTo(1);
      Records.appendThrough(log, 130, 4_000);
      log.maintain();
      Records.appendThrough(log, 250, 4_000);
      assertThatThrownBy(
              () -> {
                while (reader.next()) {
                  assertThat(reader.sequence()).isLessThan(60);
                }
              })
          .isInstanceOf(InferenceException.class)
          .hasMessageMatching("expected record \\d+ to be kept, found 65 as the oldest one");
      reader.close();
    }
  }

  @Test
  void close_releasedSegmentsWaiting_leavesNothingOfThem() throws Exception {
    try (SegmentLog log = open()) {
      Records.appendThrough(log, 8, LENGTH);
      log.force();
      log.maintain();
      log.releaseBefore(8);
      assertThat(files.list()).contains(FileNames.segment(1));
    }
    assertThat(files.list()).doesNotContain(FileNames.segment(1));
    assertThat(JournalInspection.of(files).firstSequence()).isEqualTo(7);
  }

  @Test
  void crash_betweenReleaseAndReuse_givesTheReleasedOnesBack() {
    SegmentLog log = open();
    Records.appendThrough(log, 8, LENGTH);
    log.force();
    log.maintain();
    log.releaseBefore(8);
    try (SegmentLog again = SegmentLog.open(Life.SMALL, files.afterCrash(Chooser.NOTHING_MORE))) {
      List<Long> found = Records.sequences(again, ReadLimit.DURABLE);
      assertThat(found).isEqualTo(LongStream.rangeClosed(1, 8).boxed().toList());
    }
  }
}
