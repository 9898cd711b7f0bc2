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
    String unfinished = unfinished(number);
    LogFile file = files.open(unfinished, LogFiles.Access.CREATE);
    return finish(file, number, () -> zero(file), false);
  }

  /**
   * Makes an empty segment of one that was released, whose bytes have their places on the device.
   *
   * @throws NoSpaceException when even that needs room and there is none; nothing is left of either
   * @throws IOException when it fails otherwise
   */
  Segment makeOf(Segment released, long number) throws IOException {
    // It loses its old name for good before anything in it changes.
    return finish(
        released.file,
        number,
        () -> {
          files.rename(released.name, unfinished(number));
          files.forceFolder();
        },
        true);
  }

  /** Whether a released segment has the size of new ones. */
  boolean canUse(Segment released) {
    return released.header.bytes() == bytes;
  }

  /** What is done before a segment gets its header. */
  private interface Preparation {
    void run() throws IOException;
  }

  private Segment finish(LogFile file, long number, Preparation preparation, boolean reused)
      throws IOException {
    String name = FileNames.segment(number);
    boolean done = false;
    try {
      preparation.run();
      Bytes.write(file, SegmentHeader.encode(origin, number, bytes, reused), 0);
      file.force(true);
      files.rename(unfinished(number), name);
      files.forceFolder();
      Segment segment = new Segment(file, SegmentHeader.read(file, name).orElseThrow());
      done = true;
      return segment;
    } catch (NoSpaceException e) {
      files.delete(unfinished(number));
      throw e;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private static String unfinished(long number) {
    return FileNames.segment(number) + SlotFile.NEW;
  }

  /** In pieces, or a force of another file would have to wait for all of it. */
  private void zero(LogFile file) throws IOException {
    for (long at = Block.BYTES; at < bytes; at += FORCED_AT_ONCE) {
      Bytes.zero(file, at, Math.min(bytes, at + FORCED_AT_ONCE));
      file.force(false);
    }
  }
}
