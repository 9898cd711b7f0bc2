package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import io.tickcast.trees.CatboostDocument.Asked;
import io.tickcast.trees.CatboostDocument.Categorical;
import io.tickcast.trees.CatboostDocument.Numerical;
import io.tickcast.trees.CatboostDocument.OneHot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checked features of a CatBoost model, and the list of all splits on them that trees choose
 * from: every border of every numerical feature, then every category. <i>Immutable.</i>
 *
 * <p>(Source: {@code CalcBinFeatures} in {@code model.cpp}.)
 */
final class CatboostFeatures {
  /** The most categories of all features together. */
  private static final int MAX_CATEGORIES = 1 << 14;

  private static final String PATH = "features";
  private static final OneHot NONE = new OneHot(-1, new int[0], List.of());

  private final String[] names;
  private final List<Split> splits = new ArrayList<>();
  private final CategoryCodes codes;

  CatboostFeatures(CatboostDocument document) {
    if (!document.unsupported.isEmpty()) {
      throw Faults.unsupported(
          "numerical features and one-hot categories alone",
          "features of kind " + Faults.quoted(document.unsupported),
          PATH);
    }
    names = new String[width(document)];
    Set<Integer> indexes = new HashSet<>();
    for (Numerical feature : document.numerical) {
      name(feature.column(), feature.name());
      unique(indexes, feature.index());
      borders(feature);
    }
    Set<Integer> categorical = new HashSet<>();
    for (Categorical feature : document.categorical) {
      name(feature.column(), feature.name());
      unique(categorical, feature.index());
    }
    codes = new CategoryCodes(width(), categories(document));
  }

  /** The number of inputs. */
  int width() {
    return names.length;
  }

  /** The names of the inputs in order; empty when one of them has none. */
  List<String> names() {
    boolean all = Arrays.stream(names).noneMatch(name -> name == null || name.isEmpty());
    return all ? List.of(names) : List.of();
  }

  /** The number of splits. */
  int count() {
    return splits.size();
  }

  /** A split by its number. */
  Split split(int number) {
    return splits.get(number);
  }

  /** How categories become the codes that splits ask for. */
  CategoryCodes codes() {
    return codes;
  }

  /** Checks what a file says of a split beside its number. */
  static void check(Asked asked, Split split, String where) {
    boolean same =
        asked.category() == (split.set() != null)
            && asked.index() == split.index()
            && (asked.category() ? asked.number() : (float) asked.number()) == split.number();
    if (!same) {
      throw Faults.malformed("what the split of that number asks", "else", where);
    }
  }

  private static int width(CatboostDocument document) {
    int largest = -1;
    for (Numerical feature : document.numerical) {
      largest = Math.max(largest, feature.column());
    }
    for (Categorical feature : document.categorical) {
      largest = Math.max(largest, feature.column());
    }
    if (largest >= XgboostChecks.MAX_FEATURES) {
      throw Faults.limit(
          "at most " + XgboostChecks.MAX_FEATURES + " features", "one at " + largest, PATH);
    }
    if (largest < 0) {
      throw Faults.malformed("features", "none", PATH);
    }
    return largest + 1;
  }

  private void name(int column, String name) {
    if (column < 0 || names[column] != null) {
      throw Faults.malformed("one feature for each column", "another at " + column, PATH);
    }
    names[column] = name;
  }

  private static void unique(Set<Integer> seen, int index) {
    if (index < 0 || !seen.add(index)) {
      throw Faults.malformed("a feature index of its own", Integer.toString(index), PATH);
    }
  }

  private void borders(Numerical feature) {
    float[] borders = feature.borders();
    for (int i = 0; i < borders.length; i++) {
      if (Float.isNaN(borders[i]) || (i > 0 && borders[i] < borders[i - 1])) {
        throw Faults.malformed(
            "borders in ascending order",
            Float.toString(borders[i]),
            PATH + "." + feature.column());
      }
      splits.add(
          new Split(
              feature.index(), feature.column(), borders[i], !feature.missingIsLargest(), null));
    }
  }

  /** Every categorical feature takes nothing but codes, also one without a split. */
  private List<CategoryCodes.Column> categories(CatboostDocument document) {
    Map<Integer, OneHot> oneHot = new HashMap<>();
    for (OneHot feature : document.oneHot) {
      if (oneHot.put(feature.index(), feature) != null) {
        throw Faults.malformed("one list of categories for a feature", "two", PATH);
      }
    }
    List<CategoryCodes.Column> coded = new ArrayList<>();
    Map<Integer, Integer> columnOf = new HashMap<>();
    for (Categorical feature : document.categorical) {
      columnOf.put(feature.index(), feature.column());
      OneHot known = oneHot.getOrDefault(feature.index(), NONE);
      coded.add(
          CategoryCodes.Column.of(feature.column(), feature.name(), known.hashes(), known.texts()));
    }
    int count = 0;
    for (OneHot feature : document.oneHot) {
      Integer column = columnOf.get(feature.index());
      if (column == null) {
        throw Faults.malformed(
            "categories of a categorical feature", "of " + feature.index(), PATH);
      }
      count += feature.hashes().length;
      if (count > MAX_CATEGORIES) {
        throw Faults.limit("at most " + MAX_CATEGORIES + " categories", "more", PATH);
      }
      splits(feature, column);
    }
    return coded;
  }

  private void splits(OneHot feature, int column) {
    for (int rank = 0; rank < feature.hashes().length; rank++) {
      splits.add(
          new Split(
              feature.index(),
              column,
              feature.hashes()[rank],
              true,
              CategorySet.of(new int[] {rank})));
    }
  }

  /**
   * A question that nodes ask.
   *
   * @param index the feature's number among those of its kind
   * @param column the input that it looks at
   * @param number the border that larger values are to the right of, or the hash of the category
   *     that is to the right
   * @param missingLeft where a missing value goes
   * @param set the code of the category, null for borders
   */
  record Split(
      int index, int column, double number, boolean missingLeft, @Nullable CategorySet set) {
    /** Values below it go to the left. */
    double threshold() {
      return Math.nextUp((float) number);
    }
  }
}
