package io.tickcast.journal;

import java.io.IOException;
import java.util.Optional;

/**
 * What is known about a log beside its records: how far it was durable some time ago, and where it
 * begins. Without it a lost end or beginning would look like a log that never had it.
 */
final class Mark implements AutoCloseable {
  private final SlotFile file;

  private Mark(SlotFile file) {
    this.file = file;
  }

  static void create(LogFiles files, long durable, long oldestSegment, long firstSequence)
      throws IOException {
    SlotFile.create(files, FileNames.MARK, Block.Kind.MARK, durable, oldestSegment, firstSequence);
  }

  /** Empty when the file is damaged. */
  static Optional<Mark> open(LogFiles files, LogFiles.Access access) throws IOException {
    return SlotFile.open(files, FileNames.MARK, Block.Kind.MARK, access).map(Mark::new);
  }

  /** A sequence up to which all records were durable. */
  long durable() {
    return file.value(0);
  }

  /** The lowest number that a segment has, or had before it was deleted. */
  long oldestSegment() {
    return file.value(1);
  }

  /** The first sequence of that segment. */
  long firstSequence() {
    return file.value(2);
  }

  void store(long durable, long oldestSegment, long firstSequence) throws IOException {
    file.store(durable, oldestSegment, firstSequence);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
