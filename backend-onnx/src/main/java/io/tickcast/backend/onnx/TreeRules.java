package io.tickcast.backend.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ensembles of trees. (Source: ONNX's {@code Operators-ml.md}.) */
final class TreeRules {
  private TreeRules() {}

  static Map<String, Rule> all() {
    return Map.of(
        "TreeEnsembleClassifier", TreeRules::classifier,
        "TreeEnsembleRegressor", TreeRules::regressor);
  }

  private static List<Value> classifier(Call call) {
    List<String> labels = MlRules.labels(call, "classlabels_strings", "classlabels_int64s");
    call.require(
        !labels.isEmpty() && labels.size() <= 1 << 16,
        "class labels",
        Integer.toString(labels.size()));
    TreeNodes nodes = TreeNodes.checked(call, MlRules.columns(call));
    TreeLeaves leaves = TreeLeaves.checked(call, nodes, "class", labels.size());
    boolean one = Arrays.stream(leaves.ids()).distinct().count() <= 1;
    boolean second = labels.size() == 2 && one;
    Meaning plain = leaves.areShares(labels.size(), second) ? Meaning.SHARES : Meaning.SCORE;
    return MlRules.classified(call, labels, second, call.text("post_transform", "NONE"), plain);
  }

  private static List<Value> regressor(Call call) {
    long targets = call.integer("n_targets", 0);
    call.require(targets >= 1 && targets <= 1 << 16, "targets in range", Long.toString(targets));
    TreeNodes nodes = TreeNodes.checked(call, MlRules.columns(call));
    TreeLeaves.checked(call, nodes, "target", (int) targets);
    String aggregate = call.text("aggregate_function", "SUM");
    call.require(
        List.of("SUM", "AVERAGE", "MIN", "MAX").contains(aggregate),
        "a known aggregate_function",
        Faults.quote(aggregate));
    Value result = Value.of(ElementType.FLOAT, MlRules.rows(call), targets);
    return List.of(
        switch (call.text("post_transform", "NONE")) {
          case "LOGISTIC" -> result.with(Meaning.UNIT);
          case "SOFTMAX", "SOFTMAX_ZERO" -> targets > 1 ? result.with(Meaning.SHARES) : result;
          default -> result;
        });
  }
}
