package io.tickcast.benchmarks;

import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.Priority;
import io.tickcast.journal.SegmentLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A start on a journal of 1 GiB, in records of 1,024 bytes: every one is read and checked. Beside
 * it its files are read from their beginning to their end. The files are in the page cache where
 * the machine has so much memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class JournalRecoveryBenchmark {
  private static final int RECORD_BYTES = 1_024;
  private static final int RECORDS = (1 << 30) / RECORD_BYTES;
  private static final int CHUNK = 1 << 16;

  private final byte[] chunk = new byte[CHUNK];
  private Path folder = Path.of("");

  /** Writes the journal. */
  @Setup
  public void write() {
    folder = TemporaryFolder.create("recovery");
    byte[] record = new byte[RECORD_BYTES];
    new Random(7).nextBytes(record);
    try (SegmentLog log = SegmentLog.open(JournalConfig.of(folder))) {
      for (int i = 0; i < RECORDS; i++) {
        if (log.append(1, record, 0, RECORD_BYTES, Priority.NORMAL) == SegmentLog.NO_ROOM) {
          throw new IllegalStateException("expected room, found " + log.status());
        }
      }
    }
  }

  /** Removes it. */
  @TearDown
  public void delete() {
    TemporaryFolder.delete(folder);
  }

  /**
   * Opens the journal, and closes it.
   *
   * @return its last record
   */
  @Benchmark
  public long start() {
    try (SegmentLog log = SegmentLog.open(JournalConfig.of(folder))) {
      long last = log.recovery().lastSequence();
      if (last != RECORDS) {
        throw new IllegalStateException("expected " + RECORDS + " records, found " + last);
      }
      return last;
    }
  }

  /**
   * Reads all files.
   *
   * @return how many bytes they have
   */
  @Benchmark
  public long read() throws IOException {
    long bytes = 0;
    for (Path file : files()) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
          bytes += count;
        }
      }
    }
    return bytes;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
