package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * The first block of a segment, never written again once the segment has its name.
 *
 * @param journal the id that the folder was made with
 * @param number its place among the segments, from 1 on
 * @param bytes the size of the file, this block included
 * @param reused whether the file held a released segment before, so that bytes behind its records
 *     may be of that one, and say nothing
 * @param salt what the checksums of its records are mixed with, so that no record of another
 *     segment or journal is taken for one of its own
 */
record SegmentHeader(UUID journal, long number, long bytes, boolean reused, int salt) {
  static ByteBuffer encode(UUID journal, long number, long bytes, boolean reused) {
    return Block.encode(
        Block.Kind.SEGMENT,
        journal.getMostSignificantBits(),
        journal.getLeastSignificantBits(),
        number,
        bytes,
        reused ? 1 : 0);
  }

  /** Empty when there is none, or it is damaged. */
  static Optional<SegmentHeader> read(LogFile file, String name) throws IOException {
    return Block.read(file, name, 0, Block.Kind.SEGMENT).map(SegmentHeader::of);
  }

  private static SegmentHeader of(Block block) {
    long[] values = block.values();
    return new SegmentHeader(
        new UUID(values[0], values[1]), values[2], values[3], values[4] != 0, block.checksum());
  }
}
