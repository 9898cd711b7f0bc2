package io.tickcast.trees;

import io.tickcast.api.ErrorCode;
import io.tickcast.checkpoint.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns CatBoost's categories into small codes: the place of a category among those that splits ask
 * for, or -1 for all others. <i>Immutable.</i>
 *
 * <p>The library compares hashes of texts; a whole number is hashed as its decimal digits. Whatever
 * is not a whole number it refuses, and so do we.
 */
final class CategoryCodes {
  /** Nothing is a category. */
  static final CategoryCodes NONE = new CategoryCodes(0, List.of());

  private final int width;
  private final List<Column> columns;

  /**
   * Makes codes.
   *
   * @param width the number of inputs
   * @param columns the inputs that are categories
   * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) when some are texts
   */
  CategoryCodes(int width, List<Column> columns) {
    this.width = width;
    this.columns = List.copyOf(columns);
    CategoryNumbers.check(columns);
  }

  /** Whether there are no categories, so that rows are taken as they are. */
  boolean isEmpty() {
    return columns.isEmpty();
  }

  /** Room to work in for one row at a time. */
  Coder newCoder() {
    return new Coder();
  }

  /** Codes rows. <i>Confined.</i> */
  final class Coder {
    private final double[] row = new double[width];
    private final CategoryHash hash = new CategoryHash();

    /**
     * Codes a row.
     *
     * @param inputs where the row is
     * @param at the index of its first value
     * @return the row with codes, overwritten by the next call
     * @throws io.tickcast.api.InferenceException (MALFORMED_DATA) for a category that is no whole
     *     number, or one that a double can not tell from the next
     */
    double[] code(double[] inputs, int at) {
      System.arraycopy(inputs, at, row, 0, width);
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        double value = row[column.column];
        if (!(Math.abs(value) <= CategoryHash.LARGEST) || value != Math.rint(value)) {
          throw Faults.of(
              ErrorCode.MALFORMED_DATA,
              "a category code: a whole number up to 2^53",
              Double.toString(value),
              column.where());
        }
        row[column.column] = column.rank(hash.of((long) value));
      }
      return row;
    }
  }

  /**
   * An input that is a category.
   *
   * @param column its place
   * @param name its name, empty for none
   * @param hashes the hashes that splits ask for, ascending
   * @param ranks for each of them its place in the file
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Column(int column, String name, int[] hashes, int[] ranks) {
    /**
     * An input whose categories are whole numbers.
     *
     * @param asked the hashes in the order of the file
     * @param texts what they are hashes of, empty when the file does not say
     * @throws io.tickcast.api.InferenceException (UNSUPPORTED_MODEL) when they are other texts
     */
    static Column of(int column, String name, int[] asked, List<String> texts) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < asked.length; i++) {
        order.add(i);
      }
      order.sort((a, b) -> Integer.compare(asked[a], asked[b]));
      int[] hashes = order.stream().mapToInt(i -> asked[i]).toArray();
      int[] ranks = order.stream().mapToInt(Integer::intValue).toArray();
      Column made = new Column(column, name, hashes, ranks);
      for (int i = 1; i < hashes.length; i++) {
        if (hashes[i] == hashes[i - 1]) {
          throw Faults.malformed("categories that differ", "two alike", made.where());
        }
      }
      made.checkTexts(texts);
      return made;
    }

    int rank(int hash) {
      int found = Arrays.binarySearch(hashes, hash);
      return found < 0 ? -1 : ranks[found];
    }

    String where() {
      return name.isEmpty() ? "input " + column : "input " + column + " " + Faults.quoted(name);
    }

    private void checkTexts(List<String> texts) {
      for (String text : texts) {
        if (!text.matches("0|-?[1-9][0-9]{0,15}")) {
          throw Faults.unsupported(
              "categories that are whole numbers", "the category " + Faults.quoted(text), where());
        }
      }
    }
  }
}
