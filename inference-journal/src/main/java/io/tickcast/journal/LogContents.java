package io.tickcast.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything in the folder of a log, read and judged, with nothing changed. Its files stay open
 * until they are taken over or closed. <i>Confined</i> to one thread.
 */
final class LogContents implements AutoCloseable {
  final List<String> names;
  final List<Damage> damages = new ArrayList<>();
  final Map<String, SlotFile> cursors = new TreeMap<>();

  /** Those that follow each other from the oldest on, with headers that fit. */
  final List<Segment> segments = new ArrayList<>();

  /** Those behind a gap or a damaged header. */
  final List<String> unreachable = new ArrayList<>();

  @Nullable Identity identity;
  @Nullable Mark mark;
  @Nullable LogScan scan;

  private final LogFiles files;
  private final LogFiles.Access access;

  private LogContents(LogFiles files, LogFiles.Access access) throws IOException {
    this.files = files;
    this.access = access;
    this.names = files.list();
  }

  /** Reads a folder; damage is listed, only what can not be read at all is thrown. */
  static LogContents read(LogFiles files, LogFiles.Access access) throws IOException {
    LogContents contents = new LogContents(files, access);
    try {
      contents.readAll();
    } catch (IOException | RuntimeException e) {
      contents.close();
      throw e;
    }
    return contents;
  }

  /**
   * Whether there is no log yet, or one whose making was interrupted: its id comes first, then its
   * first segment, then its mark.
   */
  boolean isNew() {
    boolean nothing = segments.isEmpty() && unreachable.isEmpty();
    boolean beginning =
        segments.size() == 1
            && unreachable.isEmpty()
            && segments.get(0).header.number() == 1
            && scan != null
            && scan.lastSequence() == 0
            && scan.bytesBeyond() == 0;
    return !names.contains(FileNames.MARK) && (nothing || beginning);
  }

  private void readAll() throws IOException {
    readCursors();
    if (names.contains(FileNames.MARK)) {
      mark = orDamage(FileNames.MARK, Mark.open(files, access));
    }
    if (names.contains(FileNames.IDENTITY)) {
      identity = orDamage(FileNames.IDENTITY, Identity.read(files));
    }
    openSegments();
    if (!segments.isEmpty()) {
      scan = LogScan.of(segments, expectedFirst());
    }
    judge();
  }

  private <T> @Nullable T orDamage(String name, Optional<T> read) {
    if (read.isEmpty()) {
      damages.add(new Damage(name, 0, "expected a checksum that fits, found none in either half"));
    }
    return read.orElse(null);
  }

  private void expectFile(String name) {
    if (!names.contains(name)) {
      damages.add(new Damage(name, 0, "expected a file of that name, found none"));
    }
  }

  private void readCursors() throws IOException {
    for (String cursor : FileNames.cursors(names)) {
      String name = FileNames.cursor(cursor);
      SlotFile file = orDamage(name, SlotFile.open(files, name, Block.Kind.CURSOR, access));
      if (file != null) {
        cursors.put(cursor, file);
      }
    }
  }

  private void openSegments() throws IOException {
    // Listed anew, because a log that is in use may have gone on since its marks were read.
    List<Long> numbers = FileNames.segments(files.list());
    long oldest = mark == null ? 0 : mark.oldestSegment();
    if (mark != null && (numbers.isEmpty() || numbers.get(0) > oldest)) {
      damages.add(
          new Damage(
              FileNames.segment(oldest), 0, "expected the oldest segment, found no such file"));
    }
    for (long number : numbers) {
      boolean follows =
          segments.isEmpty() || number == segments.get(segments.size() - 1).header.number() + 1;
      if (!unreachable.isEmpty() || !follows || !openSegment(number)) {
        unreachable.add(FileNames.segment(number));
      }
    }
    checkGap();
  }

  private boolean openSegment(long number) throws IOException {
    String name = FileNames.segment(number);
    LogFile file = files.open(name, access);
    boolean fits = false;
    try {
      Optional<SegmentHeader> header = SegmentHeader.read(file, name);
      fits = header.filter(h -> h.number() == number && isOurs(h)).isPresent();
      if (fits) {
        segments.add(new Segment(file, header.orElseThrow()));
      } else {
        damages.add(new Damage(name, 0, "expected a header of this journal, " + found(header)));
      }
    } finally {
      if (!fits) {
        file.close();
      }
    }
    return fits;
  }

  private boolean isOurs(SegmentHeader header) {
    if (identity != null) {
      return header.journal().equals(identity.origin());
    }
    return segments.isEmpty() || header.journal().equals(segments.get(0).header.journal());
  }

  private static String found(Optional<SegmentHeader> header) {
    return header
        .map(h -> "found segment " + h.number() + " of journal " + h.journal())
        .orElse("found a checksum that does not fit");
  }

  private void checkGap() {
    if (!segments.isEmpty() && !unreachable.isEmpty()) {
      String next = FileNames.segment(segments.get(segments.size() - 1).header.number() + 1);
      if (!names.contains(next)) {
        damages.add(new Damage(next, 0, "expected a segment, found no such file"));
      }
    }
  }

  private long expectedFirst() {
    long number = segments.get(0).header.number();
    if (number == 1) {
      return 1;
    }
    return mark != null && mark.oldestSegment() == number ? mark.firstSequence() : 0;
  }

  /** What must be there and is not, is damage; what may be missing, is a torn end. */
  private void judge() {
    if (!isNew()) {
      expectFile(FileNames.IDENTITY);
      expectFile(FileNames.MARK);
    }
    long expected = scan == null ? 1 : scan.expectedSequence();
    boolean lost = expected == 0 || expected <= provenDurable();
    if (lost) {
      damages.add(
          new Damage(
              scan == null ? FileNames.segment(1) : segments.get(scan.lastSegment()).name,
              scan == null ? 0 : scan.cutAt(),
              "expected record "
                  + expected
                  + ", because "
                  + whoseProof()
                  + ", found none that fits"));
    }
  }

  /** A cursor is named where nothing else says as much: it may be what does not belong here. */
  private String whoseProof() {
    long proven = provenDurable();
    if (provenWithoutCursors() < proven) {
      for (Map.Entry<String, SlotFile> cursor : cursors.entrySet()) {
        if (cursor.getValue().value(0) - 1 == proven) {
          return "cursor '" + cursor.getKey() + "' has passed record " + proven;
        }
      }
    }
    return "records up to " + proven + " were durable";
  }

  /** The last record of the unbroken part, or the one before the first that is to come. */
  long lastSequence() {
    return scan == null ? 0 : scan.lastSequence();
  }

  /** The first record of the unbroken part, 0 when it has none. */
  long firstRecord() {
    return segments.isEmpty() ? 0 : segments.get(0).first();
  }

  /** The last record of the unbroken part, 0 when it has none. */
  long lastRecord() {
    return firstRecord() == 0 ? 0 : lastSequence();
  }

  /** How many records are known to have been in the log, and not to have been released. */
  long recordsKnown() {
    long highest = Math.max(provenDurable(), scan == null ? 0 : scan.highestBeyond());
    long first = mark == null ? Math.max(1, firstRecord()) : mark.firstSequence();
    return Math.max(lastSequence(), highest) - first + 1;
  }

  /** The last sequence that is known to have been durable. */
  long provenDurable() {
    long proven = provenWithoutCursors();
    for (SlotFile cursor : cursors.values()) {
      proven = Math.max(proven, cursor.value(0) - 1);
    }
    return proven;
  }

  private long provenWithoutCursors() {
    long claimed = scan == null ? 0 : scan.claimedDurable();
    return Math.max(claimed, mark == null ? 0 : mark.durable());
  }

  @Override
  public void close() throws IOException {
    List<AutoCloseable> open = new ArrayList<>(segments);
    open.addAll(cursors.values());
    if (mark != null) {
      open.add(mark);
    }
    Closing.all(open);
  }
}
