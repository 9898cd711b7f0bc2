package io.tickcast.journal;

import java.io.IOException;
import java.util.List;

/**
 * Brings the end of a log into order before anything is appended to it.
 *
 * <p>What is behind the last good record is overwritten with zeros, or a record that is written
 * there again could be followed by its old successor. What is not known to be durable is written
 * again, because pages that an earlier process failed to force look clean and are not on the
 * device.
 */
final class Tail {
  private final JournalConfig config;
  private final LogFiles files;
  private final List<Segment> segments;
  private final LogScan scan;

  /**
   * Creates it.
   *
   * @param segments from the oldest on; empty ones of another size are removed from it
   */
  Tail(JournalConfig config, LogFiles files, List<Segment> segments, LogScan scan) {
    this.config = config;
    this.files = files;
    this.segments = segments;
    this.scan = scan;
  }

  void recover(long provenDurable) throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      recover(segments.get(i), i, provenDurable);
    }
    dropSparesOfOtherSizes();
  }

  private void recover(Segment segment, int index, long provenDurable) throws IOException {
    boolean unproven = segment.last() > provenDurable;
    if (unproven) {
      Bytes.rewrite(segment.file, offsetBehind(segment, provenDurable), segment.end());
    }
    boolean zeroed = index >= scan.lastSegment() && clear(segment);
    if (unproven || zeroed) {
      segment.file.force(true);
    }
  }

  private static long offsetBehind(Segment segment, long sequence) throws IOException {
    RecordReader reader = new RecordReader(segment.file, segment.header);
    long offset = Block.BYTES;
    while (reader.read(offset, 1, sequence)) {
      offset += reader.size();
    }
    return offset;
  }

  /** Zeros behind the last record, and up to the size of the file when it has become shorter. */
  private static boolean clear(Segment segment) throws IOException {
    long bytes = segment.header.bytes();
    long length = segment.file.size();
    long end = Bytes.endOfContent(segment.file, segment.end(), bytes);
    Bytes.zero(segment.file, segment.end(), end);
    Bytes.zero(segment.file, Math.max(segment.end(), length), bytes);
    return end > segment.end() || length < bytes;
  }

  /** From the last one on, so that no gap is ever seen. */
  private void dropSparesOfOtherSizes() throws IOException {
    List<Segment> spares = segments.subList(scan.lastSegment() + 1, segments.size());
    boolean fit = spares.stream().allMatch(s -> s.header.bytes() == config.segmentBytes());
    if (fit) {
      return;
    }
    while (segments.size() > scan.lastSegment() + 1) {
      Segment last = segments.remove(segments.size() - 1);
      last.close();
      files.delete(last.name);
      files.forceFolder();
    }
  }
}
