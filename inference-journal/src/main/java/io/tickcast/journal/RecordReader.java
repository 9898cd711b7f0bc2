package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads records of segments through one buffer, which grows to the largest of them. What it gives
 * is valid until the next read. <i>Confined</i> to one thread.
 */
final class RecordReader {
  private static final int FIRST_BYTES = 1 << 16;

  /** Before no offset, so that nothing is inside. */
  private static final long NOTHING = Long.MAX_VALUE;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer window = ByteBuffer.allocate(FIRST_BYTES);
  private ByteBuffer record = window.duplicate();
  private ByteBuffer payload = window.duplicate();
  private LogFile file;
  private SegmentHeader header;
  private long windowAt = NOTHING;
  private int size;
  private int checksum;
  private int start;

  RecordReader(LogFile file, SegmentHeader header) {
    this.file = file;
    this.header = header;
  }

  /** Goes to another segment; what was read of the last one is forgotten. */
  void use(LogFile other, SegmentHeader itsHeader) {
    file = other;
    header = itsHeader;
    forget();
  }

  /** Forgets what was read ahead, which may have been written since. */
  void forget() {
    windowAt = NOTHING;
  }

  /**
   * Reads the record at an offset.
   *
   * @param least the lowest sequence that it may have
   * @param most the highest one; what is outside is no record, and costs no checksum
   * @return whether there is one, whole and with a checksum that fits
   */
  boolean read(long offset, long least, long most) throws IOException {
    if (offset + RecordFormat.HEADER_BYTES > header.bytes()) {
      return false;
    }
    load(offset, RecordFormat.HEADER_BYTES);
    int length = window.getInt(start + RecordFormat.LENGTH_AT);
    long sequence = window.getLong(start + RecordFormat.SEQUENCE_AT);
    boolean plausible =
        length >= 0 && length <= RecordFormat.MAX_LENGTH && sequence >= least && sequence <= most;
    if (!plausible || offset + RecordFormat.size(length) > header.bytes()) {
      return false;
    }
    size = RecordFormat.size(length);
    load(offset, size);
    checksum = window.getInt(start);
    record.limit(start + size).position(start + RecordFormat.LENGTH_AT);
    if (RecordFormat.checksum(crc, record, header.salt()) != checksum) {
      return false;
    }
    payload.limit(start + RecordFormat.HEADER_BYTES + length);
    payload.position(start + RecordFormat.HEADER_BYTES);
    return true;
  }

  /** Whether the first bytes at an offset are those of the record of a sequence. */
  boolean isBegun(long offset, long sequence) throws IOException {
    if (offset + RecordFormat.HEADER_BYTES > header.bytes()) {
      return false;
    }
    load(offset, RecordFormat.HEADER_BYTES);
    return window.getLong(start + RecordFormat.SEQUENCE_AT) == sequence;
  }

  /** Brings a range of the file into the window, and {@link #start} to its first byte. */
  private void load(long offset, int length) throws IOException {
    boolean inside = offset >= windowAt && offset + length <= windowAt + window.limit();
    if (!inside) {
      if (length > window.capacity()) {
        window = ByteBuffer.allocate(Math.max(length, window.capacity() * 2));
        record = window.duplicate();
        payload = window.duplicate();
      }
      forget(); // so that a read that fails leaves nothing behind
      window.clear().limit((int) Math.min(window.capacity(), header.bytes() - offset));
      Bytes.read(file, window, offset);
      windowAt = offset;
    }
    start = (int) (offset - windowAt);
  }

  /** The bytes that the record takes, with header and padding. */
  int size() {
    return size;
  }

  int checksum() {
    return checksum;
  }

  long sequence() {
    return window.getLong(start + RecordFormat.SEQUENCE_AT);
  }

  long durable() {
    return window.getLong(start + RecordFormat.DURABLE_AT);
  }

  int previous() {
    return window.getInt(start + RecordFormat.PREVIOUS_AT);
  }

  int type() {
    return window.getInt(start + RecordFormat.TYPE_AT);
  }

  ByteBuffer payload() {
    return payload;
  }
}
