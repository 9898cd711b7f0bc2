package io.tickcast.benchmarks;

import io.tickcast.journal.JournalConfig;
import io.tickcast.journal.Priority;
import io.tickcast.journal.SegmentLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
 * One record of 1,024 bytes into the journal, as at durability {@code process}, beside a bare write
 * of as many bytes as the journal writes for it. In both a second thread forces what was written
 * every 5 ms. The bare writer goes round and round in one file that was zeroed before, which is the
 * cheapest a file can be written; the journal fills segments that a third thread makes.
 */
@BenchmarkMode({Mode.SampleTime, Mode.Throughput})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JournalAppendBenchmark {
  private static final int RECORD_BYTES = 1_024;

  /** The record with its header of 32 bytes. */
  private static final int WRITTEN_BYTES = 1_056;

  private static final int FILE_BYTES = 64 << 20;
  private static final long FORCE_INTERVAL_NANOS = 5_000_000;
  private static final int TYPE = 1;

  /** The journal with the threads that an engine has for it. */
  @State(Scope.Benchmark)
  public static class Journal {
    private final byte[] record = content(RECORD_BYTES);
    private final Background background = new Background(this::work);
    private final Background room = new Background(this::maintain);
    private Path folder = Path.of("");
    private SegmentLog log;

    /** Opens a new journal. */
    @Setup
    public void open() {
      folder = TemporaryFolder.create("journal");
      log = SegmentLog.open(JournalConfig.of(folder));
      background.start();
      room.start();
    }

    private void work() {
      if (log.awaitUnforced(1)) {
        LockSupport.parkNanos(FORCE_INTERVAL_NANOS);
        log.force();
      }
    }

    /** An engine does so once a second, for a thousandth of the records. */
    private void maintain() {
      LockSupport.parkNanos(FORCE_INTERVAL_NANOS);
      log.maintain();
      log.releaseBefore(log.durableSequence());
    }

    /** Removes it. */
    @TearDown
    public void close() {
      background.stop();
      room.stop();
      log.close();
      TemporaryFolder.delete(folder);
    }
  }

  /** A file channel with a thread that forces it. */
  @State(Scope.Benchmark)
  public static class Plain {
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(WRITTEN_BYTES);
    private final Background background = new Background(this::work);
    private Path folder = Path.of("");
    private FileChannel channel;
    private long position;

    /** Writes the file once. */
    @Setup
    public void open() {
      folder = TemporaryFolder.create("plain");
      bytes.put(content(WRITTEN_BYTES)).flip();
      try {
        channel =
            FileChannel.open(
                folder.resolve("file"), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < FILE_BYTES; at += zeros.capacity()) {
          channel.write(zeros.clear(), at);
        }
        channel.force(true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      background.start();
    }

    private void work() {
      LockSupport.parkNanos(FORCE_INTERVAL_NANOS);
      try {
        channel.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
      background.stop();
      channel.close();
      TemporaryFolder.delete(folder);
    }
  }

  private static byte[] content(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  /**
   * Appends.
   *
   * @return its sequence
   */
  @Benchmark
  public long journal(Journal of) {
    long sequence = of.log.append(TYPE, of.record, 0, RECORD_BYTES, Priority.NORMAL);
    if (sequence == SegmentLog.NO_ROOM) {
      throw new IllegalStateException("expected room, found " + of.log.status());
    }
    return sequence;
  }

  /**
   * Writes.
   *
   * @return the bytes written
   */
  @Benchmark
  public int plain(Plain of) throws IOException {
    if (of.position + WRITTEN_BYTES > FILE_BYTES) {
      of.position = 0;
    }
    int written = of.channel.write(of.bytes.rewind(), of.position);
    of.position += written;
    return written;
  }
}
