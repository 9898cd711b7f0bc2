package io.tickcast.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickcast.api.GoldenRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The block {@code golden} of a manifest: rows with the outputs that the producer had for them. */
final class GoldenBlock {
  private static final int ROWS_MAX = 100_000;
  private static final List<String> KEYS = List.of("rows", "expected", "abs_tol", "rel_tol");

  private GoldenBlock() {}

  static Optional<GoldenRows> read(JsonBlock root) {
    return root.block("golden", KEYS).flatMap(GoldenBlock::rows);
  }

  private static Optional<GoldenRows> rows(JsonBlock block) {
    List<List<Double>> rows = lists(block, "rows", true);
    List<List<Double>> expected = lists(block, "expected", false);
    double absTol = block.number("abs_tol", 0, JsonBlock.Range.AT_LEAST_ZERO);
    double relTol = block.number("rel_tol", 0, JsonBlock.Range.AT_LEAST_ZERO);
    if (!block.has("abs_tol") && !block.has("rel_tol")) {
      block.fault("abs_tol", "a tolerance, this or rel_tol", "none");
    }
    if (rows.size() != expected.size()) {
      block.fault("expected", "the outputs of " + rows.size() + " rows", expected.size() + " rows");
      return Optional.empty();
    }
    return Optional.of(new GoldenRows(rows, expected, absTol, relTol));
  }

  private static List<List<Double>> lists(JsonBlock block, String key, boolean missingAllowed) {
    if (!block.has(key)) {
      block.fault(key, "an array of rows", "none");
      return List.of();
    }
    List<List<Double>> lists = new ArrayList<>();
    for (JsonNode element : block.array(key, ROWS_MAX)) {
      lists.add(numbers(block, key + "[" + lists.size() + "]", element, missingAllowed));
      int first = lists.get(0).size();
      int last = lists.get(lists.size() - 1).size();
      if (first != last) {
        block.fault(
            key + "[" + (lists.size() - 1) + "]", first + " numbers, as in the first", last + "");
      }
    }
    return lists;
  }

  private static List<Double> numbers(
      JsonBlock block, String where, JsonNode row, boolean missingAllowed) {
    if (!row.isArray() || row.isEmpty()) {
      block.fault(where, "an array of numbers", JsonText.of(row));
      return List.of();
    }
    List<Double> numbers = new ArrayList<>(row.size());
    for (JsonNode value : row) {
      boolean missing = missingAllowed && value.isNull();
      if (!missing && !(value.isNumber() && Double.isFinite(value.doubleValue()))) {
        String expected = missingAllowed ? "a finite number or null" : "a finite number";
        block.fault(where + "[" + numbers.size() + "]", expected, JsonText.of(value));
      }
      numbers.add(missing ? Double.NaN : value.doubleValue());
    }
    return numbers;
  }

  /** Rows are as wide as the declared inputs, where there are any. */
  static void checkWidth(JsonBlock root, GoldenRows golden, int width) {
    int found = golden.rows().get(0).size();
    if (width > 0 && found != width) {
      root.fault("golden.rows", width + " numbers by the declared inputs and window", found + "");
    }
  }
}
