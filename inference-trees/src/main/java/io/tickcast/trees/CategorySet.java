package io.tickcast.trees;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/** A set of category codes from 0 up. <i>Immutable.</i> */
final class CategorySet {
  /** XGBoost takes no code from here on: 32-bit floats stop to tell whole numbers apart. */
  static final int FIRST_INVALID = 1 << 24;

  private static final double ABOVE_MINUS_ONE = Math.nextUp(-1.0);

  private final long[] words;
  private final double least;
  private final boolean others;

  private CategorySet(long[] words, double least, boolean others) {
    this.words = words;
    this.least = least;
    this.others = others;
  }

  /**
   * The set of some codes; no negative value is in it.
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
    return new CategorySet(words, 0, false);
  }

  /**
   * The set of the codes whose bits are set. A value above -1 counts as 0, since its fraction is
   * cut off.
   *
   * @param words bit {@code c % 64} of word {@code c / 64} stands for code {@code c}; taken over
   */
  static CategorySet ofBits(long[] words) {
    return new CategorySet(words, ABOVE_MINUS_ONE, false);
  }

  /**
   * The same set with all that it can not tell: negative values, and those beyond the 32 codes that
   * its largest one is among.
   */
  CategorySet withOthers() {
    long[] more = words.clone();
    int last = more.length - 1;
    if (last >= 0 && more[last] >>> Integer.SIZE == 0) {
      more[last] |= -1L << Integer.SIZE;
    }
    return new CategorySet(more, least, true);
  }

  /** Whether values that have no code of the set's words are in it. */
  boolean others() {
    return others;
  }

  /** The number of 64-bit words of a set whose largest code is given. */
  static int wordsFor(int largest) {
    return (largest >> 6) + 1;
  }

  /** The first value that has a code, 0; or the next to -1, where fractions are cut off before. */
  double least() {
    return least;
  }

  /** From this code on, all are in it or none. */
  int codes() {
    int word = words.length - 1;
    while (word >= 0 && words[word] == 0) {
      word--;
    }
    if (others) {
      return Long.SIZE * words.length;
    }
    return word < 0 ? 0 : Long.SIZE * (word + 1) - Long.numberOfLeadingZeros(words[word]);
  }

  /**
   * Whether a value is one of the codes. The fraction is cut off; what is negative or too large is
   * in no set but those {@link #withOthers}.
   *
   * @param value not NaN
   */
  boolean contains(double value) {
    if (value < least) {
      return others;
    }
    int code = (int) value;
    int word = code >> 6;
    return word < words.length ? (words[word] & 1L << code) != 0 : others;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CategorySet set
        && least == set.least
        && others == set.others
        && Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(words), least, others);
  }

  @Override
  public String toString() {
    return "categories " + BitSet.valueOf(words) + (others ? " and others" : "");
  }
}
