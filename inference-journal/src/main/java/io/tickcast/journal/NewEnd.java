package io.tickcast.journal;

import java.io.IOException;
import java.util.UUID;

/**
 * Writes the small files of a repaired log anew, so that they agree with what is left of it. The
 * mark comes last: until then the log counts as damaged.
 */
final class NewEnd {
  private final LogFiles files;
  private final LogContents contents;

  NewEnd(LogFiles files, LogContents contents) {
    this.files = files;
    this.contents = contents;
  }

  /** Comes before anything is cut, so that no interrupted repair is left with the old id. */
  void writeIdentity(UUID id) throws IOException {
    if (!contents.segments.isEmpty()) {
      new Identity(contents.segments.get(0).header.journal(), id).write(files);
    }
  }

  void write() throws IOException {
    long next = contents.lastSequence() + 1;
    long first = contents.segments.isEmpty() ? 1 : contents.segments.get(0).first();
    writeCursors(first == 0 ? next : first, next);
    if (contents.segments.isEmpty()) {
      removeAll();
      return;
    }
    SegmentHeader oldest = contents.segments.get(0).header;
    Mark.create(files, next - 1, oldest.number(), first == 0 ? next : first);
  }

  /** A cursor that can not be read begins with the oldest record: again is better than never. */
  private void writeCursors(long first, long next) throws IOException {
    for (String name : FileNames.cursors(contents.names)) {
      SlotFile file = contents.cursors.get(name);
      if (file == null || file.value(0) > next) {
        SlotFile.create(
            files, FileNames.cursor(name), Block.Kind.CURSOR, file == null ? first : next);
      }
    }
  }

  /** Nothing is left: the next start makes a new log, with an id of its own. */
  private void removeAll() throws IOException {
    for (String name : new String[] {FileNames.IDENTITY, FileNames.MARK}) {
      if (contents.names.contains(name)) {
        files.delete(name);
        files.forceFolder();
      }
    }
  }
}
