package io.tickcast.trees;

import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;

/** A model of one tree over two features, as JSON to be altered. */
final class SmallModel {
  static final String JSON =
      """
      {"learner":{
        "attributes":{},
        "feature_names":["a","b"],
        "feature_types":["float","float"],
        "gradient_booster":{"model":{
          "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},
          "iteration_indptr":[0,1],
          "tree_info":[0],
          "trees":[{
            "base_weights":[0.0,-1.0,1.0,2.0,3.0],
            "categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],
            "default_left":[1,0,0,0,0],
            "id":0,
            "left_children":[1,-1,3,-1,-1],
            "loss_changes":[5.0,0.0,1.0,0.0,0.0],
            "parents":[2147483647,0,0,2,2],
            "right_children":[2,-1,4,-1,-1],
            "split_conditions":[5E-1,-1E0,1.5E0,2E0,3E0],
            "split_indices":[0,0,1,0,0],
            "split_type":[0,0,0,0,0],
            "sum_hessian":[1E1,4E0,6E0,2E0,4E0],
            "tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"5","size_leaf_vector":"1"}
          }]},
          "name":"gbtree"},
        "learner_model_param":{"base_score":"[2.5E-1]","boost_from_average":"1","num_class":"0",
          "num_feature":"2","num_target":"1"},
        "objective":{"name":"reg:squarederror","reg_loss_param":{"scale_pos_weight":"1"}}},
       "version":[3,2,0]}
      """;

  private SmallModel() {}

  static ModelArtifact of(String json) {
    return ModelArtifact.of("small.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with a part of it replaced, which must be there. */
  static String with(String text, String part, String replacement) {
    if (!text.contains(part)) {
      throw new IllegalArgumentException("expected " + part + " in the model, found none");
    }
    return text.replace(part, replacement);
  }

  /** The prediction for a row. */
  static double predict(String json, double... row) {
    try (var model = new TreesModelProvider().load(of(json), Loads.none());
        var predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      predictor.predict(row, outputs);
      return outputs[0];
    }
  }
}
