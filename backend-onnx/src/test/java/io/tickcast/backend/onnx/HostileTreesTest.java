package io.tickcast.backend.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tickcast.api.ErrorCode;
import io.tickcast.api.InferenceException;
import io.tickcast.api.ModelArtifact;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Trees that would lead a walk out of its arrays, round in circles, or too deep. */
class HostileTreesTest {
  private static void assertRefused(Proto model, ErrorCode code, String... words) {
    NativeLedger ledger = new NativeLedger();
    OnnxModelProvider provider = new OnnxModelProvider(ledger, Set.of());
    ModelArtifact artifact = ModelArtifact.of("hostile.onnx", model.bytes());
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> provider.load(artifact, Golden.context()).close())
        .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
    assertThat(ledger.open()).as("native objects").isZero();
  }

  private static Proto model(Proto... nodes) {
    return Proto.model(Proto.graph(4, nodes));
  }

  /** A root with two leaves; each test changes one attribute. */
  private static Proto tree(String changed, UnaryOperator<Proto> change) {
    Proto[] attributes = {
      at("nodes_treeids", changed, change, Proto.integers("nodes_treeids", 0, 0, 0)),
      at("nodes_nodeids", changed, change, Proto.integers("nodes_nodeids", 0, 1, 2)),
      at("nodes_featureids", changed, change, Proto.integers("nodes_featureids", 3, 0, 0)),
      at("nodes_modes", changed, change, Proto.texts("nodes_modes", "BRANCH_LT", "LEAF", "LEAF")),
      at("nodes_values", changed, change, Proto.reals("nodes_values", 0.5f, 0, 0)),
      at("nodes_truenodeids", changed, change, Proto.integers("nodes_truenodeids", 1, 0, 0)),
      at("nodes_falsenodeids", changed, change, Proto.integers("nodes_falsenodeids", 2, 0, 0)),
      at("target_treeids", changed, change, Proto.integers("target_treeids", 0, 0)),
      at("target_nodeids", changed, change, Proto.integers("target_nodeids", 1, 2)),
      at("target_ids", changed, change, Proto.integers("target_ids", 0, 0)),
      at("target_weights", changed, change, Proto.reals("target_weights", -1, 1)),
      Proto.integer("n_targets", 1)
    };
    return model(Proto.node("TreeEnsembleRegressor", "ai.onnx.ml", "x", "y", attributes));
  }

  private static Proto at(
      String name, String changed, UnaryOperator<Proto> change, Proto attribute) {
    return name.equals(changed) ? change.apply(attribute) : attribute;
  }

  private static Proto tree(String name, Proto attribute) {
    return tree(name, any -> attribute);
  }

  @Test
  void load_treesThatLeadAstray_areRefused() {
    String left = "nodes_truenodeids";
    assertRefused(
        tree(left, Proto.integers(left, 0, 0, 0)), ErrorCode.MALFORMED_MODEL, "below one other");
    assertRefused(
        tree(left, Proto.integers(left, 2, 0, 0)), ErrorCode.MALFORMED_MODEL, "below one other");
    assertRefused(
        tree(left, Proto.integers(left, 77, 0, 0)), ErrorCode.MALFORMED_MODEL, "child 77");
    assertRefused(tree(left, Proto.integers(left, 1, 0)), ErrorCode.MALFORMED_MODEL, left);
    String features = "nodes_featureids";
    assertRefused(
        tree(features, Proto.integers(features, 4, 0, 0)),
        ErrorCode.MALFORMED_MODEL,
        "feature from 0 to 3");
    assertRefused(
        tree(features, Proto.integers(features, -1, 0, 0)),
        ErrorCode.MALFORMED_MODEL,
        "feature from 0 to 3");
    String modes = "nodes_modes";
    assertRefused(
        tree(modes, Proto.texts(modes, "BRANCH_WHAT", "LEAF", "LEAF")),
        ErrorCode.MALFORMED_MODEL,
        "mode");
    String weights = "target_nodeids";
    assertRefused(
        tree(weights, Proto.integers(weights, 0, 2)),
        ErrorCode.MALFORMED_MODEL,
        "weights at leaves");
    String ids = "target_ids";
    assertRefused(tree(ids, Proto.integers(ids, 0, 9)), ErrorCode.MALFORMED_MODEL, ids);
  }

  @Test
  void load_treeLikeAChain_isRefusedWhenTooDeep() {
    int depth = 20_000;
    int count = 2 * depth + 1;
    long[] zeros = new long[count];
    long[] numbers = new long[count];
    long[] left = new long[count];
    long[] right = new long[count];
    String[] modes = new String[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
      boolean branch = i < depth;
      modes[i] = branch ? "BRANCH_LT" : "LEAF";
      left[i] = branch ? (i + 1 < depth ? i + 1 : 2L * depth) : 0;
      right[i] = branch ? depth + i : 0;
    }
    Proto node =
        Proto.node(
            "TreeEnsembleRegressor",
            "ai.onnx.ml",
            "x",
            "y",
            Proto.integers("nodes_treeids", zeros),
            Proto.integers("nodes_nodeids", numbers),
            Proto.integers("nodes_featureids", zeros),
            Proto.texts("nodes_modes", modes),
            Proto.reals("nodes_values", new float[count]),
            Proto.integers("nodes_truenodeids", left),
            Proto.integers("nodes_falsenodeids", right),
            Proto.integers("target_treeids", 0),
            Proto.integers("target_nodeids", depth),
            Proto.integers("target_ids", 0),
            Proto.reals("target_weights", 1),
            Proto.integer("n_targets", 1));
    assertRefused(model(node), ErrorCode.MALFORMED_MODEL, "deep");
  }
}
