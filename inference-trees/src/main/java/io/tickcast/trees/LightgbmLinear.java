package io.tickcast.trees;

import io.tickcast.checkpoint.Faults;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The leaves of a tree in a LightGBM file that are linear functions. */
final class LightgbmLinear {
  private LightgbmLinear() {}

  /**
   * Reads the functions.
   *
   * @param leaves how many there are
   * @param features the number of features of the model
   * @param where the tree, for messages
   * @return for each node, inner ones first, its function; null when the leaves are constants
   */
  static LinearLeaf @Nullable [] of(
      Map<String, LightgbmValue> fields, int leaves, int features, String where) {
    LightgbmValue flag = fields.get("is_linear");
    if (flag == null || flag.integer(0, 1) == 0) {
      return null;
    }
    double[] constant = constants(fields, leaves);
    int[] count = counts(fields, leaves, where);
    int total = Arrays.stream(count).reduce(0, Math::addExact);
    int[] feature = present(fields, "leaf_features", total, where).ints(total);
    double[] factor = present(fields, "leaf_coeff", total, where).doubles(total);
    for (int i = 0; i < total; i++) {
      if (feature[i] < 0 || feature[i] >= features) {
        throw Faults.malformed(
            "below " + features, feature[i] + "", where + " leaf_features[" + i + "]");
      }
    }
    LinearLeaf[] functions = new LinearLeaf[2 * leaves - 1];
    int next = 0;
    for (int leaf = 0; leaf < leaves; leaf++) {
      int end = next + count[leaf];
      functions[leaves - 1 + leaf] =
          new LinearLeaf(
              constant[leaf],
              Arrays.copyOfRange(feature, next, end),
              Arrays.copyOfRange(factor, next, end));
      next = end;
    }
    return functions;
  }

  private static double[] constants(Map<String, LightgbmValue> fields, int leaves) {
    LightgbmValue constants = fields.get("leaf_const");
    return constants == null ? new double[leaves] : constants.doubles(leaves);
  }

  private static int[] counts(Map<String, LightgbmValue> fields, int leaves, String where) {
    LightgbmValue counts = fields.get("num_features");
    if (counts == null) {
      return new int[leaves];
    }
    int[] count = counts.ints(leaves);
    LightgbmValue features = fields.get("leaf_features");
    long room = features == null ? 0 : features.end() - features.start();
    long total = 0;
    for (int i = 0; i < leaves; i++) {
      total += count[i];
      if (count[i] < 0 || total > room) {
        throw Faults.malformed(
            "at most " + room + " in all", count[i] + "", where + " num_features[" + i + "]");
      }
    }
    return count;
  }

  private static LightgbmValue present(
      Map<String, LightgbmValue> fields, String name, int total, String where) {
    LightgbmValue value = fields.get(name);
    if (value != null) {
      return value;
    }
    if (total > 0) {
      throw Faults.malformed(name + "=", "none", where);
    }
    return LightgbmValue.EMPTY;
  }
}
