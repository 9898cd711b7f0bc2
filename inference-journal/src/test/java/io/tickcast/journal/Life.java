package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log over several crashes, and what it has promised: which records were appended, how many of
 * them are durable, and where the cursor was put for good.
 */
final class Life {
  static final String CURSOR = "archive";
  static final JournalConfig SMALL =
      new JournalConfig(Path.of("memory"), 1 << 14, 1 << 20, 4_096, 4_000, 0);

  private final JournalConfig config;
  private final List<byte[]> records = new ArrayList<>();
  private long durable;
  private long persisted;
  private long releasable = 1;
  private int lives;
  private int powerLosses;
  private long appended;

  Life(JournalConfig config) {
    this.config = config;
  }

  /** What somebody does with an open log, until the power goes. */
  interface Work {
    void on(SegmentLog log, LogCursor cursor);
  }

  /** Opens the log, checks it, and works with it; whether it came to its end. */
  boolean live(LossyFiles files, Work work) {
    lives++;
    try {
      SegmentLog log = SegmentLog.open(config, files);
      check(log);
      LogCursor cursor = log.cursor(CURSOR, 1);
      assertThat(cursor.next()).isGreaterThanOrEqualTo(persisted).isLessThanOrEqualTo(durable + 1);
      persisted = cursor.persisted(); // one that was interrupted may have come through
      work.on(log, cursor);
      log.close();
      durable = records.size();
      return true;
    } catch (RuntimeException e) {
      if (!isPowerLoss(e)) {
        throw e;
      }
      powerLosses++;
      return false;
    }
  }

  private static boolean isPowerLoss(Throwable e) {
    return e != null && (e instanceof PowerLoss || isPowerLoss(e.getCause()));
  }

  private void check(SegmentLog log) {
    long last = log.recovery().lastSequence();
    assertThat(last).isBetween(durable, (long) records.size());
    assertThat(log.durableSequence()).isEqualTo(last);
    long first = log.firstSequence();
    assertThat(first).isBetween(1L, releasable);
    int count = 0;
    try (LogReader reader = log.read(first, ReadLimit.DURABLE)) {
      while (reader.next()) {
        long sequence = first + count++;
        assertThat(reader.sequence()).isEqualTo(sequence);
        assertThat(reader.type()).isEqualTo((int) sequence % 7);
        assertThat(reader.payload()).isEqualTo(ByteBuffer.wrap(records.get((int) sequence - 1)));
      }
    }
    assertThat(first + count - 1).isEqualTo(last);
    records.subList((int) last, records.size()).clear();
    durable = last;
  }

  /** Appends a record whose content says which life it is of. */
  void append(SegmentLog log, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) (records.size() * 16 + lives + 1));
    records.add(bytes);
    long sequence = records.size();
    long found = log.append((int) sequence % 7, bytes, 0, length, Priority.NORMAL);
    if (found == SegmentLog.NO_ROOM) {
      records.remove(records.size() - 1);
      return;
    }
    assertThat(found).isEqualTo(sequence);
    appended++;
  }

  void force(SegmentLog log) {
    durable = Math.max(durable, log.force());
  }

  void advance(LogCursor cursor, long next) {
    cursor.advanceTo(Math.min(next, records.size() + 1));
    cursor.persist();
    persisted = cursor.persisted();
    assertThat(persisted).isLessThanOrEqualTo(durable + 1);
  }

  void release(SegmentLog log, LogCursor cursor, long before) {
    releasable = Math.max(releasable, Math.min(before, cursor.persisted()));
    log.releaseBefore(before);
  }

  long written() {
    return records.size();
  }

  int lives() {
    return lives;
  }

  int powerLosses() {
    return powerLosses;
  }

  /** The records of all lives, also those that were lost because they were not durable. */
  long appended() {
    return appended;
  }

  /** Another life of the same log, as far as it has come. */
  Life copy() {
    Life copy = new Life(config);
    copy.records.addAll(records);
    copy.durable = durable;
    copy.persisted = persisted;
    copy.releasable = releasable;
    copy.lives = lives;
    copy.powerLosses = powerLosses;
    copy.appended = appended;
    return copy;
  }
}
