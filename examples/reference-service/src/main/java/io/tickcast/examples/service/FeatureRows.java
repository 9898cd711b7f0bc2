package io.tickcast.examples.service;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.Input;
import io.tickcast.api.ModelManifest;
import io.tickcast.api.ModelSignature;
import io.tickcast.api.OneLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rows of a CSV file in the order of a model's inputs: matched by name when the model knows its
 * names, else by position. A row of a model that sees several bars holds all of them, oldest first,
 * by position. <i>Confined.</i>
 */
final class FeatureRows {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  private static final Pattern NOT_A_NUMBER = Pattern.compile("nan|NaN|NAN");

  private final String name;
  private final CsvReader reader;
  private final List<String> header = new ArrayList<>();
  private final List<String> fields = new ArrayList<>();
  private final int[] columns;

  /** What becomes of the numbers; empty when they are taken as they are. */
  private final List<Input> scaled;

  /**
   * Reads the header.
   *
   * @param name of the file, for messages
   * @param reader stands at the start of the file
   * @param signature what the model takes
   * @param asSeen whether the rows hold what the model sees, scales and clips applied, as golden
   *     rows do; else they hold what the feed gives
   * @throws InferenceException (MALFORMED_DATA, SCHEMA_MISMATCH, UNSUPPORTED_MODEL) when the
   *     columns do not fit, showing the difference
   */
  FeatureRows(String name, CsvReader reader, ModelSignature signature, boolean asSeen)
      throws IOException {
    this.name = name;
    this.reader = reader;
    this.scaled = asSeen || isPlain(signature) ? List.of() : signature.inputs();
    requireOneBar(signature);
    if (!reader.next(header)) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          name + ": expected a header of feature names, found an empty file");
    }
    boolean byName = signature.named() && signature.window() == 1;
    this.columns = byName ? byName(signature) : byPosition(signature);
  }

  private static boolean isPlain(ModelSignature signature) {
    return signature.inputs().stream().allMatch(Input::isPlain);
  }

  /** The columns of a window have no names, which would say whose scale is theirs. */
  private void requireOneBar(ModelSignature signature) {
    if (!scaled.isEmpty() && signature.window() > 1) {
      throw new InferenceException(
          ErrorCode.UNSUPPORTED_MODEL,
          name
              + ": expected --as-seen, and what the model sees, for scaled inputs of "
              + signature.window()
              + " bars, found no such option");
    }
  }

  private int[] byName(ModelSignature signature) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      if (positions.put(header.get(i), i) != null) {
        throw new InferenceException(
            ErrorCode.SCHEMA_MISMATCH,
            name
                + ":1: expected each column once, found "
                + OneLine.quote(header.get(i))
                + " again");
      }
    }
    List<String> names = signature.inputNames();
    int[] order = new int[names.size()];
    for (int i = 0; i < order.length; i++) {
      Integer position = positions.get(names.get(i));
      if (position == null) {
        throw new InferenceException(
            ErrorCode.SCHEMA_MISMATCH,
            name + ":1: " + ModelManifest.difference(names, header) + " in the header");
      }
      order[i] = position;
    }
    return order;
  }

  private int[] byPosition(ModelSignature signature) {
    if (header.size() != signature.width()) {
      throw new InferenceException(
          ErrorCode.SCHEMA_MISMATCH,
          name
              + ":1: expected "
              + signature.width()
              + " columns, by position because the model "
              + (signature.window() == 1
                  ? "knows no names"
                  : "sees " + signature.window() + " bars, oldest first")
              + ", found "
              + header.size());
    }
    int[] order = new int[header.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return order;
  }

  /**
   * Reads the next row.
   *
   * @param inputs {@code double[signature.width()]}, overwritten; NaN for an empty field
   * @return whether there was a row
   * @throws InferenceException (MALFORMED_DATA) naming line and column
   */
  boolean next(double[] inputs) throws IOException {
    if (!reader.next(fields)) {
      return false;
    }
    if (fields.size() != header.size()) {
      throw new InferenceException(
          ErrorCode.MALFORMED_DATA,
          where()
              + ": expected "
              + header.size()
              + " fields as in the header, found "
              + fields.size());
    }
    for (int i = 0; i < columns.length; i++) {
      double value = number(columns[i]);
      inputs[i] = scaled.isEmpty() ? value : scaled.get(i).seen(value);
    }
    return true;
  }

  /** File and line of the last row, for messages. */
  String where() {
    return name + ":" + reader.recordLine();
  }

  private double number(int column) {
    String text = fields.get(column);
    if (text.isEmpty() || NOT_A_NUMBER.matcher(text).matches()) {
      return Double.NaN;
    }
    String trimmed = text.strip();
    double value = NUMBER.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : Double.NaN;
    if (Double.isFinite(value)) {
      return value;
    }
    throw new InferenceException(
        ErrorCode.MALFORMED_DATA,
        where()
            + ": expected a finite number or an empty field in column "
            + OneLine.quote(header.get(column))
            + ", found "
            + OneLine.quote(text));
  }
}
