package io.tickcast.journal;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is in the folder of a log, with every checksum looked at and nothing changed; the log may be
 * in use, in which case its last records may be missing here. <i>Immutable.</i>
 *
 * @param id the id of the log, when it can be read
 * @param segments the files of records, oldest first
 * @param recordsByType how many records of each type there are
 * @param cursors who has read how far
 * @param firstSequence the oldest record, 0 when there is none
 * @param lastSequence the last record that follows from the one before it, or the one before the
 *     first that is to come
 * @param provenDurable how far records are known to have been durable
 * @param damages what has to be repaired, most important first; empty when a log can be opened
 * @param tornEnd what the next start cuts off, or what {@link JournalRepair} puts aside
 */
public record JournalInspection(
    Optional<UUID> id,
    List<SegmentSummary> segments,
    Map<Integer, Long> recordsByType,
    List<CursorSummary> cursors,
    long firstSequence,
    long lastSequence,
    long provenDurable,
    List<Damage> damages,
    Optional<Recovery.Truncation> tornEnd) {
  /** Copies the collections. */
  public JournalInspection {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tornEnd, "tornEnd");
    segments = List.copyOf(segments);
    recordsByType = Map.copyOf(recordsByType);
    cursors = List.copyOf(cursors);
    damages = List.copyOf(damages);
  }

  /**
   * A file of records.
   *
   * @param file its name
   * @param bytes its size
   * @param usedBytes how much of it records take
   * @param records how many there are
   * @param firstSequence the first of them, 0 when it is empty
   * @param lastSequence the last of them, 0 when it is empty
   */
  public record SegmentSummary(
      String file,
      long bytes,
      long usedBytes,
      long records,
      long firstSequence,
      long lastSequence) {
    /** Checks that nothing is missing. */
    public SegmentSummary {
      Objects.requireNonNull(file, "file");
    }
  }

  /**
   * A cursor.
   *
   * @param name its name
   * @param next the first sequence that it has not finished
   * @param lag how many records wait for it
   */
  public record CursorSummary(String name, long next, long lag) {
    /** Checks that nothing is missing. */
    public CursorSummary {
      Objects.requireNonNull(name, "name");
    }
  }

  /** What {@link #damages} and {@link #tornEnd} come to. */
  public enum Verdict {
    /** Every record is there and follows the one before it. */
    WHOLE,
    /** A crash has left an end that was never durable; the next start cuts it off. */
    TORN_END,
    /** Something that was durable is missing or changed; a start refuses it. */
    DAMAGED
  }

  /**
   * Looks at the log in a folder on disk.
   *
   * @throws InferenceException (NOT_FOUND) when there is none; (RESOURCE_UNAVAILABLE) when it can
   *     not be read; (MALFORMED_DATA) when it is of another version
   */
  public static JournalInspection of(Path folder) {
    return of(DiskFiles.in(folder));
  }

  /**
   * Looks at the log in a folder that is reached in another way.
   *
   * @throws InferenceException as {@link #of(Path)}
   */
  public static JournalInspection of(LogFiles files) {
    try {
      JournalInspection first = read(files);
      // What looks like damage may be a segment that was released while it was looked at.
      return first.damages().isEmpty() ? first : read(files);
    } catch (IOException e) {
      throw Opening.unavailable("expected a journal in " + files + " that can be read", e);
    }
  }

  private static JournalInspection read(LogFiles files) throws IOException {
    try (LogContents contents = LogContents.read(files, LogFiles.Access.READ)) {
      if (contents.isNew() && contents.cursors.isEmpty()) {
        throw new InferenceException(
            ErrorCode.NOT_FOUND, "expected a journal in " + files + ", found no record of one");
      }
      return of(contents);
    }
  }

  private static JournalInspection of(LogContents contents) {
    Optional<LogScan> scan = Optional.ofNullable(contents.scan);
    long last = scan.map(LogScan::lastSequence).orElse(0L);
    List<CursorSummary> cursors = new ArrayList<>();
    contents.cursors.forEach(
        (name, file) ->
            cursors.add(
                new CursorSummary(name, file.value(0), Math.max(0, last + 1 - file.value(0)))));
    return new JournalInspection(
        Optional.ofNullable(contents.identity).map(Identity::id),
        scan.map(JournalInspection::segments).orElse(List.of()),
        scan.map(LogScan::recordsByType).orElse(new TreeMap<>()),
        cursors,
        contents.firstRecord(),
        last,
        contents.provenDurable(),
        contents.damages,
        scan.flatMap(LogScan::truncation));
  }

  private static List<SegmentSummary> segments(LogScan scan) {
    List<SegmentSummary> summaries = new ArrayList<>();
    for (int i = 0; i < scan.segments().size(); i++) {
      Segment segment = scan.segments().get(i);
      summaries.add(
          new SegmentSummary(
              segment.name,
              segment.header.bytes(),
              segment.end(),
              scan.recordsOfSegments().get(i),
              segment.first(),
              segment.last()));
    }
    return summaries;
  }

  /** Whether a log is whole, can be opened, or has to be repaired. */
  public Verdict verdict() {
    if (!damages.isEmpty()) {
      return Verdict.DAMAGED;
    }
    return tornEnd.isPresent() ? Verdict.TORN_END : Verdict.WHOLE;
  }
}
