package io.tickcast.trees;

/** A set of category codes from 0 up. <i>Immutable.</i> */
final class CategorySet {
  /** XGBoost takes no code from here on: 32-bit floats stop to tell whole numbers apart. */
  static final int FIRST_INVALID = 1 << 24;

  private final long[] words;

  private CategorySet(long[] words) {
    this.words = words;
  }

  /**
   * The set of some codes.
   *
   * @param codes each from 0 to {@link #FIRST_INVALID} - 1
   */
  static CategorySet of(int[] codes) {
    int largest = 0;
    for (int code : codes) {
      largest = Math.max(largest, code);
    }
    long[] words = new long[wordsFor(largest)];
    for (int code : codes) {
      words[code >> 6] |= 1L << code;
    }
    return new CategorySet(words);
  }

  /** The number of 64-bit words of a set whose largest code is given. */
  static int wordsFor(int largest) {
    return (largest >> 6) + 1;
  }

  /**
   * Whether a value is one of the codes. The fraction is cut off; what is negative or too large is
   * in no set.
   */
  boolean contains(float value) {
    if (value < 0 || value >= FIRST_INVALID) {
      return false;
    }
    int code = (int) value;
    int word = code >> 6;
    return word < words.length && (words[word] & 1L << code) != 0;
  }
}
