package io.tickcast.trees;

import io.tickcast.api.ModelArtifact;
import java.nio.charset.StandardCharsets;

/** Models of CatBoost's JSON to be altered. */
final class CatboostSmall {
  /** One tree of two levels over two features, one of them a category. */
  static final String OBLIVIOUS =
      """
      {"features_info":{
        "categorical_features":[
          {"feature_id":"session","feature_index":0,"flat_feature_index":1,"values":[-1284790409]}],
        "float_features":[{"borders":[-1.5,0.25],"feature_id":"ret","feature_index":0,
          "flat_feature_index":0,"has_nans":true,"nan_value_treatment":"AsTrue"}]},
       "model_info":{"params":{"loss_function":{"type":"RMSE","params":{}}}},
       "oblivious_trees":[{"leaf_values":[1,2,4,8],"leaf_weights":[10,20,30,40],
         "splits":[
           {"border":0.25,"float_feature_index":0,"split_index":1,"split_type":"FloatFeature"},
           {"cat_feature_index":0,"split_index":2,"split_type":"OneHotFeature",
            "value":-1284790409}]}],
       "scale_and_bias":[2,[0.5]]}
      """;

  /** One tree of two inner nodes and three leaves. */
  static final String LINKED =
      """
      {"features_info":{
        "float_features":[{"borders":[-1.5,0.25],"feature_id":"","feature_index":0,
          "flat_feature_index":0,"has_nans":false,"nan_value_treatment":"AsIs"}]},
       "model_info":{"class_params":{"class_label_type":"String","class_names":["buy","sell"],
         "class_to_label":[0,1],"classes_count":0},
         "params":{"loss_function":{"type":"Logloss","params":{}}}},
       "scale_and_bias":[1,[0]],
       "trees":[{
         "left":{"value":-1,"weight":3},
         "right":{"left":{"value":0,"weight":4},"right":{"value":1,"weight":5},
           "split":{"border":0.25,"float_feature_index":0,"split_index":1,
             "split_type":"FloatFeature"}},
         "split":{"border":-1.5,"float_feature_index":0,"split_index":0,
           "split_type":"FloatFeature"}}]}
      """;

  private CatboostSmall() {}

  static ModelArtifact of(String json) {
    return ModelArtifact.of("small.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** The predictions for a row. */
  static double[] predict(String json, double... row) {
    try (var model = new TreesModelProvider().load(of(json), Loads.none());
        var predictor = model.newPredictor()) {
      double[] outputs = new double[model.signature().outputs().size()];
      predictor.predict(row, outputs);
      return outputs;
    }
  }
}
