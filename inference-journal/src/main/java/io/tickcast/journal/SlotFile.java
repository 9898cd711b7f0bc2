package io.tickcast.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A few numbers in a file that survives a crash at any moment: two blocks, written by turns and
 * forced, of which the newer valid one counts. <i>Thread-safe.</i>
 */
final class SlotFile implements AutoCloseable {
  /** While it is not complete; deleted when found at the next start. */
  static final String NEW = ".new";

  private static final int SLOTS = 2;

  private final LogFile file;
  private final Block.Kind kind;
  private int current;
  private long generation;
  private long[] values;

  private SlotFile(LogFile file, Block.Kind kind, int current, Block block) {
    this.file = file;
    this.kind = kind;
    this.current = current;
    this.generation = block.values()[0];
    this.values = Arrays.copyOfRange(block.values(), 1, Block.VALUES);
  }

  /** Makes a file, or replaces one; it has its name only when all of it is on the device. */
  static void create(LogFiles files, String name, Block.Kind kind, long... values)
      throws IOException {
    String unfinished = name + NEW;
    if (files.list().contains(unfinished)) {
      files.delete(unfinished);
    }
    try (LogFile file = files.open(unfinished, LogFiles.Access.CREATE)) {
      Bytes.write(file, Block.encode(kind, withGeneration(1, values)), 0);
      Bytes.write(file, Block.encode(kind, withGeneration(0, values)), Block.BYTES);
      file.force(true);
    }
    files.rename(unfinished, name);
    files.forceFolder();
  }

  /**
   * Opens a file.
   *
   * @return empty when both of its blocks are damaged
   */
  static Optional<SlotFile> open(
      LogFiles files, String name, Block.Kind kind, LogFiles.Access access) throws IOException {
    LogFile file = files.open(name, access);
    Optional<SlotFile> found = Optional.empty();
    try {
      found = newest(file, name, kind);
      return found;
    } finally {
      if (found.isEmpty()) {
        file.close();
      }
    }
  }

  private static Optional<SlotFile> newest(LogFile file, String name, Block.Kind kind)
      throws IOException {
    Optional<Block> first = Block.read(file, name, 0, kind);
    Optional<Block> second = Block.read(file, name, Block.BYTES, kind);
    if (first.isEmpty() && second.isEmpty()) {
      return Optional.empty();
    }
    boolean useSecond =
        first.isEmpty() || second.isPresent() && generation(second) > generation(first);
    Block newest = (useSecond ? second : first).orElseThrow();
    return Optional.of(new SlotFile(file, kind, useSecond ? 1 : 0, newest));
  }

  private static long generation(Optional<Block> block) {
    return block.orElseThrow().values()[0];
  }

  private static long[] withGeneration(long generation, long... values) {
    long[] all = new long[values.length + 1];
    all[0] = generation;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }

  synchronized long value(int index) {
    return values[index];
  }

  /**
   * Replaces the numbers; durable on return. After a failure the old ones count, and the next call
   * writes the same half again.
   */
  synchronized void store(long... replacing) throws IOException {
    long[] padded = Arrays.copyOf(replacing, Block.VALUES - 1);
    if (Arrays.equals(padded, values)) {
      return;
    }
    int next = (current + 1) % SLOTS;
    Bytes.write(
        file,
        Block.encode(kind, withGeneration(generation + 1, replacing)),
        (long) next * Block.BYTES);
    file.force(false);
    current = next;
    generation++;
    values = padded;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
