package io.tickcast.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Moves all that lies behind the unbroken part of a log into files that the log does not look at.
 * Interrupted at any moment, it leaves a log that still counts as damaged, with nothing gone.
 */
final class Aside {
  static final String PREFIX = "removed-";
  private static final int CHUNK = 1 << 16;

  private final LogFiles files;
  private final LogContents contents;
  private final String prefix;
  private final List<String> aside = new ArrayList<>();

  Aside(LogFiles files, LogContents contents, UUID repair) {
    this.files = files;
    this.contents = contents;
    this.prefix = PREFIX + repair + "-";
  }

  /**
   * Moves it.
   *
   * @return the names of the files that hold it
   */
  List<String> cut() throws IOException {
    for (int i = contents.unreachable.size() - 1; i >= 0; i--) {
      rename(contents.unreachable.get(i));
    }
    LogScan scan = contents.scan;
    if (scan != null) {
      for (int i = contents.segments.size() - 1; i > scan.lastSegment(); i--) {
        remove(contents.segments.get(i));
      }
      cut(contents.segments.get(scan.lastSegment()));
    }
    return aside;
  }

  private void remove(Segment segment) throws IOException {
    long end = Bytes.endOfContent(segment.file, Block.BYTES, segment.header.bytes());
    if (end > Block.BYTES) {
      rename(segment.name);
      return;
    }
    files.delete(segment.name);
    files.forceFolder();
  }

  private void rename(String name) throws IOException {
    files.rename(name, prefix + name);
    files.forceFolder();
    aside.add(prefix + name);
  }

  private void cut(Segment segment) throws IOException {
    long from = segment.end();
    long end = Bytes.endOfContent(segment.file, from, segment.header.bytes());
    if (end == from) {
      return;
    }
    String name = prefix + from + "-" + segment.name;
    try (LogFile target = files.open(name, LogFiles.Access.CREATE)) {
      for (long at = from; at < end; at += CHUNK) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
        Bytes.read(segment.file, bytes, at);
        Bytes.write(target, bytes.flip(), at - from);
      }
      target.force(true);
    }
    files.forceFolder();
    aside.add(name);
    Bytes.zero(segment.file, from, end);
    segment.file.force(true);
  }
}
