package io.tickcast.examples.service.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model of two trees that says {@code close_long} where rsi_14 is below 50 and {@code buy} above.
 * The size of a close_long is the position that the service knows, so its signals show it.
 */
final class FaultModel {
  static final double SHOWS_POSITION = 40;
  static final double BUYS = 60;

  private static final String NAME = "xgboost_eurusd_1h_v1.0.0.json";
  private static final List<String> CLASSES =
      List.of("buy", "sell", "hold", "close_long", "close_short");

  private FaultModel() {}

  /** Writes the model with its manifest. */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(NAME), model(), StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve(NAME + ".manifest.json"),
        "{\"name\":\"xgboost\",\"type\":\"xgboost\",\"version\":\"1.0.0\",\"symbol\":\"EURUSD\","
            + "\"timeframe\":\"1h\",\"features\":[\"rsi_14\"],\"window\":1,\"missing\":\"hold\","
            + "\"output\":{\"kind\":\"classes\",\"classes\":[\""
            + String.join("\",\"", CLASSES)
            + "\"]}}",
        StandardCharsets.UTF_8);
  }

  private static String model() {
    List<String> trees = new ArrayList<>();
    List<String> info = new ArrayList<>();
    for (int i = 0; i < CLASSES.size(); i++) {
      boolean below = CLASSES.get(i).equals("close_long");
      boolean above = CLASSES.get(i).equals("buy");
      trees.add(tree(i, below ? 5 : 0, above ? 5 : 0));
      info.add(Integer.toString(i));
    }
    return """
        {"learner":{"attributes":{},"feature_names":["rsi_14"],"feature_types":["float"],\
        "gradient_booster":{"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"5"},\
        "iteration_indptr":[0,5],"tree_info":[%s],"trees":[%s]},"name":"gbtree"},\
        "learner_model_param":{"base_score":"5E-1","boost_from_average":"1","num_class":"5",\
        "num_feature":"1","num_target":"1"},"objective":{"name":"multi:softprob",\
        "softmax_multiclass_param":{"num_class":"5"}}},"version":[2,1,4]}"""
        .formatted(String.join(",", info), String.join(",", trees));
  }

  private static String tree(int id, int below, int above) {
    return String.format(
        Locale.ROOT,
        """
        {"base_weights":[0,%2$d,%3$d],"categories":[],"categories_nodes":[],\
        "categories_segments":[],"categories_sizes":[],"default_left":[0,0,0],"id":%1$d,\
        "left_children":[1,-1,-1],"loss_changes":[1,0,0],"parents":[2147483647,0,0],\
        "right_children":[2,-1,-1],"split_conditions":[50,%2$d,%3$d],"split_indices":[0,0,0],\
        "split_type":[0,0,0],"sum_hessian":[2,1,1],"tree_param":{"num_deleted":"0",\
        "num_feature":"1","num_nodes":"3","size_leaf_vector":"1"}}""",
        id,
        below,
        above);
  }
}
