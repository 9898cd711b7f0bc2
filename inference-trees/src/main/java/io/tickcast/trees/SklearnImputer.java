package io.tickcast.trees;

import io.tickcast.checkpoint.NdArray;
import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a number where one is missing, and may say where it did. <i>Immutable.</i>
 *
 * @param inputs the length of a row
 * @param kept the columns that are passed on
 * @param fill what to put into each of these
 * @param missing the value that is missing; NaN mostly
 * @param marked the columns that are followed by a mark of whether they were missing
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record SklearnImputer(int inputs, int[] kept, double[] fill, double missing, int[] marked)
    implements SklearnPart {

  static SklearnImputer read(SklearnFields fields) {
    checkWidth(fields);
    PickleView view = fields.get("statistics_");
    double[] statistics = view.items().stream().mapToDouble(PickleView::asDouble).toArray();
    if (statistics.length == 0 || statistics.length > SklearnFormat.MAX_FEATURES) {
      throw view.malformed("1 to " + SklearnFormat.MAX_FEATURES + " numbers");
    }
    boolean dropsEmpty =
        !fields.get("strategy").asText().equals("constant")
            && !fields.flag("keep_empty_features", false);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < statistics.length; i++) {
      if (Double.isFinite(statistics[i])) {
        kept.add(i);
      } else if (!Double.isNaN(statistics[i]) || !dropsEmpty) {
        throw view.unsupported("finite numbers to put in");
      }
    }
    int[] columns = kept.stream().mapToInt(Integer::intValue).toArray();
    double[] fill = kept.stream().mapToDouble(i -> statistics[i]).toArray();
    double missing = fields.get("missing_values").asDouble();
    return new SklearnImputer(
        statistics.length, columns, fill, missing, marked(fields, statistics.length));
  }

  /** The statistics are brought to the width that training had. */
  private static void checkWidth(SklearnFields fields) {
    for (String name : List.of("_fit_dtype", "_fill_dtype")) {
      Optional<PickleView> type = fields.find(name);
      boolean wide =
          type.isEmpty()
              || (type.get().node() instanceof NumpyType number
                  && number.kind() == NumpyType.Kind.FLOAT
                  && number.size() == Double.BYTES);
      if (!wide) {
        throw type.get().unsupported("training with numbers of 64 bits");
      }
    }
    if (fields.get("statistics_").node() instanceof NdArray array
        && array.type().kind() == NumpyType.Kind.FLOAT
        && array.type().size() < Double.BYTES) {
      throw fields.get("statistics_").unsupported("numbers of 64 bits");
    }
  }

  private static int[] marked(SklearnFields fields, int inputs) {
    Optional<PickleView> indicator = fields.find("indicator_");
    if (!fields.flag("add_indicator", false)) {
      return new int[0];
    }
    if (indicator.isEmpty()) {
      throw fields.view().malformed("an indicator_ in it");
    }
    return SklearnNumbers.indexes(SklearnFields.of(indicator.get()).get("features_"), 0, inputs);
  }

  @Override
  public int outputs() {
    return kept.length + marked.length;
  }

  @Override
  public Worker newWorker() {
    return (row, results) -> {
      SklearnRows.checkFinite(row);
      for (int i = 0; i < row.length && !Double.isNaN(missing); i++) {
        if (Double.isNaN(row[i])) {
          throw SklearnRows.refused("a number: missing ones are " + missing, row[i], i);
        }
      }
      for (int i = 0; i < kept.length; i++) {
        results[i] = isMissing(row[kept[i]]) ? fill[i] : row[kept[i]];
      }
      for (int i = 0; i < marked.length; i++) {
        results[kept.length + i] = isMissing(row[marked[i]]) ? 1 : 0;
      }
    };
  }

  private boolean isMissing(double value) {
    return Double.isNaN(missing) ? Double.isNaN(value) : value == missing;
  }
}
