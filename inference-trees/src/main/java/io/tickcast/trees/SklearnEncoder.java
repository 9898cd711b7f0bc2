package io.tickcast.trees;

import io.tickcast.checkpoint.NumpyType;
import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The encoder of categories that histogram gradient boosting keeps from 1.4 on. */
final class SklearnEncoder {
  private SklearnEncoder() {}

  /**
   * For each categorical column its categories, rising; a value's code is its place.
   *
   * @param preprocessor the fitted transformer of columns
   */
  static List<double[]> categories(PickleView preprocessor) {
    for (PickleView entry : SklearnFields.of(preprocessor).get("transformers_").items()) {
      List<PickleView> parts = entry.items();
      if (parts.size() == 3 && isEncoder(parts.get(1))) {
        List<double[]> categories = new ArrayList<>();
        for (PickleView column : parts.get(1).attribute("categories_").items()) {
          categories.add(rising(column));
        }
        return categories;
      }
    }
    throw preprocessor.malformed("an OrdinalEncoder in it");
  }

  private static boolean isEncoder(PickleView view) {
    return view.symbol().filter(symbol -> symbol.name().equals("OrdinalEncoder")).isPresent();
  }

  private static double[] rising(PickleView column) {
    if (!column.asArray().type().isNumeric()
        || column.asArray().type().kind() == NumpyType.Kind.BOOL) {
      throw column.unsupported("categories that are numbers");
    }
    double[] values = column.asDoubles();
    int count = values.length;
    if (count > 0 && Double.isNaN(values[count - 1])) {
      count--; // missing values stay missing
    }
    double[] categories = Arrays.copyOf(values, count);
    for (int i = 0; i < count; i++) {
      categories[i] += 0.0; // turns -0 into 0
      if (!Double.isFinite(categories[i]) || (i > 0 && categories[i] <= categories[i - 1])) {
        throw column.malformed("finite categories that rise");
      }
    }
    return categories;
  }
}
