package io.tickcast.checkpoint;

/**
 * A file within a zip archive, as its directory describes it. <i>Immutable.</i>
 *
 * @param name as the archive has it
 * @param flags general purpose bits
 * @param method 0 stored, 8 deflated
 * @param crc of the content
 * @param packed bytes in the archive
 * @param size bytes of the content
 * @param header where the local header begins
 * @param data where the packed bytes begin; 0 until the local header was read
 */
record ZipPart(
    String name, int flags, int method, int crc, long packed, long size, long header, int data) {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int DESCRIPTOR = 1 << 3;

  /** Whether sizes and checksum stand behind the content. */
  boolean hasDescriptor() {
    return (flags & DESCRIPTOR) != 0;
  }

  ZipPart at(int place) {
    return new ZipPart(name, flags, method, crc, packed, size, header, place);
  }

  String where() {
    return "the zip entry " + Faults.quoted(name);
  }
}
