package io.tickcast.journal;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * All that changes the folder of an open log: new segments, old ones, cursors, the mark. One such
 * change at a time; the lock of the log is taken inside and only for moments. <i>Thread-safe.</i>
 */
final class Housekeeping {
  private final JournalConfig config;
  private final LogFiles files;
  private final SegmentMaker maker;
  private final Mark mark;
  private final Cursors cursors;
  private final Closeable lock;

  /** Released segments that the next new ones are made of. */
  private final Deque<Segment> released = new ArrayDeque<>();

  private volatile Optional<String> whyNoGrowth = Optional.empty();

  Housekeeping(
      JournalConfig config,
      LogFiles files,
      SegmentMaker maker,
      Mark mark,
      Cursors cursors,
      Closeable lock) {
    this.config = config;
    this.files = files;
    this.maker = maker;
    this.mark = mark;
    this.cursors = cursors;
    this.lock = lock;
  }

  LogFiles files() {
    return files;
  }

  /** Something that changes the folder. */
  private interface Change<T> {
    T make() throws IOException;
  }

  /**
   * A folder that failed to change or to be forced is in an unknown state, in which no later
   * segment may be trusted to exist.
   */
  private static <T> T change(LogState state, String what, Change<T> change) {
    try {
      return change.make();
    } catch (NoSpaceException e) {
      throw Opening.unavailable("expected " + what, e);
    } catch (IOException e) {
      throw state.fail(what, e);
    }
  }

  synchronized void addSpares(LogState state) {
    while (spares(state) < config.spares() && addSegment(state)) {
      // until there are enough, or there is no room
    }
  }

  private static int spares(LogState state) {
    synchronized (state) {
      return state.chain.spares();
    }
  }

  /** Adds a segment for a record that found no room; false when there is none for it either. */
  synchronized boolean grow(LogState state) {
    synchronized (state) {
      if (!state.mayGrow()) {
        return false;
      }
    }
    return addSegment(state);
  }

  private boolean addSegment(LogState state) {
    state.checkUsable();
    Optional<String> obstacle = change(state, "a segment to be added", () -> obstacle(state));
    if (obstacle.isEmpty()) {
      obstacle = makeSegment(state);
    }
    whyNoGrowth = obstacle;
    if (obstacle.isPresent()) {
      state.blockGrowth();
    }
    return obstacle.isEmpty();
  }

  private Optional<String> obstacle(LogState state) throws IOException {
    long bytes;
    synchronized (state) {
      bytes = state.chain.bytes();
    }
    if (bytes + config.segmentBytes() > config.quotaBytes()) {
      return Optional.of(
          "the quota of " + config.quotaBytes() + " bytes is used up by records that wait");
    }
    long usable = files.usableSpace();
    if (released.isEmpty() && usable < config.minFreeBytes() + config.segmentBytes()) {
      return Optional.of(
          "the device has "
              + usable
              + " bytes left, and "
              + config.minFreeBytes()
              + " are to stay free");
    }
    return Optional.empty();
  }

  private Optional<String> makeSegment(LogState state) {
    long number = state.chain.newestNumber() + 1;
    return change(
        state,
        "a segment to be added",
        () -> {
          try {
            Segment old = released.poll();
            Segment segment = old == null ? maker.make(number) : maker.makeOf(old, number);
            synchronized (state) {
              state.chain.add(segment);
              state.updateIntake();
            }
            return Optional.empty();
          } catch (NoSpaceException e) {
            return Optional.of("the device is full: " + e.getMessage());
          }
        });
  }

  synchronized void maintain(LogState state) {
    state.checkUsable();
    boolean room =
        change(
            state, "the free space to be known", () -> files.usableSpace() > config.minFreeBytes());
    state.tryAgain(room);
    addSpares(state);
    persist(state);
  }

  /** Writes down how far things have come. A failure can be tried again, and loses nothing. */
  synchronized void persist(LogState state) {
    state.checkUsable();
    cursors.persist();
    try {
      mark.store(state.durable(), mark.oldestSegment(), mark.firstSequence());
    } catch (IOException e) {
      throw Opening.unavailable("expected the mark of the journal to be kept", e);
    }
  }

  synchronized int release(LogState state, long sequence) {
    state.checkUsable();
    return change(
        state,
        "segments before " + sequence + " to be deleted",
        () -> {
          long below = Math.min(sequence, cursors.lowestPersisted());
          int deleted = 0;
          while (releaseOldest(state, Math.min(below, state.durable() + 1))) {
            deleted++;
          }
          state.tryAgain(false);
          return deleted;
        });
  }

  /** The mark first: a beginning that is missing is damage unless the mark says that it went. */
  private boolean releaseOldest(LogState state, long below) throws IOException {
    Segment oldest;
    Segment next;
    synchronized (state) {
      if (!state.chain.isReleasable(below)) {
        return false;
      }
      oldest = state.chain.get(0);
      next = state.chain.get(1);
    }
    mark.store(state.durable(), next.header.number(), next.first());
    synchronized (state) {
      state.chain.removeOldest();
      state.firstIs(next.first());
    }
    released.add(oldest);
    // Oldest first, so that no gap is ever seen.
    int most = maker.canUse(oldest) ? config.spares() : 0;
    while (released.size() > most) {
      delete(released.remove());
    }
    return true;
  }

  private void delete(Segment segment) throws IOException {
    segment.close();
    files.delete(segment.name);
    files.forceFolder();
  }

  synchronized LogCursor openCursor(SegmentLog log, LogState state, String name, long nextIfNew) {
    FileNames.cursor(name);
    state.checkUsable();
    return change(
        state, "cursor '" + name + "' to be opened", () -> cursors.open(name, log, nextIfNew));
  }

  synchronized boolean removeCursor(LogState state, String name) {
    FileNames.cursor(name);
    state.checkUsable();
    return change(state, "cursor '" + name + "' to be removed", () -> cursors.remove(name));
  }

  LogStatus status(LogState state) {
    Optional<String> problem = state.failure().or(() -> whyNoGrowth);
    synchronized (state) {
      return new LogStatus(
          state.intake(),
          problem,
          state.first(),
          state.written(),
          state.durable(),
          state.chain.size(),
          state.chain.bytes());
    }
  }

  synchronized void close(LogState state) {
    List<AutoCloseable> open = new ArrayList<>();
    for (Segment old : released) {
      // What a log that failed leaves behind is there again at the next start.
      open.add(state.hasFailed() ? old : () -> delete(old));
    }
    released.clear();
    synchronized (state) {
      open.addAll(state.chain.all());
    }
    open.add(cursors::close);
    open.add(mark);
    open.add(lock);
    try {
      Closing.all(open);
    } catch (IOException e) {
      throw Opening.unavailable("expected the files of the journal to be closed", e);
    }
  }
}
