package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A checksummed page of a few numbers: the header of a segment, or one slot of a small file. Big
 * endian: the magic, an int for the kind, an int for the version of the format, {@link #VALUES}
 * longs, zeros, and in the last four bytes the CRC32C of all before.
 *
 * <p>It has the size of a page, so that no write to something else carries it along.
 *
 * @param kind what it is
 * @param checksum its CRC32C
 * @param values its numbers
 */
record Block(Kind kind, int checksum, long[] values) {
  static final int BYTES = 4096;
  static final int VALUES = 5;
  static final int VERSION = 1;
  private static final long MAGIC = 0x7469636b63617374L; // "tickcast" in ASCII
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

  /** What a block is part of. */
  enum Kind {
    SEGMENT(0x5345474d),
    IDENTITY(0x49444944),
    MARK(0x4d41524b),
    CURSOR(0x43555253);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  /** A block as it is written, from its position on. */
  static ByteBuffer encode(Kind kind, long... values) {
    return encode(VERSION, kind, values);
  }

  static ByteBuffer encode(int version, Kind kind, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putInt(kind.code).putInt(version);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.putInt(CHECKSUM_AT, checksum(bytes)).clear();
  }

  /**
   * Reads a block.
   *
   * @return empty when there is none of that kind, or it is damaged
   * @throws InferenceException (MALFORMED_DATA) when it is whole and of another version
   */
  static Optional<Block> read(LogFile file, String name, long position, Kind kind)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    Bytes.read(file, bytes, position);
    bytes.flip();
    boolean ours = bytes.getLong() == MAGIC && bytes.getInt() == kind.code;
    int version = bytes.getInt();
    int checksum = checksum(bytes);
    if (!ours || checksum != bytes.getInt(CHECKSUM_AT)) {
      return Optional.empty();
    }
    if (version != VERSION) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          "expected journal format "
              + VERSION
              + " in "
              + name
              + ", found "
              + version
              + ": use the version of tickcast that wrote it");
    }
    long[] values = new long[VALUES];
    for (int i = 0; i < VALUES; i++) {
      values[i] = bytes.getLong();
    }
    return Optional.of(new Block(kind, checksum, values));
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CHECKSUM_AT));
    return (int) crc.getValue();
  }
}
