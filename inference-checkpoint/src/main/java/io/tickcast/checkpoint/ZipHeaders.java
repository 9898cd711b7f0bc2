package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the headers in front of the entries of a zip archive with its directory: the entries lie
 * one behind another and leave no byte of the file to anything else, so that no two readers can
 * take it for different archives. <i>Confined.</i>
 */
final class ZipHeaders {
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int[] DESCRIPTOR_BYTES = {16, 24, 12, 20};
  private static final int MARKED = 4;

  private final ByteBuffer file;
  private final long directory;

  /** A reader of a little-endian buffer whose directory begins at some place. */
  ZipHeaders(ByteBuffer file, long directory) {
    this.file = file;
    this.directory = directory;
  }

  /** The same entries with the places of their bytes. */
  List<ZipPart> located(List<ZipPart> parts) {
    List<ZipPart> inOrder = new ArrayList<>(parts);
    inOrder.sort(Comparator.comparingLong(ZipPart::header));
    List<ZipPart> located = new ArrayList<>(parts.size());
    long at = 0;
    for (int i = 0; i < inOrder.size(); i++) {
      ZipPart part = inOrder.get(i);
      if (part.header() != at) {
        throw Faults.malformed(
            "a zip entry at byte " + at, "one at byte " + part.header(), part.where());
      }
      at = i + 1 < inOrder.size() ? inOrder.get(i + 1).header() : directory;
      located.add(located(part, at));
    }
    if (at != directory) {
      throw Faults.malformed("zip entries", "none", "byte 0");
    }
    return located;
  }

  private ZipPart located(ZipPart part, long next) {
    int at = (int) part.header();
    if (at > directory - LOCAL_BYTES || file.getInt(at) != LOCAL) {
      throw Faults.malformed("the header of a zip entry", "other bytes", part.where());
    }
    int nameBytes = u2(at + 26);
    int extraBytes = u2(at + 28);
    long data = (long) at + LOCAL_BYTES + nameBytes + extraBytes;
    if (data > directory - part.packed()) {
      throw Faults.malformed("a zip entry in front of the directory", "one within", part.where());
    }
    compare(part, at, nameBytes, extraBytes);
    long behind = next - data - part.packed();
    if (part.hasDescriptor() ? !isDescriptor(part, (int) (next - behind), behind) : behind != 0) {
      throw Faults.malformed(
          "one zip entry behind another", behind + " bytes between them", part.where());
    }
    return part.at((int) data);
  }

  private void compare(ZipPart part, int at, int nameBytes, int extraBytes) {
    String name = ZipName.read(file, at + LOCAL_BYTES, nameBytes, Integer.MAX_VALUE);
    boolean same =
        name.equals(part.name()) && u2(at + 6) == part.flags() && u2(at + 8) == part.method();
    ZipExtra extra = new ZipExtra(file, at + LOCAL_BYTES + nameBytes, extraBytes);
    int crc = file.getInt(at + 14);
    long narrowPacked = file.getInt(at + 18) & 0xffffffffL;
    long size = extra.wide(file.getInt(at + 22) & 0xffffffffL);
    long packed = extra.wide(narrowPacked);
    boolean sized = size == part.size() && packed == part.packed() && crc == part.crc();
    boolean later = part.hasDescriptor() && size == 0 && packed == 0 && crc == 0;
    if (!same || !(sized || later)) {
      throw Faults.malformed(
          "the same in the zip directory and in front of an entry", "a difference", part.where());
    }
  }

  /** Whether sizes and checksum stand there, marked or not, with 4 or 8 bytes for a size. */
  private boolean isDescriptor(ZipPart part, int at, long bytes) {
    for (int form : DESCRIPTOR_BYTES) {
      if (bytes == form) {
        boolean marked = form % 8 == 0;
        int crc = marked ? at + MARKED : at;
        boolean wide = form >= 20;
        long packed = wide ? file.getLong(crc + 4) : file.getInt(crc + 4) & 0xffffffffL;
        long size = wide ? file.getLong(crc + 12) : file.getInt(crc + 8) & 0xffffffffL;
        return (!marked || file.getInt(at) == DESCRIPTOR)
            && file.getInt(crc) == part.crc()
            && packed == part.packed()
            && size == part.size();
      }
    }
    return false;
  }

  private int u2(int at) {
    return file.getShort(at) & 0xffff;
  }
}
