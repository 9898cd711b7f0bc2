package io.tickcast.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows with the outputs that the producing library gave for them.
 *
 * @param rows the inputs, each of the signature's width; NaN means missing
 * @param expected the outputs, one list per row
 * @param absTol absolute tolerance, at least 0
 * @param relTol relative tolerance, at least 0; a value passes within {@code absTol + relTol *
 *     |expected|}
 */
public record GoldenRows(
    List<List<Double>> rows, List<List<Double>> expected, double absTol, double relTol) {
  /** Copies the lists and checks that they fit each other. */
  public GoldenRows {
    rows = copy(rows);
    expected = copy(expected);
    if (rows.size() != expected.size()) {
      throw new IllegalArgumentException(
          "expected as many golden rows as outputs, found "
              + rows.size()
              + " rows and "
              + expected.size()
              + " outputs");
    }
    if (!(absTol >= 0) || !(relTol >= 0)) {
      throw new IllegalArgumentException(
          "expected tolerances of at least 0, found " + absTol + " and " + relTol);
    }
  }

  private static List<List<Double>> copy(List<List<Double>> lists) {
    List<List<Double>> copies = new ArrayList<>(lists.size());
    for (List<Double> list : lists) {
      copies.add(List.copyOf(list));
    }
    return List.copyOf(copies);
  }
}
