package io.tickcast.transport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A look at the end of a ring.
 *
 * @param end a reader that goes on at this number sees every decision that is not in here
 * @param decisions newest first
 */
record RecentDecisions(long end, List<Numbered> decisions) {
  /** A decision with its number. */
  record Numbered(long sequence, DecisionSlot slot) {}

  /** The last decisions that are wanted, up to a limit. */
  static RecentDecisions of(DecisionRing ring, int limit, Predicate<DecisionSlot> wanted) {
    long end = settledEnd(ring);
    List<Numbered> found = new ArrayList<>(limit);
    DecisionSlot slot = new DecisionSlot();
    for (long i = end - 1; i >= ring.oldest() && found.size() < limit; i--) {
      if (ring.read(i, slot) == DecisionRing.Read.FOUND && wanted.test(slot)) {
        found.add(new Numbered(i, slot));
        slot = new DecisionSlot();
      }
    }
    return new RecentDecisions(end, found);
  }

  /** The end without the decisions that another lane is still writing, and what came after them. */
  private static long settledEnd(DecisionRing ring) {
    long end = ring.end();
    DecisionSlot slot = new DecisionSlot();
    for (long i = ring.oldest(); i < end; i++) {
      if (ring.read(i, slot) == DecisionRing.Read.PENDING) {
        return i;
      }
    }
    return end;
  }
}
