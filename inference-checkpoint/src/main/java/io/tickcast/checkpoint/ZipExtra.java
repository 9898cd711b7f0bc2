package io.tickcast.checkpoint;

import java.nio.ByteBuffer;

/** The extra fields of a zip header, of which zip64's is of interest. <i>Confined.</i> */
final class ZipExtra {
  private static final int WIDE = 1;
  private static final int HEAD = 4;
  private static final long ELSEWHERE = 0xffffffffL;

  private final ByteBuffer file;
  private final int start;
  private int at;
  private int end;

  /** Reads the fields' heads. */
  ZipExtra(ByteBuffer file, int start, int bytes) {
    this.file = file;
    this.start = start;
    int field = start;
    int behind = start + bytes;
    while (behind - field >= HEAD) {
      int id = file.getShort(field) & 0xffff;
      int length = file.getShort(field + 2) & 0xffff;
      if (length > behind - field - HEAD) {
        throw Faults.malformed("a whole extra field of zip", "a part", "byte " + field);
      }
      if (id == WIDE) {
        if (end != 0) {
          throw Faults.malformed("one zip64 field", "another one", "byte " + field);
        }
        at = field + HEAD;
        end = at + length;
      }
      field += HEAD + length;
    }
    if (field != behind) {
      throw Faults.malformed("a whole extra field of zip", "a part", "byte " + field);
    }
  }

  /** The value itself, or the next one of zip64's, which stand in a fixed order. */
  long wide(long narrow) {
    if (narrow != ELSEWHERE) {
      return narrow;
    }
    if (end - at < Long.BYTES) {
      throw Faults.malformed("a zip64 field of 8 bytes", "none", "byte " + start);
    }
    long value = file.getLong(at);
    at += Long.BYTES;
    return value;
  }
}
