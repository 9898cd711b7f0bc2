package io.tickcast.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cursors of a log, those that nobody has opened since the start included: they hold records
 * too. <i>Thread-safe.</i>
 */
final class Cursors {
  private final LogFiles files;
  private final Map<String, SlotFile> unopened;
  private final Map<String, LogCursor> opened = new TreeMap<>();

  Cursors(LogFiles files, Map<String, SlotFile> found) {
    this.files = files;
    this.unopened = new TreeMap<>(found);
  }

  /** Opens a cursor; one that does not exist is made, durable on return. */
  synchronized LogCursor open(String name, SegmentLog log, long nextIfNew) throws IOException {
    LogCursor known = opened.get(name);
    if (known != null) {
      return known;
    }
    String fileName = FileNames.cursor(name);
    SlotFile file = unopened.get(name);
    if (file == null) {
      long next = Math.min(nextIfNew, log.durableSequence() + 1);
      SlotFile.create(files, fileName, Block.Kind.CURSOR, next);
      file = SlotFile.open(files, fileName, Block.Kind.CURSOR, LogFiles.Access.WRITE).orElseThrow();
    }
    // A damaged newer half leaves the older one, below what was released since.
    long next = Math.max(file.value(0), log.firstSequence());
    LogCursor cursor = new LogCursor(name, file, log, next);
    opened.put(name, cursor);
    unopened.remove(name);
    return cursor;
  }

  /** Forgets a cursor; durable on return. */
  synchronized boolean remove(String name) throws IOException {
    String fileName = FileNames.cursor(name);
    SlotFile file = unopened.remove(name);
    LogCursor cursor = opened.remove(name);
    if (file == null && cursor == null) {
      return false;
    }
    if (file != null) {
      file.close();
    }
    if (cursor != null) {
      cursor.close();
    }
    files.delete(fileName);
    files.forceFolder();
    return true;
  }

  /** The lowest position that a restart would begin with. */
  synchronized long lowestPersisted() {
    long lowest = Long.MAX_VALUE;
    for (SlotFile file : unopened.values()) {
      lowest = Math.min(lowest, file.value(0));
    }
    for (LogCursor cursor : opened.values()) {
      lowest = Math.min(lowest, cursor.persisted());
    }
    return lowest;
  }

  synchronized List<LogCursor> opened() {
    return List.copyOf(opened.values());
  }

  void persist() {
    opened().forEach(LogCursor::persist);
  }

  synchronized void close() throws IOException {
    List<AutoCloseable> open = new ArrayList<>(unopened.values());
    opened.values().forEach(cursor -> open.add(cursor::close));
    Closing.all(open);
  }
}
