package io.tickcast.checkpoint;

import io.tickcast.api.InferenceException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the directory at the end of a zip archive. <i>Confined.</i>
 *
 * <p>Source: PKWARE's APPNOTE.TXT 6.3, sections 4.3.12 to 4.3.16 and 4.5.3.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int MOST_ENTRIES = 10_000;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final String DIRECTORY = "the zip directory";

  private final ByteBuffer file;
  private final ReadLimits limits;
  private long begin;
  private long end;
  private long count;

  /** A reader of a little-endian buffer from place 0 on. */
  ZipDirectory(ByteBuffer file, ReadLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /** The entries in the order of the directory, their local headers unread. */
  List<ZipPart> read() {
    findEnd();
    List<ZipPart> parts = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int at = (int) begin;
    for (long i = 0; i < count; i++) {
      ZipPart part = part(at);
      if (!names.add(part.name())) {
        throw Faults.malformed("each zip entry once", "it again", part.where());
      }
      parts.add(part);
      at += ENTRY_BYTES + u2(at + 28) + u2(at + 30) + u2(at + 32);
    }
    if (at != end) {
      throw Faults.malformed(count + " entries up to byte " + end, "byte " + at, DIRECTORY);
    }
    return parts;
  }

  /** Where the directory begins, which is where the last entry ends. */
  long begin() {
    return begin;
  }

  private void findEnd() {
    int at = file.limit() - END_BYTES;
    if (at < 0 || file.getInt(at) != END || u2(at + 20) != 0) {
      throw Faults.malformed(
          "a whole zip archive, which ends with its directory and no comment",
          "other bytes at the end",
          "byte " + Math.max(0, at));
    }
    if (u2(at + 4) != 0 || u2(at + 6) != 0 || u2(at + 8) != u2(at + 10)) {
      throw Faults.unsupported("a zip archive in one piece", "a part of one", DIRECTORY);
    }
    count = u2(at + 10);
    long bytes = u4(at + 12);
    begin = u4(at + 16);
    end = at;
    int locator = at - LOCATOR_BYTES;
    if (locator >= 0 && file.getInt(locator) == LOCATOR) {
      bytes = largeEnd(locator);
    }
    if (begin < 0 || bytes < 0 || begin > end || end - begin != bytes) {
      throw Faults.malformed(
          "a zip directory that ends at byte " + end,
          bytes + " bytes from byte " + begin,
          DIRECTORY);
    }
    if (count > MOST_ENTRIES || count < 0) {
      throw Faults.limit("at most " + MOST_ENTRIES + " zip entries", "more", DIRECTORY);
    }
  }

  /** The end of zip64, which stands in front of the other one; gives the directory's bytes. */
  private long largeEnd(int locator) {
    long at = file.getLong(locator + 8);
    if (at < 0 || at > locator - END64_BYTES || file.getInt((int) at) != END64) {
      throw Faults.malformed("the end of a zip64 directory", "other bytes", "byte " + at);
    }
    if (file.getLong((int) at + 4) != locator - at - 12) {
      throw Faults.malformed("the end of a zip64 directory", "a gap behind it", "byte " + at);
    }
    int place = (int) at;
    if (file.getLong(place + 24) != file.getLong(place + 32)) {
      throw Faults.unsupported("a zip archive in one piece", "a part of one", DIRECTORY);
    }
    count = file.getLong(place + 32);
    begin = file.getLong(place + 48);
    end = at;
    return file.getLong(place + 40);
  }

  private ZipPart part(int at) {
    require(at, ENTRY_BYTES);
    if (file.getInt(at) != ENTRY) {
      throw Faults.malformed("a zip entry", "other bytes", "byte " + at);
    }
    int flags = u2(at + 8);
    int nameBytes = u2(at + 28);
    int extraBytes = u2(at + 30);
    require(at + ENTRY_BYTES, nameBytes + extraBytes + u2(at + 32));
    String name = ZipName.read(file, at + ENTRY_BYTES, nameBytes, limits.nameLength());
    ZipExtra extra = new ZipExtra(file, at + ENTRY_BYTES + nameBytes, extraBytes);
    long size = extra.wide(u4(at + 24));
    long packed = extra.wide(u4(at + 20));
    long header = extra.wide(u4(at + 42));
    ZipPart part =
        new ZipPart(name, flags, u2(at + 10), file.getInt(at + 16), packed, size, header, 0);
    check(part);
    return part;
  }

  private void check(ZipPart part) {
    if ((part.flags() & ENCRYPTED) != 0) {
      throw Faults.unsupported("a zip entry in the clear", "an encrypted one", part.where());
    }
    if (part.method() != ZipPart.STORED && part.method() != ZipPart.DEFLATED) {
      throw Faults.unsupported(
          "a stored or deflated zip entry", "method " + part.method(), part.where());
    }
    if (part.packed() < 0 || part.size() < 0 || part.header() < 0 || part.packed() > begin) {
      throw Faults.malformed("sizes within the archive", "others", part.where());
    }
    if (part.method() == ZipPart.STORED && part.packed() != part.size()) {
      throw Faults.malformed(part.size() + " stored bytes", part.packed() + "", part.where());
    }
  }

  private void require(int at, int bytes) {
    if (at > end - bytes) {
      throw cut(at);
    }
  }

  private static InferenceException cut(int at) {
    return Faults.malformed("a zip entry within the directory", "its end", "byte " + at);
  }

  private int u2(int at) {
    return file.getShort(at) & 0xffff;
  }

  private long u4(int at) {
    return file.getInt(at) & 0xffffffffL;
  }
}
