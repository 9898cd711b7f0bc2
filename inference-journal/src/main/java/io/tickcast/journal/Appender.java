package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes records at the end of a segment, each with one write, and takes back what was written of
 * one that did not fit on the device. <i>Confined</i> to whoever holds the lock of the log.
 */
final class Appender {
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer staging;
  private int previous;

  /**
   * Creates an appender.
   *
   * @param maxRecordBytes the longest payload
   * @param previous the checksum of the last record in the log, 0 when there is none
   */
  Appender(int maxRecordBytes, int previous) {
    this.staging = ByteBuffer.allocateDirect(RecordFormat.size(maxRecordBytes));
    this.previous = previous;
  }

  /**
   * Writes a record.
   *
   * @throws NoSpaceException when the device is full; nothing of the record is left
   * @throws IOException when it fails otherwise, or the rest of it could not be taken back
   */
  void append(
      Segment segment, long sequence, long durable, int type, byte[] bytes, int offset, int length)
      throws IOException {
    int checksum = stage(segment, sequence, durable, type, bytes, offset, length);
    int size = staging.remaining();
    try {
      Bytes.write(segment.file, staging, segment.end());
    } catch (NoSpaceException e) {
      takeBack(segment, size, e);
      throw e;
    }
    previous = checksum;
    segment.added(sequence, size);
  }

  private int stage(
      Segment segment,
      long sequence,
      long durable,
      int type,
      byte[] bytes,
      int offset,
      int length) {
    int size = RecordFormat.size(length);
    staging.clear().position(RecordFormat.LENGTH_AT);
    staging.putInt(length).putLong(sequence).putLong(durable).putInt(previous).putInt(type);
    staging.put(bytes, offset, length);
    while (staging.position() < size) {
      staging.put((byte) 0);
    }
    staging.limit(size).position(RecordFormat.LENGTH_AT);
    int checksum = RecordFormat.checksum(crc, staging, segment.header.salt());
    staging.putInt(0, checksum).position(0);
    return checksum;
  }

  /**
   * Zeros over what may have been written. A file system that copies on write needs room even for
   * that; there the file is cut, which gives room back.
   */
  private static void takeBack(Segment segment, int size, NoSpaceException cause)
      throws IOException {
    try {
      Bytes.zero(segment.file, segment.end(), segment.end() + size);
    } catch (IOException e) {
      cause.addSuppressed(e);
      segment.file.truncate(segment.end());
    }
  }
}
