package io.tickcast.trees;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The containers that a {@link UbjTokens} is in, from the outermost to the innermost. */
final class UbjStack {
  /** The count of a container that ends with a marker. */
  static final int UNTIL_END = -1;

  private static final int FIRST_CAPACITY = 16;

  private final Level[] levels = new Level[Tokens.MAX_DEPTH];
  private int depth;

  private static final class Level {
    final boolean object;
    final int type;
    final Set<String> names = new HashSet<>();
    int left;
    int taken;
    @Nullable String name;

    Level(boolean object, int type, int left) {
      this.object = object;
      this.type = type;
      this.left = left;
    }
  }

  int depth() {
    return depth;
  }

  /**
   * Enters a container.
   *
   * @param type the marker of all its values, 0 when each has its own
   * @param count the number of its values, or {@link #UNTIL_END}
   * @return false when it would be nested too deeply
   */
  boolean push(char container, int type, int count) {
    if (depth == levels.length) {
      return false;
    }
    levels[depth++] = new Level(container == '{', type, count);
    return true;
  }

  void pop() {
    depth--;
  }

  boolean inObject() {
    return top().object;
  }

  /** The marker of all values here, 0 when each has its own. */
  int type() {
    return depth == 0 ? 0 : top().type;
  }

  boolean countsDown() {
    return top().left != UNTIL_END;
  }

  /** An element of a container that ends with a marker. */
  void take() {
    top().taken++;
  }

  /** Takes one of the counted elements, or leaves the container and says so. */
  boolean takeOrLeave() {
    Level level = top();
    if (level.left == 0) {
      pop();
      return true;
    }
    level.left--;
    level.taken++;
    return false;
  }

  /** Room for the elements to come. */
  int expected() {
    return top().left == UNTIL_END ? FIRST_CAPACITY : top().left;
  }

  /** The number of members noted here. */
  int members() {
    return top().names.size();
  }

  /** Notes the name of a member; false when there was one of that name. */
  boolean name(String name) {
    top().name = name;
    return top().names.add(name);
  }

  /** Where in the document this is, such as {@code /learner/trees/3}. */
  String path() {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      Level level = levels[i];
      path.append('/');
      if (level.object) {
        path.append(level.name == null ? "" : level.name);
      } else {
        path.append(Math.max(0, level.taken - 1));
      }
    }
    return path.toString();
  }

  /** A marker for messages. */
  static String name(int marker) {
    return marker > ' ' && marker < 0x7f
        ? "marker '" + (char) marker + "'"
        : String.format(Locale.ROOT, "byte 0x%02x", marker);
  }

  private Level top() {
    return levels[depth - 1];
  }
}
