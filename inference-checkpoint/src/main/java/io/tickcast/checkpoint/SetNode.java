package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A {@code set} or {@code frozenset}, its items in the order of the file, not made unique. */
public final class SetNode implements PickleNode {
  private final ArrayList<PickleNode> items;
  private final boolean frozen;

  SetNode(List<PickleNode> items, boolean frozen) {
    this.items = new ArrayList<>(items);
    this.frozen = frozen;
  }

  /** The items; do not compare, hash or print this list. */
  public List<PickleNode> items() {
    return Collections.unmodifiableList(items);
  }

  /** Whether it is a {@code frozenset}. */
  public boolean isFrozen() {
    return frozen;
  }

  void addAll(List<PickleNode> more) {
    items.addAll(more);
  }

  @Override
  public String describe() {
    return "a set of " + items.size();
  }

  @Override
  public String toString() {
    return describe();
  }
}
