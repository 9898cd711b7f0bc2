package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lanes, a thread that forces, readers and housekeeping at the same time, on a disk. */
@Timeout(60)
class WaitingTest {
  private static final long LONG = 60_000;

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() throws Exception {
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private SegmentLog open() {
    return SegmentLog.open(new JournalConfig(folder, 1 << 16, 1 << 24, 20_000, 4_000, 0));
  }

  private <T> Future<T> start(Callable<T> work) {
    return threads.submit(work);
  }

  @Test
  void await_recordOfAnotherThread_endsWithIt() throws Exception {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.DURABLE)) {
      Future<Boolean> unforced = start(() -> awaitUnforced(log));
      Future<Boolean> durable = start(() -> awaitDurable(log, 1));
      Future<Boolean> readable = start(() -> awaitNext(reader));
      assertThat(Records.append(log, 10, Priority.NORMAL)).isEqualTo(1);
      assertThat(unforced.get()).isTrue();
      assertThat(reader.next()).isFalse();
      assertThat(log.force()).isEqualTo(1);
      assertThat(durable.get()).isTrue();
      assertThat(readable.get()).isTrue();
      assertThat(reader.next()).isTrue();
    }
  }

  private static boolean awaitUnforced(SegmentLog log) {
    while (!log.awaitUnforced(LONG)) {
      assertThat(log.failure()).isEmpty();
    }
    return true;
  }

  private static boolean awaitDurable(SegmentLog log, long sequence) {
    while (!log.awaitDurable(sequence, LONG)) {
      assertThat(log.failure()).isEmpty();
    }
    return true;
  }

  private static boolean awaitNext(LogReader reader) {
    while (!reader.await(LONG)) {
      assertThat(reader.position()).isEqualTo(1);
    }
    return true;
  }

  @Test
  void await_nothingToCome_returnsAtOnceWithoutAWait() {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      assertThat(log.awaitUnforced(0)).isFalse();
      assertThat(log.awaitUnforced(1)).isFalse();
      assertThat(log.awaitDurable(1, -1)).isFalse();
      assertThat(log.awaitDurable(0, LONG)).isTrue();
      assertThat(reader.await(0)).isFalse();
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void await_logClosed_endsTheWait() throws Exception {
    SegmentLog log = open();
    Future<Boolean> waiting = start(() -> log.awaitDurable(1, LONG));
    log.close();
    assertThat(waiting.get()).isFalse();
    assertThat(log.awaitUnforced(LONG)).isFalse();
  }

  @Test
  void log_manyThreads_keepsOrderAndPromises() throws Exception {
    int lanes = 4;
    int each = 3_000;
    List<Future<Long>> appending = new ArrayList<>();
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong highest = new AtomicLong();
    try (SegmentLog log = open()) {
      LogCursor cursor = log.cursor("reader", 1);
      for (int lane = 0; lane < lanes; lane++) {
        int type = lane;
        appending.add(start(() -> appendMany(log, type, each, highest)));
      }
      final Future<Boolean> forcing = start(() -> forceUntil(log, done));
      final Future<Boolean> housekeeping = start(() -> keepUntil(log, done));
      Future<int[]> reading = start(() -> readAll(log, cursor, lanes, lanes * each));
      for (Future<Long> lane : appending) {
        assertThat(lane.get()).isPositive();
      }
      assertThat(reading.get()).containsOnly(each);
      done.set(true);
      assertThat(forcing.get()).isTrue();
      assertThat(housekeeping.get()).isTrue();
      assertThat(highest.get()).isEqualTo(lanes * each);
    }
    try (SegmentLog log = open()) {
      assertThat(log.recovery().lastSequence()).isEqualTo(lanes * each);
      assertThat(log.recovery().truncation()).isEmpty();
    }
  }

  /** Each lane counts its own records in the payload. */
  private static Long appendMany(SegmentLog log, int lane, int count, AtomicLong highest) {
    long last = 0;
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[16 + i % 1_000];
      bytes[0] = (byte) i;
      bytes[1] = (byte) (i >> 8);
      long sequence = log.append(lane, bytes, 0, bytes.length, Priority.NORMAL);
      assertThat(sequence).isGreaterThan(last);
      last = sequence;
    }
    long mine = last;
    return highest.updateAndGet(before -> Math.max(before, mine));
  }

  private static boolean forceUntil(SegmentLog log, AtomicBoolean done) {
    while (!done.get()) {
      log.awaitUnforced(1);
      long written = log.writtenSequence();
      assertThat(log.force()).isGreaterThanOrEqualTo(written);
    }
    return true;
  }

  private static boolean keepUntil(SegmentLog log, AtomicBoolean done) {
    while (!done.get()) {
      log.maintain();
      log.releaseBefore(log.writtenSequence());
      assertThat(log.status().durableSequence()).isLessThanOrEqualTo(log.writtenSequence());
    }
    return true;
  }

  private static int[] readAll(SegmentLog log, LogCursor cursor, int lanes, int count) {
    int[] next = new int[lanes];
    try (LogReader reader = log.read(1, ReadLimit.DURABLE)) {
      for (long i = 1; i <= count; i++) {
        while (!reader.next()) {
          reader.await(LONG);
        }
        assertThat(reader.sequence()).isEqualTo(i).isLessThanOrEqualTo(log.durableSequence());
        int found = (reader.payload().get() & 0xff) | (reader.payload().get() & 0xff) << 8;
        assertThat(found).isEqualTo(next[reader.type()]++);
        cursor.advanceTo(i + 1);
      }
    }
    return next;
  }
}
