package io.tickcast.examples.service.faults;

import io.tickcast.journal.JournalInspection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A place in a journal that nobody has open, found by the format of ADR 0012, to be damaged.
 *
 * @param file the segment
 * @param offset of the record in it
 * @param length of the record with its header
 * @param sequence of the record
 * @param type of the record
 */
record JournalTail(Path file, long offset, int length, long sequence, int type) {
  static final int DELIVERY = 3;
  static final int SYMBOL_STATE = 4;
  private static final int FIRST = 4_096;
  private static final int HEADER = 32;

  /** The last record. */
  static JournalTail last(Path journal) throws IOException {
    return find(journal, Long.MAX_VALUE);
  }

  /** The last record up to a sequence. */
  static JournalTail find(Path journal, long sequence) throws IOException {
    JournalTail found = new JournalTail(journal, 0, 0, 0, 0);
    for (Path segment : segments(journal)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
      int at = FIRST;
      while (at + HEADER <= bytes.capacity() && bytes.getLong(at + 8) > found.sequence()) {
        long here = bytes.getLong(at + 8);
        if (here > sequence) {
          return found;
        }
        int length = HEADER + bytes.getInt(at + 4);
        found = new JournalTail(segment, at, length, here, bytes.getInt(at + 28));
        at += (length + 7) / 8 * 8;
      }
    }
    return found;
  }

  /** How many records there are of a type. */
  static long count(Path journal, int type) throws IOException {
    long count = 0;
    for (Path segment : segments(journal)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
      for (int at = FIRST; at + HEADER <= bytes.capacity() && bytes.getLong(at + 8) > 0; ) {
        count += bytes.getInt(at + 28) == type ? 1 : 0;
        at += (HEADER + bytes.getInt(at + 4) + 7) / 8 * 8;
      }
    }
    return count;
  }

  private static List<Path> segments(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      return files
          .filter(it -> it.getFileName().toString().matches("segment-[0-9]+\\.log"))
          .sorted()
          .toList();
    }
  }

  /** Whether the journal can tell that the record was on the device, so that it must be there. */
  boolean isProven(Path journal) {
    return JournalInspection.of(journal).provenDurable() >= sequence;
  }

  /** Leaves only the first bytes of the record, as a write that did not come to its end. */
  void keep(int bytes) throws IOException {
    write(offset + bytes, new byte[length - bytes]);
  }

  /** The ids of the signals that a delivery note is about (ADR 0017). */
  List<String> noted() throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(length - HEADER).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(payload, offset + HEADER);
    }
    payload.flip().get();
    payload.position(payload.getShort() + payload.position());
    List<String> ids = new ArrayList<>();
    for (int i = payload.getInt(); i > 0; i--) {
      ids.add(new UUID(payload.getLong(), payload.getLong()).toString());
      payload.get();
    }
    return ids;
  }

  /** Turns a bit of the record over. */
  void flip(int byteOfRecord, int bit) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(one, offset + byteOfRecord);
    }
    write(offset + byteOfRecord, new byte[] {(byte) (one.get(0) ^ 1 << bit)});
  }

  private void write(long position, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), position);
    }
  }
}
