package io.tickcast.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment, big endian, at offsets that are multiples of 8:
 *
 * <pre>
 *  0  int   CRC32C of all that follows, padding included, xor the salt of the segment
 *  4  int   length of the payload
 *  8  long  sequence, from 1 on, without gaps
 * 16  long  the last sequence that was durable when this record was written
 * 24  int   the CRC of the record before it, as stored; 0 at the first one
 * 28  int   type, the caller's
 * 32        payload, then zeros up to a multiple of 8
 * </pre>
 *
 * Zeros are no record, because no sequence is 0.
 */
final class RecordFormat {
  static final int HEADER_BYTES = 32;
  static final int ALIGNMENT = 8;

  /** No payload is longer, whatever the settings: what is read is bounded before it is believed. */
  static final int MAX_LENGTH = 1 << 24;

  static final int LENGTH_AT = 4;
  static final int SEQUENCE_AT = 8;
  static final int DURABLE_AT = 16;
  static final int PREVIOUS_AT = 24;
  static final int TYPE_AT = 28;

  private RecordFormat() {}

  /** The bytes that a payload takes in a segment. */
  static int size(int length) {
    return HEADER_BYTES + (length + ALIGNMENT - 1 & -ALIGNMENT);
  }

  /** The CRC of a record, from its length to the end of its padding. */
  static int checksum(CRC32C crc, ByteBuffer behindChecksum, int salt) {
    crc.reset();
    crc.update(behindChecksum);
    return (int) crc.getValue() ^ salt;
  }
}
