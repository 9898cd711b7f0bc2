package io.tickcast.journal;

import java.io.IOException;
import java.util.UUID;

/** Makes segments: all of their bytes are on the device before they have their name. */
final class SegmentMaker {
  /** What a force of records may have to wait for. */
  private static final long FORCED_AT_ONCE = 1 << 20;

  private final LogFiles files;
  private final UUID origin;
  private final long bytes;

  SegmentMaker(LogFiles files, UUID origin, long bytes) {
    this.files = files;
    this.origin = origin;
    this.bytes = bytes;
  }

  /**
   * Makes an empty segment of zeros, so that appends to it need no room on the device.
   *
   * @throws NoSpaceException when the device is full; nothing is left of it
   * @throws IOException when it fails otherwise
   */
  Segment make(long number) throws IOException {
    String name = FileNames.segment(number);
    String unfinished = name + SlotFile.NEW;
    LogFile file = files.open(unfinished, LogFiles.Access.CREATE);
    boolean done = false;
    try {
      zero(file);
      Bytes.write(file, SegmentHeader.encode(origin, number, bytes), 0);
      file.force(true);
      files.rename(unfinished, name);
      files.forceFolder();
      Segment segment = new Segment(file, SegmentHeader.read(file, name).orElseThrow());
      done = true;
      return segment;
    } catch (NoSpaceException e) {
      files.delete(unfinished);
      throw e;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  /** In pieces, or a force of another file would have to wait for all of it. */
  private void zero(LogFile file) throws IOException {
    for (long at = Block.BYTES; at < bytes; at += FORCED_AT_ONCE) {
      Bytes.zero(file, at, Math.min(bytes, at + FORCED_AT_ONCE));
      file.force(false);
    }
  }
}
