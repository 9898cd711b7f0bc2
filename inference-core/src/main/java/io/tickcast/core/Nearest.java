package io.tickcast.core;

import java.util.Collection;

/** Suggests the name that somebody probably meant. */
final class Nearest {
  private static final int COMPARED_MAX = 64;

  private Nearest() {}

  /**
   * A question to append to a message, such as {@code (did you mean 'symbol'?)}; empty when nothing
   * comes near.
   *
   * @param word what was found
   * @param known the names that exist, in their order of preference
   */
  static String suggestion(String word, Collection<String> known) {
    if (word.length() > COMPARED_MAX) {
      return "";
    }
    String best = "";
    int least = 1 + Math.max(1, word.length() / 3);
    for (String name : known) {
      int distance = distance(word, name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
  }

  /** The number of letters to insert, delete, replace or swap; case counts for nothing. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, i, b, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int step(int[][] table, String a, int i, String b, int j) {
    int replaced = table[i - 1][j - 1] + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && same(a.charAt(i - 1), b.charAt(j - 2))
            && same(a.charAt(i - 2), b.charAt(j - 1));
    return swapped ? Math.min(least, 1 + table[i - 2][j - 2]) : least;
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
