package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;

/** The category codes, from 0 to 255, that a column had in training. <i>Immutable.</i> */
final class CodeBits {
  /** The number of codes. */
  static final int CODES = 256;

  private static final int WORDS = CODES / Long.SIZE;

  private final long[] words = new long[WORDS];

  private CodeBits() {}

  /** Takes the categories of a column for codes, cut to whole numbers. */
  static CodeBits of(PickleView categories) {
    CodeBits bits = new CodeBits();
    for (double category : categories.asDoubles()) {
      if (!(category >= 0 && category < CODES)) {
        throw categories.malformed("categories from 0 to " + (CODES - 1));
      }
      int code = (int) category;
      bits.words[code / Long.SIZE] |= 1L << code;
    }
    return bits;
  }

  boolean contains(int code) {
    return (words[code / Long.SIZE] & 1L << code) != 0;
  }

  /**
   * Those of the codes that are not among others.
   *
   * @param bits words of 32 bits, bit after bit
   * @param at the first of eight words
   */
  CategorySet without(long[] bits, int at) {
    long[] rest = words.clone();
    for (int i = 0; i < WORDS; i++) {
      rest[i] &= ~(bits[at + 2 * i] & 0xFFFF_FFFFL | bits[at + 2 * i + 1] << Integer.SIZE);
    }
    return CategorySet.ofBits(rest);
  }
}
