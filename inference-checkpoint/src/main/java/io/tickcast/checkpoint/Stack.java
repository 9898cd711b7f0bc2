package io.tickcast.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The values that a pickle has not used yet, and the marks among them. <i>Confined.</i> */
final class Stack {
  private final ArrayList<PickleNode> values = new ArrayList<>();
  private final OpcodeReader reader;
  private final int mostMarks;
  private int[] marks = new int[16];
  private int depth;

  Stack(OpcodeReader reader, int mostMarks) {
    this.reader = reader;
    this.mostMarks = mostMarks;
  }

  void push(PickleNode value) {
    values.add(value);
  }

  void mark() {
    if (depth == mostMarks) {
      throw Faults.limit("at most " + mostMarks + " open marks", "more", reader.where());
    }
    if (depth == marks.length) {
      marks = Arrays.copyOf(marks, 2 * depth);
    }
    marks[depth++] = values.size();
  }

  /** The last value above the last mark. */
  PickleNode top() {
    require(1);
    return values.get(values.size() - 1);
  }

  PickleNode pop() {
    require(1);
    return values.remove(values.size() - 1);
  }

  /** Takes the last values, in the order in which they came. */
  List<PickleNode> pop(int count) {
    require(count);
    return popFrom(values.size() - count);
  }

  /** Takes all above the last mark, and the mark. */
  List<PickleNode> popMark() {
    if (depth == 0) {
      throw Faults.malformed("a mark", "none", reader.where());
    }
    return popFrom(marks[--depth]);
  }

  /** Takes the last value, or the last mark if there is nothing above it. */
  void drop() {
    if (depth > 0 && marks[depth - 1] == values.size()) {
      depth--;
      return;
    }
    pop();
  }

  private List<PickleNode> popFrom(int from) {
    List<PickleNode> tail = values.subList(from, values.size());
    List<PickleNode> taken = new ArrayList<>(tail);
    tail.clear();
    return taken;
  }

  private void require(int count) {
    int above = values.size() - (depth == 0 ? 0 : marks[depth - 1]);
    if (above < count) {
      throw Faults.malformed(count + " values on the stack", above + "", reader.where());
    }
  }

  /** Whether one value is all there is. */
  boolean isSingle() {
    return depth == 0 && values.size() == 1;
  }

  /** What lies at the bottom, which becomes the root. */
  Optional<PickleNode> bottom() {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** What lies above the bottom. */
  Optional<PickleNode> second() {
    return values.size() < 2 ? Optional.empty() : Optional.of(values.get(1));
  }

  int size() {
    return values.size();
  }
}
