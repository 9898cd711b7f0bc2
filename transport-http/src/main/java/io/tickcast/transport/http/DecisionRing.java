package io.tickcast.transport.http;

import io.tickcast.api.DecisionView;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The last decisions, numbered from 0. <i>Thread-safe</i>: any number of lanes write and of readers
 * read; nobody waits for anybody, and writing allocates nothing.
 *
 * <p>Each slot is a sequence lock: its stamp is {@code 2 s + 1} while decision {@code s} is being
 * written and {@code 2 s + 2} when it stands, so a reader that sees {@code 2 s + 2} before and
 * after its copy has a whole decision. A writer that finds its slot taken, by a lane that was
 * suspended for a whole turn of the ring, gives its number up instead of waiting.
 */
final class DecisionRing {
  /** What reading a number gave. */
  enum Read {
    /** The decision was copied. */
    FOUND,
    /** Not written yet. */
    PENDING,
    /** The writer gave the number up: there is nothing to see. */
    SKIPPED,
    /** Overwritten by a later one. */
    GONE
  }

  private final DecisionSlot[] slots;
  private final AtomicLongArray stamps;
  // The highest number given up at a slot, plus one.
  private final AtomicLongArray givenUp;
  private final AtomicLong next = new AtomicLong();

  DecisionRing(int capacity) {
    slots = new DecisionSlot[capacity];
    for (int i = 0; i < capacity; i++) {
      slots[i] = new DecisionSlot();
    }
    stamps = new AtomicLongArray(capacity);
    givenUp = new AtomicLongArray(capacity);
  }

  int capacity() {
    return slots.length;
  }

  /** One more than the last number that was taken. */
  long end() {
    return next.get();
  }

  /** The lowest number that may still be there. */
  long oldest() {
    return Math.max(0, next.get() - slots.length);
  }

  /** Copies a decision into the next slot. */
  void record(DecisionView decision) {
    long sequence = next.getAndIncrement();
    int index = (int) (sequence % slots.length);
    long writing = 2 * sequence + 1;
    long before = stamps.get(index);
    boolean taken = (before & 1) == 1 || before > writing;
    if (taken || !stamps.compareAndSet(index, before, writing)) {
      givenUp.set(index, sequence + 1);
      return;
    }
    // The stamp must be seen as odd before any of the fields changes.
    VarHandle.releaseFence();
    boolean whole = false;
    try {
      slots[index].copyFrom(decision);
      whole = true;
    } finally {
      if (!whole) {
        givenUp.set(index, sequence + 1);
      }
      stamps.setRelease(index, whole ? writing + 1 : writing - 1);
    }
  }

  /**
   * Copies decision {@code sequence} to {@code target}, which is unspecified unless it was FOUND.
   */
  Read read(long sequence, DecisionSlot target) {
    if (sequence >= next.get()) {
      return Read.PENDING;
    }
    if (sequence < oldest()) {
      return Read.GONE;
    }
    int index = (int) (sequence % slots.length);
    long written = 2 * sequence + 2;
    long stamp = stamps.getAcquire(index);
    if (stamp < written) {
      return givenUp.get(index) > sequence ? Read.SKIPPED : Read.PENDING;
    }
    if (stamp > written) {
      return Read.GONE;
    }
    target.copyFrom(slots[index]);
    // The fields must be read before the stamp is looked at again.
    VarHandle.acquireFence();
    return stamps.get(index) == written ? Read.FOUND : Read.GONE;
  }
}
