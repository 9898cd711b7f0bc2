package io.tickcast.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records of tests: payloads that follow from their sequence. */
final class Records {
  private Records() {}

  /** A payload, told from all others by its first byte and its length. */
  static byte[] payload(long sequence, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (sequence * 31 + i * 7);
    }
    return bytes;
  }

  /** Appends records of a length up to a sequence; the first that finds no room is the last. */
  static long appendThrough(SegmentLog log, long last, int length) {
    long sequence = log.writtenSequence();
    while (sequence < last) {
      byte[] bytes = payload(sequence + 1, length);
      long found = log.append((int) (sequence + 1), bytes, 0, length, Priority.NORMAL);
      if (found == SegmentLog.NO_ROOM) {
        return sequence;
      }
      sequence = found;
    }
    return sequence;
  }

  static long append(SegmentLog log, int length, Priority priority) {
    byte[] bytes = payload(log.writtenSequence() + 1, length);
    return log.append((int) log.writtenSequence() + 1, bytes, 0, length, priority);
  }

  /** The sequences that are there, after each was checked to be what was appended. */
  static List<Long> sequences(SegmentLog log, ReadLimit limit) {
    List<Long> found = new ArrayList<>();
    try (LogReader reader = log.read(log.firstSequence(), limit)) {
      while (reader.next()) {
        byte[] bytes = new byte[reader.payload().remaining()];
        reader.payload().duplicate().get(bytes);
        boolean same =
            Arrays.equals(bytes, payload(reader.sequence(), bytes.length))
                && reader.type() == (int) reader.sequence();
        if (!same) {
          throw new AssertionError("expected record " + reader.sequence() + ", found another one");
        }
        found.add(reader.sequence());
      }
    }
    return found;
  }
}
