package io.tickcast.core;

/** Patterns of a name in which {@code *} stands for any characters. <i>Stateless.</i> */
final class Glob {
  private static final char ANY = '*';

  private Glob() {}

  static boolean isLiteral(String pattern) {
    return pattern.indexOf(ANY) < 0;
  }

  /** Whether a name fits a pattern. */
  static boolean matches(String pattern, String name) {
    return meet(pattern, 0, name, 0);
  }

  /** Whether some name fits both patterns. */
  static boolean overlap(String one, String other) {
    return meet(one, 0, other, 0);
  }

  /** Patterns are short, and have few stars: nothing is remembered. */
  private static boolean meet(String one, int i, String other, int j) {
    if (i < one.length() && one.charAt(i) == ANY) {
      return meet(one, i + 1, other, j) || (j < other.length() && meet(one, i, other, j + 1));
    }
    if (j < other.length() && other.charAt(j) == ANY) {
      return meet(one, i, other, j + 1) || (i < one.length() && meet(one, i + 1, other, j));
    }
    if (i == one.length() || j == other.length()) {
      return i == one.length() && j == other.length();
    }
    return one.charAt(i) == other.charAt(j) && meet(one, i + 1, other, j + 1);
  }
}
