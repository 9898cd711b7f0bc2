package io.tickcast.checkpoint;

import java.util.List;

/** A tuple. May hold itself by way of a list. */
public final class TupleNode implements PickleNode {
  private final List<PickleNode> items;

  TupleNode(List<PickleNode> items) {
    this.items = List.copyOf(items);
  }

  /** The items in order; do not compare, hash or print this list, whose items may hold it. */
  public List<PickleNode> items() {
    return items;
  }

  @Override
  public String describe() {
    return "a tuple of " + items.size();
  }

  @Override
  public String toString() {
    return describe();
  }
}
