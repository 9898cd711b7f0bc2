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

  /** The number of letters to insert, delete, or replace; case counts for nothing. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
