package io.tickcast.journal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log in their order: full ones, the one in use, and empty ones that are ready.
 * <i>Confined</i> to whoever holds the lock of the log.
 */
final class SegmentChain {
  private final List<Segment> segments;
  private int used;

  /**
   * Creates a chain.
   *
   * @param used the place of the segment in use; those behind it are empty
   */
  SegmentChain(List<Segment> segments, int used) {
    this.segments = new ArrayList<>(segments);
    this.used = used;
  }

  /** The number of the newest segment; it changes only with {@link #add}. */
  long newestNumber() {
    return segments.get(segments.size() - 1).header.number();
  }

  int spares() {
    return segments.size() - 1 - used;
  }

  int size() {
    return segments.size();
  }

  Segment get(int index) {
    return segments.get(index);
  }

  /** The bytes of all files. */
  long bytes() {
    long bytes = 0;
    for (int i = 0; i < segments.size(); i++) {
      bytes += segments.get(i).header.bytes();
    }
    return bytes;
  }

  /** What is left for records once one of a size is written; negative when it has no place. */
  long roomBehind(int size) {
    long left = segments.get(used).left();
    long room = 0;
    for (int i = used + 1; i < segments.size(); i++) {
      room += segments.get(i).capacity();
    }
    if (size <= left) {
      return room + left - size;
    }
    boolean fits = used + 1 < segments.size() && size <= segments.get(used + 1).capacity();
    return fits ? room - size : -1;
  }

  /** The segment that a record of a size goes to; there is room for it. */
  Segment forRecord(int size) {
    if (size > segments.get(used).left()) {
      used++;
    }
    return segments.get(used);
  }

  void add(Segment spare) {
    segments.add(spare);
  }

  /** Whether the oldest segment holds nothing but records below a sequence. */
  boolean isReleasable(long below) {
    return used > 0 && !segments.get(1).isEmpty() && segments.get(1).first() <= below;
  }

  Segment removeOldest() {
    used--;
    return segments.remove(0);
  }

  /** The segment that holds a record, or null when it is not there. */
  @Nullable Segment holding(long sequence) {
    for (int i = used; i >= 0; i--) {
      Segment segment = segments.get(i);
      if (!segment.isEmpty() && segment.first() <= sequence) {
        return sequence <= segment.last() ? segment : null;
      }
    }
    return null;
  }

  /** The segments that hold records above a sequence, oldest first. */
  List<Segment> behind(long sequence) {
    List<Segment> found = new ArrayList<>(2);
    for (int i = 0; i <= used; i++) {
      if (segments.get(i).last() > sequence) {
        found.add(segments.get(i));
      }
    }
    return found;
  }

  List<Segment> all() {
    return List.copyOf(segments);
  }
}
