package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Python would have made by calling something: what was to be called, with what, and what was
 * then put into the result.
 */
public final class ObjectNode implements PickleNode {
  private final Symbol callable;
  private final How how;
  private final PickleNode arguments;
  private final @Nullable DictNode keywords;
  private List<PickleNode> states = List.of();
  private List<PickleNode> appended = List.of();
  private @Nullable DictNode items;

  ObjectNode(Symbol callable, How how, PickleNode arguments, @Nullable DictNode keywords) {
    this.callable = callable;
    this.how = how;
    this.arguments = arguments;
    this.keywords = keywords;
  }

  /** The way in which an object is made. */
  public enum How {
    /** A function or class is called. */
    CALL,
    /** The class's {@code __new__} is called. */
    NEW
  }

  /** The function or class. */
  public Symbol symbol() {
    return callable;
  }

  /** How it was to be used. */
  public How how() {
    return how;
  }

  /** The positional arguments: a tuple. */
  public PickleNode arguments() {
    return arguments;
  }

  /** The arguments by keyword, where there are any. */
  public Optional<DictNode> keywords() {
    return Optional.ofNullable(keywords);
  }

  /** What was put into it, in order; nearly always one dict of its attributes. */
  public List<PickleNode> states() {
    return Collections.unmodifiableList(states);
  }

  /** What was appended or added to it, as to a list or set. */
  public List<PickleNode> appended() {
    return Collections.unmodifiableList(appended);
  }

  /** What was set by key, as in a dict. */
  public Optional<DictNode> items() {
    return Optional.ofNullable(items);
  }

  /**
   * An attribute that a state gives: a state is a dict, or a pair of a dict and one of slots. The
   * last one counts.
   */
  public Optional<PickleNode> attribute(String name) {
    for (int i = states.size() - 1; i >= 0; i--) {
      Optional<PickleNode> found = within(states.get(i), name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<PickleNode> within(PickleNode state, String name) {
    if (state instanceof DictNode dict) {
      return dict.get(name);
    }
    if (!(state instanceof TupleNode pair) || pair.items().size() != 2) {
      return Optional.empty();
    }
    Optional<PickleNode> slot =
        pair.items().get(1) instanceof DictNode slots ? slots.get(name) : Optional.empty();
    return slot.isPresent() || !(pair.items().get(0) instanceof DictNode dict)
        ? slot
        : dict.get(name);
  }

  void state(PickleNode state) {
    if (states.isEmpty()) {
      states = new ArrayList<>(1);
    }
    states.add(state);
  }

  void append(List<PickleNode> more) {
    if (appended.isEmpty()) {
      appended = new ArrayList<>(more.size());
    }
    appended.addAll(more);
  }

  void put(List<PickleNode> pairs) {
    DictNode dict = items == null ? new DictNode() : items;
    dict.putAll(pairs);
    items = dict;
  }

  @Override
  public String describe() {
    return "an object of " + Faults.quoted(callable.toString());
  }

  @Override
  public String toString() {
    return describe();
  }
}
