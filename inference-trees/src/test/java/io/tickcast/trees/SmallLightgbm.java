package io.tickcast.trees;

import io.tickcast.api.Model;
import io.tickcast.api.ModelArtifact;
import io.tickcast.api.Predictor;
import java.nio.charset.StandardCharsets;

/** A model of LightGBM with two trees over three features, as text to be altered. */
final class SmallLightgbm {
  static final String TEXT =
      """
      tree
      version=v4
      num_class=1
      num_tree_per_iteration=1
      label_index=0
      max_feature_idx=2
      objective=regression
      feature_names=a b_c d
      feature_infos=[-1:1] [-1:1] 0:1:2

      Tree=0
      num_leaves=3
      num_cat=0
      split_feature=0 1
      split_gain=3 2
      threshold=0.5 -1.5
      decision_type=2 0
      left_child=1 -1
      right_child=-2 -3
      leaf_value=1 2 4
      leaf_weight=1 1 1
      leaf_count=5 6 7
      internal_value=0 0
      internal_weight=0 0
      internal_count=18 12
      is_linear=0
      shrinkage=1


      Tree=1
      num_leaves=1
      num_cat=0
      split_feature=
      split_gain=
      threshold=
      decision_type=
      left_child=
      right_child=
      leaf_value=8
      leaf_weight=
      leaf_count=
      internal_value=
      internal_weight=
      internal_count=
      is_linear=0
      shrinkage=1


      end of trees

      feature_importances:
      a=1

      parameters:
      [boosting: gbdt]
      end of parameters

      pandas_categorical:null
      """;

  private SmallLightgbm() {}

  static ModelArtifact of(String text) {
    return ModelArtifact.of("small.txt", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with a part of it replaced, which must be there. */
  static String with(String part, String replacement) {
    return SmallModel.with(TEXT, part, replacement);
  }

  /** The prediction for a row. */
  static double predict(String text, double... row) {
    try (Model model = new TreesModelProvider().load(of(text), Loads.none());
        Predictor predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      predictor.predict(row, outputs);
      return outputs[0];
    }
  }
}
