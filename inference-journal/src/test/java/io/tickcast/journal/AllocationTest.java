package io.tickcast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an append and a read allocate: nothing. */
class AllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int ROUNDS = 5;
  private static final int MEASURED = 500;

  @TempDir Path folder;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final byte[] bytes = Records.payload(1, 3_000);

  private long allocated() {
    return threads.getCurrentThreadAllocatedBytes();
  }

  /** The least of all rounds, because the JVM itself allocates a little when it compiles. */
  private long least(Runnable work) {
    for (int i = 0; i < WARM_UP; i++) {
      work.run();
    }
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      allocated();
      long measuring = -allocated() + allocated();
      long before = allocated();
      for (int i = 0; i < MEASURED; i++) {
        work.run();
      }
      least = Math.min(least, allocated() - before - measuring);
    }
    return least;
  }

  private SegmentLog open() {
    return SegmentLog.open(new JournalConfig(folder, 128L << 20, 1L << 30, 1L << 21, 1 << 20, 0));
  }

  private void append(SegmentLog log) {
    long sequence = log.append(1, bytes, 0, bytes.length, Priority.NORMAL);
    if (sequence < 0) {
      throw new AssertionError("expected room, found none");
    }
  }

  @Test
  void append_threeKilobytes_allocatesNothing() {
    try (SegmentLog log = open()) {
      assertThat(least(() -> append(log))).isZero();
    }
  }

  @Test
  void next_threeKilobytes_allocatesNothing() {
    try (SegmentLog log = open();
        LogReader reader = log.read(1, ReadLimit.WRITTEN)) {
      for (int i = 0; i < WARM_UP + ROUNDS * MEASURED; i++) {
        append(log);
      }
      long least =
          least(
              () -> {
                if (!reader.next() || reader.payload().remaining() != bytes.length) {
                  throw new AssertionError("expected a record, found none");
                }
              });
      assertThat(least).isZero();
    }
  }
}
