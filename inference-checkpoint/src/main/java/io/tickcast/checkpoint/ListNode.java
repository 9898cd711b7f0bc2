package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list. May hold itself. */
public final class ListNode implements PickleNode {
  private final ArrayList<PickleNode> items;

  ListNode(List<PickleNode> items) {
    this.items = new ArrayList<>(items);
  }

  ListNode() {
    items = new ArrayList<>(0);
  }

  /** The items in order; do not compare, hash or print this list, whose items may hold it. */
  public List<PickleNode> items() {
    return Collections.unmodifiableList(items);
  }

  void add(PickleNode item) {
    items.add(item);
  }

  void addAll(List<PickleNode> more) {
    items.addAll(more);
  }

  @Override
  public String describe() {
    return "a list of " + items.size();
  }

  @Override
  public String toString() {
    return describe();
  }
}
