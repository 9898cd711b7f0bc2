package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.List;

/**
 * Tells whether the categories of a CatBoost model are whole numbers, of which a file has mostly
 * the hashes alone.
 *
 * <p>A model of texts would take every code of a row for a category that it never met, and predict
 * nonsense without a word. So common numbers are hashed once, and a feature none of whose hashes is
 * among them is one of texts. For a model of numbers it makes no difference which of its categories
 * are found.
 */
final class CategoryNumbers {
  /** Codes from 0 to this are tried, and down to {@link #LEAST}. */
  static final int LARGEST = 1 << 20;

  static final int LEAST = -(1 << 12);

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  /** Of so many texts, about one in ten has the hash of a number that is tried. */
  private static final int CHANCE = 256;

  private final int[] hashes;
  private final boolean[] found;

  private CategoryNumbers(int[] hashes) {
    this.hashes = hashes;
    found = new boolean[hashes.length];
  }

  /**
   * Checks all categories of a file.
   *
   * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) when a feature has texts
   */
  static void check(List<CategoryCodes.Column> columns) {
    int[] all =
        columns.stream()
            .flatMapToInt(column -> Arrays.stream(column.hashes()))
            .sorted()
            .distinct()
            .toArray();
    if (all.length == 0) {
      return;
    }
    CategoryNumbers numbers = new CategoryNumbers(all);
    numbers.search();
    for (CategoryCodes.Column column : columns) {
      int asked = column.hashes().length;
      if (asked > 0 && numbers.count(column.hashes()) <= asked / CHANCE) {
        throw Faults.unsupported(
            "categories that are whole numbers, some from "
                + LEAST
                + " to "
                + LARGEST
                + " or dates",
            "hashes of others",
            column.where());
      }
    }
  }

  private void search() {
    CategoryHash hash = new CategoryHash();
    int left = hashes.length;
    for (int code = 0; code <= LARGEST && left > 0; code++) {
      left -= mark(hash.of(code));
      left -= -code >= LEAST ? mark(hash.of(-code)) : 0;
    }
    for (int year = FIRST_YEAR; year <= LAST_YEAR && left > 0; year++) {
      for (int month = 1; month <= 12; month++) {
        for (int day = 1; day <= 31; day++) {
          left -= mark(hash.of(10_000 * year + 100 * month + day));
        }
      }
    }
  }

  /** 1 when a hash is one of those looked for and was not met before. */
  private int mark(int hash) {
    int place = Arrays.binarySearch(hashes, hash);
    if (place < 0 || found[place]) {
      return 0;
    }
    found[place] = true;
    return 1;
  }

  private int count(int[] some) {
    int count = 0;
    for (int hash : some) {
      count += found[Arrays.binarySearch(hashes, hash)] ? 1 : 0;
    }
    return count;
  }
}
