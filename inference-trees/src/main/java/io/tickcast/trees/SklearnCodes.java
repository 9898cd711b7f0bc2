package io.tickcast.trees;

import io.tickcast.checkpoint.PickleView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of categories to the trees of histogram gradient boosting: what training did not see
 * becomes a missing value. <i>Immutable.</i>
 *
 * <p>Source: {@code _predictor.pyx}, {@code make_known_categories_bitsets} of {@code binning.py}
 * and {@code _preprocess_X} of {@code gradient_boosting.py}. From 1.4 on an encoder looks a value
 * up among the categories, and categorical columns move to the front; before, the value itself is
 * the code, cut to 8 bits as an x86-64 processor does. Negative ones are missing from 1.2 on.
 *
 * @param source for each column of the trees the column of the row
 * @param encoder for each column of the trees its categories in order, null for none
 * @param known for each column of the trees the codes that training saw, null for numbers
 * @param negativeIsMissing whether negative codes are missing values
 */
@SuppressWarnings("ArrayRecordComponent") // Made for speed; never compared.
record SklearnCodes(int[] source, double[][] encoder, CodeBits[] known, boolean negativeIsMissing)
    implements SklearnPart {
  private static final int WORDS_OF_32 = 8;
  private static final double LARGEST_WHOLE = 0x1p31;

  /** The codes and their way, if an estimator has any. */
  static Optional<SklearnCodes> read(SklearnFields fields) {
    Optional<PickleView> mask = fields.find("is_categorical_");
    if (mask.isEmpty()) {
      return Optional.empty();
    }
    boolean[] categorical = mask(mask.get(), fields.features());
    int[] source = new int[categorical.length];
    Arrays.setAll(source, i -> i);
    double[][] encoder = new double[categorical.length][];
    Optional<PickleView> preprocessor = fields.find("_preprocessor");
    if (preprocessor.isPresent()) {
      source = categoricalFirst(categorical);
      List<double[]> categories = SklearnEncoder.categories(preprocessor.get());
      checkCount(preprocessor.get(), categories.size(), categorical);
      for (int i = 0; i < categories.size(); i++) {
        encoder[i] = categories.get(i);
      }
    }
    CodeBits[] known = known(fields.object("_bin_mapper"), categorical, source);
    return Optional.of(new SklearnCodes(source, encoder, known, fields.version().isAtLeast(1, 2)));
  }

  private static boolean[] mask(PickleView view, int features) {
    long[] values = view.asLongs();
    if (values.length != features) {
      throw view.malformed(features + " truth values");
    }
    boolean[] mask = new boolean[features];
    for (int i = 0; i < features; i++) {
      mask[i] = values[i] != 0;
    }
    return mask;
  }

  private static int[] categoricalFirst(boolean[] categorical) {
    List<Integer> order = new ArrayList<>();
    for (boolean wanted : new boolean[] {true, false}) {
      for (int i = 0; i < categorical.length; i++) {
        if (categorical[i] == wanted) {
          order.add(i);
        }
      }
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void checkCount(PickleView view, int found, boolean[] categorical) {
    int expected = 0;
    for (boolean one : categorical) {
      expected += one ? 1 : 0;
    }
    if (found != expected) {
      throw view.malformed("categories of " + expected + " columns");
    }
  }

  private static CodeBits[] known(SklearnFields mapper, boolean[] categorical, int[] source) {
    List<PickleView> seen = mapper.get("bin_thresholds_").items();
    if (seen.size() != source.length) {
      throw mapper.view().malformed("thresholds of " + source.length + " columns");
    }
    CodeBits[] known = new CodeBits[source.length];
    for (int i = 0; i < source.length; i++) {
      if (categorical[source[i]]) {
        known[i] = CodeBits.of(seen.get(i));
      }
    }
    return known;
  }

  /** For each node the codes that go to the right, null for comparisons; null if all are. */
  static CategorySet @Nullable [] sets(
      SklearnFields predictor, SklearnNodes nodes, Optional<SklearnCodes> codes) {
    boolean[] categorical = nodes.flags("is_categorical");
    long[] place = nodes.longs("bitset_idx");
    long[] bits = bits(predictor.get("raw_left_cat_bitsets"));
    CategorySet[] sets = new CategorySet[nodes.count()];
    boolean any = false;
    for (int node = 0; node < sets.length; node++) {
      if (!categorical[node] || nodes.left[node] < 0) {
        continue;
      }
      CodeBits known = codes.isEmpty() ? null : codes.get().known[nodes.feature[node]];
      if (known == null) {
        throw nodes.at(node, "a categorical column", "one of numbers");
      }
      if (place[node] < 0 || place[node] >= bits.length / WORDS_OF_32) {
        throw nodes.at(node, "a set of its own", "number " + place[node]);
      }
      sets[node] = known.without(bits, (int) place[node] * WORDS_OF_32);
      any = true;
    }
    return any ? sets : null;
  }

  private static long[] bits(PickleView view) {
    int[] shape = view.asArray().shape();
    if (shape.length != 2 || shape[1] != WORDS_OF_32) {
      throw view.malformed("sets of " + WORDS_OF_32 + " words");
    }
    return view.asLongs();
  }

  @Override
  public int inputs() {
    return source.length;
  }

  @Override
  public int outputs() {
    return source.length;
  }

  @Override
  public Worker newWorker() {
    return (inputs, outputs) -> {
      for (int i = 0; i < source.length; i++) {
        double value = inputs[source[i]];
        CodeBits seen = known[i];
        outputs[i] = seen == null || Double.isNaN(value) ? value : code(value, i, seen);
      }
    };
  }

  private double code(double value, int column, CodeBits seen) {
    double[] categories = encoder[column];
    if (categories == null) {
      int code = value < 0 && negativeIsMissing ? -1 : (int) whole(value) & CodeBits.CODES - 1;
      return code >= 0 && seen.contains(code) ? code : Double.NaN;
    }
    if (Double.isInfinite(value)) {
      throw SklearnRows.infinite(value, source[column]);
    }
    int code = Arrays.binarySearch(categories, value + 0.0); // turns -0 into 0
    return code >= 0 && seen.contains(code) ? code : Double.NaN;
  }

  /** What an x86-64 processor makes of a double that 32 bits do not hold ends in zeros. */
  private static long whole(double value) {
    return Math.abs(value) < LARGEST_WHOLE ? (long) value : 0;
  }
}
