package io.tickcast.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the names of zip entries. */
final class ZipName {
  private ZipName() {}

  /** A name that is no place in a file system but a key; nothing is ever written by it. */
  static String read(ByteBuffer file, int at, int bytes, int most) {
    String where = "byte " + at;
    if (bytes == 0 || bytes > most) {
      throw Faults.limit("a name of 1 to " + most + " bytes", bytes + "", where);
    }
    Utf8.check(file, at, bytes, where);
    String name = StandardCharsets.UTF_8.decode(file.slice(at, bytes)).toString();
    boolean plain = name.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\');
    if (!plain || name.startsWith("/") || name.endsWith("/")) {
      throw Faults.malformed("the name of a zip entry", Faults.quoted(name), where);
    }
    return name;
  }
}
