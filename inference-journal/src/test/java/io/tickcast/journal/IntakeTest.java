package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Quota, low disk, the reserve, and what comes back with room. */
class IntakeTest {
  private static final int LENGTH = 1_000;
  private static final int SEGMENT = 1 << 14;
  private static final long RESERVE = 5_000;

  private final LossyFiles files = new LossyFiles(4_096);

  private static JournalConfig config(int segments, long minFree) {
    return new JournalConfig(
        Path.of("memory"), SEGMENT, (long) segments * SEGMENT, RESERVE, 1_000, minFree);
  }

  /** Fills up what is for everybody, then the reserve. */
  private static void fillUp(SegmentLog log, String why) {
    long last = Records.appendThrough(log, 1_000_000, LENGTH);
    assertThat(log.intake()).isEqualTo(Intake.RESERVED_ONLY);
    assertThat(log.status().problem()).hasValueSatisfying(p -> assertThat(p).contains(why));
    assertThat(Records.append(log, LENGTH, Priority.NORMAL)).isEqualTo(SegmentLog.NO_ROOM);
    int reserved = 0;
    while (Records.append(log, LENGTH, Priority.RESERVED) != SegmentLog.NO_ROOM) {
      reserved++;
    }
    assertThat(reserved).isBetween(4, 5);
    assertThat(log.intake()).isEqualTo(Intake.STOPPED);
    assertThat(log.writtenSequence()).isEqualTo(last + reserved);
    assertThat(Records.sequences(log, ReadLimit.WRITTEN)).hasSize((int) log.writtenSequence());
  }

  @Test
  void append_quotaUsedUp_keepsTheReserveForThoseItIsFor() {
    try (SegmentLog log = SegmentLog.open(config(3, 0), files)) {
      fillUp(log, "quota");
      assertThat(log.status().bytes()).isEqualTo(3 * SEGMENT);
      log.maintain();
      assertThat(log.intake()).isEqualTo(Intake.STOPPED);
    }
  }

  @Test
  void append_quotaUsedUpAndReleased_isOpenAgain() {
    try (SegmentLog log = SegmentLog.open(config(3, 0), files)) {
      fillUp(log, "quota");
      log.force();
      assertThat(log.releaseBefore(log.writtenSequence())).isEqualTo(2);
      assertThat(log.intake()).isEqualTo(Intake.OPEN);
      assertThat(Records.append(log, LENGTH, Priority.NORMAL)).isPositive();
      log.maintain();
      assertThat(log.status().problem()).isEmpty();
    }
  }

  @Test
  void append_lowDisk_keepsTheReserveUntilThereIsRoom() {
    files.faults.usableBytes = 100_000;
    try (SegmentLog log = SegmentLog.open(config(100, 100_000), files)) {
      fillUp(log, "100000 bytes left");
      log.maintain();
      assertThat(log.intake()).isEqualTo(Intake.STOPPED);
      files.faults.usableBytes = 200_000;
      log.maintain();
      assertThat(log.intake()).isEqualTo(Intake.OPEN);
      assertThat(Records.append(log, LENGTH, Priority.NORMAL)).isPositive();
    }
  }

  @Test
  void maintain_diskFullWhileASegmentIsMade_leavesNothingOfIt() {
    try (SegmentLog log = SegmentLog.open(config(100, 0), files)) {
      Records.appendThrough(log, 13, LENGTH);
      files.faults.writes =
          (name, position, length) -> {
            if (files.list().contains(FileNames.segment(3) + ".new")) {
              throw new NoSpaceException("no space left on device");
            }
            return length;
          };
      log.maintain();
      assertThat(log.status().problem()).hasValue("the device is full: no space left on device");
      assertThat(log.failure()).isEmpty();
      assertThat(log.intake()).isEqualTo(Intake.OPEN);
      Records.appendThrough(log, 1_000, LENGTH);
      assertThat(log.intake()).isEqualTo(Intake.RESERVED_ONLY);
      files.faults.clear();
      log.maintain();
      assertThat(log.intake()).isEqualTo(Intake.OPEN);
    }
  }

  @Test
  void append_maintenanceLate_makesItsOwnSegments() {
    try (SegmentLog log = SegmentLog.open(config(100, 0), files)) {
      assertThat(Records.appendThrough(log, 500, LENGTH)).isEqualTo(500);
      assertThat(log.intake()).isEqualTo(Intake.OPEN);
    }
  }

  @Test
  void maintain_always_keepsSegmentsReadyForTheReserveAndTheNextRoll() {
    JournalConfig config =
        new JournalConfig(Path.of("memory"), SEGMENT, 100 * SEGMENT, 2 * SEGMENT, 1_000, 0);
    try (SegmentLog log = SegmentLog.open(config, files)) {
      assertThat(log.status().segments()).isEqualTo(4);
      Records.appendThrough(log, 13, LENGTH);
      log.maintain();
      assertThat(log.status().segments()).isEqualTo(5);
      assertThat(log.status().bytes()).isEqualTo(5 * SEGMENT);
    }
  }

  @Test
  void maintain_freeSpaceUnknown_endsTheLog() {
    SegmentLog log = SegmentLog.open(config(100, 0), files);
    files.faults.usableSpace =
        () -> {
          throw new IOException("device error");
        };
    assertThatThrownBy(log::maintain).hasMessageContaining("device error");
    assertThat(log.status().problem().orElseThrow()).contains("device error");
    log.close();
  }

  @Test
  void open_otherSegmentSize_goesOnWithTheNewOne() {
    try (SegmentLog log = SegmentLog.open(config(100, 0), files)) {
      Records.appendThrough(log, 14, LENGTH);
    }
    JournalConfig larger =
        new JournalConfig(Path.of("memory"), 4 * SEGMENT, 1 << 24, 24_000, 20_000, 0);
    try (SegmentLog log = SegmentLog.open(larger, files)) {
      assertThat(Records.append(log, 20_000, Priority.NORMAL)).isEqualTo(15);
      assertThat(Records.sequences(log, ReadLimit.WRITTEN)).hasSize(15);
      log.force();
      assertThat(log.releaseBefore(16)).isPositive();
    }
    try (SegmentLog log = SegmentLog.open(config(100, 0), files)) {
      assertThat(Records.sequences(log, ReadLimit.DURABLE)).contains(15L);
      assertThat(Records.append(log, 1_000, Priority.NORMAL)).isEqualTo(16);
    }
  }
}
