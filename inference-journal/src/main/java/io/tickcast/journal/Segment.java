package io.tickcast.journal;

import java.io.IOException;

/**
 * One file of records. Its numbers are changed under the lock of the log, and read by anybody.
 * <i>Thread-safe</i> in that way.
 */
final class Segment implements AutoCloseable {
  final LogFile file;
  final SegmentHeader header;
  final String name;

  /** Where the next record begins. */
  private volatile long end = Block.BYTES;

  private volatile long first;
  private volatile long last;

  Segment(LogFile file, SegmentHeader header) {
    this.file = file;
    this.header = header;
    this.name = FileNames.segment(header.number());
  }

  /** The first sequence in it, 0 when it is empty. */
  long first() {
    return first;
  }

  /** The last sequence in it, 0 when it is empty. */
  long last() {
    return last;
  }

  long end() {
    return end;
  }

  boolean isEmpty() {
    return first == 0;
  }

  long left() {
    return header.bytes() - end;
  }

  /** What it can hold when it is empty. */
  long capacity() {
    return header.bytes() - Block.BYTES;
  }

  /** Sets what a scan found. */
  void found(long firstSequence, long lastSequence, long endOffset) {
    first = firstSequence;
    last = lastSequence;
    end = endOffset;
  }

  /** Counts a record that has been written at the end. */
  void added(long sequence, int size) {
    if (first == 0) {
      first = sequence;
    }
    long behind = end + size; // one thread at a time adds, many read
    end = behind;
    last = sequence;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
