package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.Map;

/**
 * The categorical splits of a tree in a LightGBM file: sets of codes as words of 32 bits, one set
 * after the other.
 */
final class LightgbmCategories {
  private LightgbmCategories() {}

  /**
   * Reads the sets.
   *
   * @param count how many there are
   * @param where the tree, for messages
   */
  static CategorySet[] sets(Map<String, LightgbmValue> fields, int count, String where) {
    LightgbmValue boundaries = fields.get("cat_boundaries");
    LightgbmValue threshold = fields.get("cat_threshold");
    if (boundaries == null || threshold == null) {
      throw Faults.malformed("cat_boundaries= and cat_threshold=", "none", where);
    }
    int[] bounds = boundaries.ints(count + 1);
    for (int i = 0; i < count; i++) {
      if (bounds[0] != 0 || bounds[i] > bounds[i + 1]) {
        throw Faults.malformed("numbers that rise from 0", bounds[i] + "", boundaries.where());
      }
    }
    int[] words = threshold.unsignedInts(bounds[count]);
    CategorySet[] sets = new CategorySet[count];
    for (int i = 0; i < count; i++) {
      sets[i] = CategorySet.ofBits(pairs(words, bounds[i], bounds[i + 1]));
    }
    return sets;
  }

  private static long[] pairs(int[] words, int from, int to) {
    long[] pairs = new long[(to - from + 1) / 2];
    for (int i = from; i < to; i++) {
      int place = i - from;
      pairs[place / 2] |= (words[i] & 0xFFFF_FFFFL) << 32 * (place % 2);
    }
    return pairs;
  }
}
