package io.tickcast.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Walks over all segments of a log, from the oldest record on, for as long as each record follows
 * the one before it, and looks through what comes after that for records that are still whole.
 * Changes nothing. <i>Confined</i> to one thread.
 */
final class LogScan {
  private final List<Segment> segments;
  private final RecordReader reader;
  private final Map<Integer, Long> recordsByType = new TreeMap<>();
  private final List<Long> recordsOfSegments = new ArrayList<>();

  /** The sequence that has to come next, 0 when any may. */
  private long expected;

  private int previous;
  private int lastSegment;
  private long cutAt = Block.BYTES;
  private long claimed;
  private long recordsBeyond;
  private long highestBeyond;
  private long bytesBeyond;

  /** The size of all segments from the last one with records of the unbroken part on. */
  private long bytesLeft;

  private LogScan(List<Segment> segments, long expected) {
    this.segments = segments;
    this.expected = expected;
    this.reader = new RecordReader(segments.get(0).file, segments.get(0).header);
  }

  /**
   * Scans segments whose numbers follow each other.
   *
   * @param expectedFirst the sequence of the first record, 0 when that is not known
   */
  static LogScan of(List<Segment> segments, long expectedFirst) throws IOException {
    LogScan scan = new LogScan(segments, expectedFirst);
    scan.walk();
    scan.lookBeyond();
    return scan;
  }

  private void walk() throws IOException {
    int at = 0;
    boolean more = true;
    while (more) {
      lastSegment = at;
      cutAt = walk(segments.get(at));
      at++;
      more = at < segments.size() && follows(segments.get(at));
    }
  }

  private long walk(Segment segment) throws IOException {
    reader.use(segment.file, segment.header);
    long offset = Block.BYTES;
    long first = 0;
    long records = 0;
    while (isNext(offset)) {
      first = first == 0 ? reader.sequence() : first;
      expected = reader.sequence() + 1;
      previous = reader.checksum();
      claimed = Math.max(claimed, reader.durable());
      recordsByType.merge(reader.type(), 1L, Long::sum);
      offset += reader.size();
      records++;
    }
    segment.found(first, first == 0 ? 0 : expected - 1, offset);
    recordsOfSegments.add(records);
    return offset;
  }

  private boolean follows(Segment segment) throws IOException {
    reader.use(segment.file, segment.header);
    return hasRecords() && isNext(Block.BYTES);
  }

  /** The first record of the oldest segment follows one that has gone. */
  private boolean isNext(long offset) throws IOException {
    long least = expected == 0 ? 1 : expected;
    long most = expected == 0 ? Long.MAX_VALUE - 1 : expected;
    return reader.read(offset, least, most) && (!hasRecords() || reader.previous() == previous);
  }

  private void lookBeyond() throws IOException {
    for (int i = lastSegment; i < segments.size(); i++) {
      bytesLeft += segments.get(i).header.bytes();
    }
    for (int i = lastSegment; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      long from = i == lastSegment ? cutAt : Block.BYTES;
      reader.use(segment.file, segment.header);
      if (segment.header.reused()) {
        long end = lookBeyond(from, segment.header.bytes());
        boolean begun = i == lastSegment && reader.isBegun(from, expected);
        bytesBeyond += Math.max(end, begun ? from + RecordFormat.HEADER_BYTES : from) - from;
      } else {
        long end = Bytes.endOfContent(segment.file, from, segment.header.bytes());
        bytesBeyond += end - from;
        lookBeyond(from, end);
      }
      if (i > lastSegment) {
        recordsOfSegments.add(0L);
      }
    }
  }

  /**
   * Records begin anywhere once the chain is broken, at multiples of the alignment.
   *
   * @return the end of the last one
   */
  private long lookBeyond(long from, long end) throws IOException {
    long offset = from;
    long endOfLast = from;
    long least = Math.max(1, expected);
    long most = highestPossible();
    while (offset < end) {
      boolean found = reader.read(offset, least, most);
      if (found) {
        claimed = Math.max(claimed, reader.durable());
        highestBeyond = Math.max(highestBeyond, reader.sequence());
        recordsBeyond++;
      }
      offset += found ? reader.size() : RecordFormat.ALIGNMENT;
      endOfLast = found ? offset : endOfLast;
    }
    return endOfLast;
  }

  /**
   * What the sequence of a record may be, if all that comes were records without content: most
   * bytes that are not of this log are then no record at first sight.
   */
  private long highestPossible() {
    return expected == 0 ? Long.MAX_VALUE - 1 : expected + bytesLeft / RecordFormat.HEADER_BYTES;
  }

  /** The last record of the unbroken part, or the one before the first that is to come. */
  long lastSequence() {
    return Math.max(0, expected - 1);
  }

  private boolean hasRecords() {
    return !recordsByType.isEmpty();
  }

  /** The checksum of that record. */
  int lastChecksum() {
    return previous;
  }

  /** The sequence that would have come next, 0 when that is not known. */
  long expectedSequence() {
    return expected;
  }

  /** The place in {@link #segments} of the segment that the unbroken part ends in. */
  int lastSegment() {
    return lastSegment;
  }

  /** Where in that segment it ends. */
  long cutAt() {
    return cutAt;
  }

  /** The highest sequence that a record names as durable, whole records beyond the cut included. */
  long claimedDurable() {
    return claimed;
  }

  /** The highest sequence of a whole record beyond the cut, 0 when there is none. */
  long highestBeyond() {
    return highestBeyond;
  }

  /**
   * The bytes beyond the cut, up to the last one that is not zero; in a reused segment up to the
   * end of what can be told to be a record of this log.
   */
  long bytesBeyond() {
    return bytesBeyond;
  }

  /** What lies beyond the cut, when anything does. */
  Optional<Recovery.Truncation> truncation() {
    String file = segments.get(lastSegment).name;
    return bytesBeyond == 0
        ? Optional.empty()
        : Optional.of(new Recovery.Truncation(file, cutAt, bytesBeyond, recordsBeyond));
  }

  List<Segment> segments() {
    return segments;
  }

  /** How many records of the unbroken part each segment has. */
  List<Long> recordsOfSegments() {
    return recordsOfSegments;
  }

  /** The records of the unbroken part by their types. */
  Map<Integer, Long> recordsByType() {
    return recordsByType;
  }
}
