package io.tickcast.trees;

import io.tickcast.checkpoint.PickleNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What was read of one file so far: nothing large twice, and nothing too deep. A pickle may refer
 * to one object from many places, and from within itself; what the library writes never does.
 * <i>Confined.</i>
 */
final class SklearnReading {
  private static final int MAX_NESTING = 12;

  private final Set<PickleNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nesting;

  /** Notes that an object is read; each may be once. */
  void once(PickleNode node, String where) {
    if (!seen.add(node)) {
      throw Faults.malformed("an object of its own", "one that stands elsewhere, too", where);
    }
  }

  /** Begins an estimator, which may stand within others. */
  void enter(PickleNode node, String where) {
    once(node, where);
    if (++nesting > MAX_NESTING) {
      throw Faults.limit("at most " + MAX_NESTING + " estimators in each other", "more", where);
    }
  }

  void leave() {
    nesting--;
  }
}
