package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;

/**
 * Bounds the memory of all category sets of one file: a few bytes that name a large code would else
 * take two megabytes each. <i>Confined.</i>
 */
final class CategoryBudget {
  /** The words of 64 bits that one file may ask for: 64 MiB. */
  static final int MAX_WORDS = 1 << 23;

  private int left = MAX_WORDS;

  /**
   * Makes a set of codes.
   *
   * @throws io.tickcast.api.InferenceException (MALFORMED_MODEL) when a code is out of range;
   *     (LIMIT_EXCEEDED) when the file asks for too much
   */
  CategorySet set(int[] codes, String where) {
    int largest = 0;
    for (int code : codes) {
      if (code < 0 || code >= CategorySet.FIRST_INVALID) {
        throw Faults.malformed(
            "a category from 0 to " + (CategorySet.FIRST_INVALID - 1), "" + code, where);
      }
      largest = Math.max(largest, code);
    }
    left -= CategorySet.wordsFor(largest);
    if (left < 0) {
      throw Faults.limit("at most " + MAX_WORDS + " words of categories", "more", where);
    }
    return CategorySet.of(codes);
  }
}
