package io.tickcast.benchmarks.trees;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * A model of CatBoost's JSON, made rather than trained: oblivious trees that split at values of
 * real rows. What it predicts is of no interest; it has the size and the shape of a desk's model.
 */
final class CatboostJson {
  private final Random random;
  private final int trees;
  private final int depth;
  private final int classes;
  private final int[] feature;
  private final float[] border;
  private final List<TreeSet<Float>> borders = new ArrayList<>();

  /**
   * Chooses the splits.
   *
   * @param rows where borders come from
   * @param classes the number of values of a leaf, 1 for two classes
   */
  CatboostJson(float[][] rows, int trees, int depth, int classes, long seed) {
    random = new Random(seed);
    this.trees = trees;
    this.depth = depth;
    this.classes = classes;
    feature = new int[trees * depth];
    border = new float[trees * depth];
    for (int f = 0; f < rows[0].length; f++) {
      borders.add(new TreeSet<>());
    }
    for (int split = 0; split < feature.length; split++) {
      float value = Float.NaN;
      while (Float.isNaN(value)) {
        feature[split] = random.nextInt(rows[0].length);
        value = rows[random.nextInt(rows.length)][feature[split]];
      }
      border[split] = value;
      borders.get(feature[split]).add(value);
    }
  }

  /** The file. */
  byte[] json() {
    StringBuilder json = new StringBuilder("{\"features_info\":{\"float_features\":[");
    for (int f = 0; f < borders.size(); f++) {
      json.append(f == 0 ? "" : ",")
          .append("{\"borders\":")
          .append(borders.get(f))
          .append(",\"feature_id\":\"f")
          .append(f)
          .append("\",\"feature_index\":")
          .append(f)
          .append(",\"flat_feature_index\":")
          .append(f)
          .append(",\"has_nans\":true,\"nan_value_treatment\":\"AsFalse\"}");
    }
    String loss = classes == 1 ? "Logloss" : "MultiClass";
    json.append("]},\"model_info\":{\"params\":{\"loss_function\":{\"params\":{},\"type\":\"")
        .append(loss)
        .append("\"}}},\"oblivious_trees\":[");
    for (int tree = 0; tree < trees; tree++) {
      json.append(tree == 0 ? "" : ",");
      tree(json, tree);
    }
    json.append("],\"scale_and_bias\":[1,[").append("0,".repeat(classes - 1)).append("0]]}");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void tree(StringBuilder json, int tree) {
    json.append("{\"leaf_values\":[");
    for (int value = 0; value < classes << depth; value++) {
      json.append(value == 0 ? "" : ",").append(random.nextGaussian() * 0.05);
    }
    json.append("],\"splits\":[");
    for (int split = tree * depth; split < (tree + 1) * depth; split++) {
      json.append(split == tree * depth ? "" : ",")
          .append("{\"border\":")
          .append(border[split])
          .append(",\"float_feature_index\":")
          .append(feature[split])
          .append(",\"split_index\":")
          .append(index(split))
          .append(",\"split_type\":\"FloatFeature\"}");
    }
    json.append("]}");
  }

  /** The number of a split among all borders of all features. */
  private int index(int split) {
    int before = 0;
    for (int f = 0; f < feature[split]; f++) {
      before += borders.get(f).size();
    }
    return before + borders.get(feature[split]).headSet(border[split]).size();
  }
}
